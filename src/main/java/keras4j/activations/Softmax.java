package keras4j.activations;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** y_i = exp(x_i) / sum_j exp(x_j) over the last axis, or others. Keras: {@code softmax}; with an axis, files have the layer. */
public final class Softmax extends ActivationFunction {
    private int[] axis = {-1};

    /** The axis, or several at once, 0 being the batch's, which is none of them, negative from the end; the last unless given. */
    public Softmax axis(int... value) {
        if (KerasException.notNull("softmax.axis", "axes", value).length == 0) {
            throw KerasException.expected("softmax.axis", "at least one axis", "none");
        }
        axis = value.clone();
        return this;
    }

    /** See {@link #axis}. */
    public int[] axes() {
        return axis.clone();
    }

    /** @param rank the number of the input's axes, the batch's among them */
    public boolean isOfLast(int rank) {
        return axis.length == 1 && (axis[0] == -1 || axis[0] == rank - 1);
    }

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public void config(Config config) {
        axis(config.oneOrMore("axis", axis));
    }

    @Override
    protected Symbol call(Symbol x) {
        for (int each : axis) {
            int own = each < 0 ? each + x.rank() : each;
            if (own < 1 || own >= x.rank()) {
                throw KerasException.expected(
                        "softmax.axis",
                        "an axis of inputs of shape " + x.sampleShape().batched() + ", not the batch's",
                        each);
            }
        }
        return axis.length == 1
                ? Ops.softmax(x, axis[0])
                : Ops.softmax(x, Arrays.stream(axis).boxed().toList());
    }
}
