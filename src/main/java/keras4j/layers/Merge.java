package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A layer that makes one output of several inputs. Keras: {@code Merge}.
 *
 * @param <L> the layer's own class
 */
public abstract class Merge<L extends Merge<L>> extends Layer<L> {
    /** Nothing unless overridden. */
    @Override
    protected void config(Config config) {}

    /**
     * What becomes of the inputs, by ops.
     *
     * @param inputs at least two
     * @throws KerasException if the layer cannot take such inputs
     */
    protected abstract Symbol merged(List<Symbol> inputs, Call call);

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        if (inputs.size() < 2) {
            throw KerasException.expected(className(), "several inputs, as in apply(a, b)", "one");
        }
        return List.of(merged(inputs, call));
    }

    /** Where one of the inputs counts; none if one of them has none. */
    @Override
    protected List<Symbol> computeMask(List<Symbol> inputs, List<Symbol> masks) {
        return Arrays.asList(
                masks.contains(null)
                        ? null
                        : masks.stream().reduce(Ops::logicalOr).orElseThrow());
    }
}
