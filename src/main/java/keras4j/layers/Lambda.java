package keras4j.layers;

import java.util.function.UnaryOperator;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Symbol;

/**
 * A function of {@link keras4j.ops.Ops} as a layer. A model that has one is in no file: a registered layer of one's own is.
 * Keras: {@code Lambda}, which is opened as an unsafe file only.
 */
public final class Lambda extends Layer<Lambda> {
    private final UnaryOperator<Symbol> function;

    /** @param function of the input, with all its axes; it has no weights */
    public Lambda(UnaryOperator<Symbol> function) {
        this.function = KerasException.notNull("Lambda", "a function", function);
    }

    @Override
    protected void config(Config config) {}

    @Override
    protected Symbol call(Symbol x, Call call) {
        return KerasException.notNull("Lambda", "what the function gives", function.apply(x));
    }
}
