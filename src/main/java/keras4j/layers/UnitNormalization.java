package keras4j.layers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** Each vector along one axis, or along several, of length 1; the shape is unchanged. Keras: {@code UnitNormalization}. */
public final class UnitNormalization extends Layer<UnitNormalization> {
    /** The square of the length below which vectors are not made longer. */
    private static final double LEAST = 1e-12;

    private int[] axis = {-1};

    /** The axes; 0 is the batch's, negative ones count from the end. The last unless given. */
    public UnitNormalization axis(int... values) {
        return set(() -> axis = valid(values));
    }

    @Override
    protected void config(Config config) {
        axis = valid(config.oneOrMore("axis", axis));
    }

    private static int[] valid(int[] axes) {
        if (KerasException.notNull("UnitNormalization.axis", "axes", axes).length == 0) {
            throw KerasException.expected("UnitNormalization.axis", "at least one axis", "none");
        }
        return axes.clone();
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        for (int each : axis) {
            if (each >= x.rank() || each < -x.rank()) {
                throw KerasException.expected(
                        "UnitNormalization.axis",
                        "axes of inputs of shape " + x.sampleShape().batched(),
                        Arrays.toString(axis));
            }
        }
        Symbol square = Ops.sum(Ops.square(x), axis, true);
        return x.times(Ops.rsqrt(Ops.maximum(square, LEAST)));
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
