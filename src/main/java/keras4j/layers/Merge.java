package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/**
 * A layer that makes one output of several inputs. Keras: {@code Merge}.
 *
 * @param <L> the layer's own class
 */
public abstract class Merge<L extends Merge<L>> extends Layer<L> {
    /**
     * What the layer gives for these.
     *
     * @throws KerasException if their shapes do not fit
     */
    public final Symbol apply(Symbol first, Symbol second, Symbol... more) {
        List<Symbol> all = new ArrayList<>();
        all.add(first);
        all.add(second);
        all.addAll(Arrays.asList(KerasException.notNull("apply", "symbols", more)));
        return apply(all);
    }

    /** See {@link #apply(Symbol, Symbol, Symbol...)}. */
    public final Symbol apply(List<Symbol> inputs) {
        return only(applyAll(inputs));
    }

    /** Nothing unless overridden. */
    @Override
    protected void config(Config config) {}

    /**
     * What becomes of the inputs, by ops.
     *
     * @param inputs at least two
     * @throws KerasException if the layer cannot take such inputs
     */
    protected abstract Symbol merged(List<Symbol> inputs);

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        if (inputs.size() < 2) {
            throw KerasException.expected(className(), "several inputs, as in apply(a, b)", "one");
        }
        return List.of(merged(inputs));
    }

    /**
     * The mask that all inputs have; none if one of them has none, as in Keras.
     *
     * @throws KerasException if they have different ones
     */
    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        if (masks.contains(null)) {
            return null;
        }
        if (new HashSet<>(masks).size() > 1) {
            throw KerasException.expected(className(), "inputs with one mask in common", "inputs with different masks");
        }
        return masks.get(0);
    }

    /** No mask, for a layer in which Keras's masks change the numbers, too: they are not supported. */
    final Mask withoutMasks(List<Mask> masks) {
        if (!masks.stream().allMatch(Objects::isNull)) {
            throw KerasException.expected(className(), "inputs without masks", "one that has a mask");
        }
        return null;
    }
}
