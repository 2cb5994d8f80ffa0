package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y_i = exp(x_i) / sum_j exp(x_j) along one axis, or along several at once: see {@link FunctionLayer}. What a mask leaves out is 0.
 * Keras: {@code Softmax}. DL4J: along another axis than the last this layer's own kernel.
 */
public final class Softmax extends FunctionLayer<Softmax> {
    /** What is left out becomes this before. */
    private static final double MASKED = -1e9;

    private int[] axis = {-1};

    /** The axes, 0 being the batch's, which is none of them, negative from the end; the last unless given. */
    public Softmax axis(int... value) {
        return set(() -> axis = valid(value));
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected void config(Config config) {
        axis = valid(config.oneOrMore("axis", axis));
    }

    @Override
    ActivationFunction function() {
        return new keras4j.activations.Softmax().axis(axis);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        MergeAxis.lengths("Softmax.axis", axis, x.sampleShape());
        Symbol mask = call.mask();
        if (mask == null && axis.length == 1) {
            return Ops.softmax(x, axis[0]);
        }
        Symbol counts = mask == null ? null : Ops.greater(mask, 0.5);
        return masked(x, counts, Arrays.stream(axis).boxed().toList());
    }

    /** @param mask 0 for what is left out; null for nothing */
    static Symbol masked(Symbol x, Symbol mask, List<Integer> axes) {
        return mask == null ? Ops.softmax(x, axes) : Ops.where(mask, Ops.softmax(Ops.where(mask, x, MASKED), axes), 0);
    }

    private static int[] valid(int... axes) {
        MergeAxis.sorted("Softmax.axis", axes);
        return axes.clone();
    }
}
