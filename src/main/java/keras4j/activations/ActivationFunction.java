package keras4j.activations;

import java.util.Map;
import java.util.function.UnaryOperator;
import keras4j.core.Config;
import keras4j.core.Configurable;
import keras4j.core.KerasException;
import keras4j.ops.Symbol;

/** A function from a layer's weighted sums to its outputs, described by ops. Keras: {@code keras.activations}. */
public abstract class ActivationFunction implements Configurable {
    /** Keras's name, such as "relu". */
    public abstract String name();

    /** What it computes, by {@link keras4j.ops.Ops}, of a symbol with all its axes. */
    protected abstract Symbol call(Symbol x);

    /** What it makes of a symbol. */
    public final Symbol apply(Symbol x) {
        return KerasException.notNull("activation " + name(), "what the function gives", call(x));
    }

    /** Names the arguments; none unless overridden. Keras's files have only a function's name. */
    @Override
    public void config(Config config) {}

    /** Whether arguments differ from the defaults: the name alone then does not say which function it is. */
    public final boolean hasArguments() {
        Map<String, Object> own = Config.write(this::config);
        return !own.isEmpty() && !own.equals(Config.write(Activations.REGISTRY.another(this)::config));
    }

    /**
     * A function by its description, such as {@code x -> log1p(square(x))}. A model that has one is in no file: a registered class is.
     * Keras: a function, or a lambda, as the argument {@code activation}.
     */
    public static ActivationFunction of(UnaryOperator<Symbol> function) {
        return new Described(KerasException.notNull("activation", "a function", function));
    }

    /** Whether it is made by {@link #of}. */
    final boolean isDescribed() {
        return this instanceof Described;
    }

    private static final class Described extends ActivationFunction {
        private final UnaryOperator<Symbol> function;

        Described(UnaryOperator<Symbol> function) {
            this.function = function;
        }

        @Override
        public String name() {
            return "function";
        }

        @Override
        protected Symbol call(Symbol x) {
            return function.apply(x);
        }
    }
}
