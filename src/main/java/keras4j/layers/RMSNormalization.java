package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = x / sqrt(mean(x^2) + epsilon) * scale, the shape unchanged: the mean of each sample along some axes, whose lengths scale has.
 * Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019. Keras: {@code RMSNormalization}.
 */
public final class RMSNormalization extends Layer<RMSNormalization> {
    private static final String AXIS = "RMSNormalization.axis";

    private int[] axis = {-1};
    private double epsilon = 1e-6;
    private Symbol scale;

    /** The axes of the mean, 0 being the batch's, which is none of them, negative from the end; the last unless given. */
    public RMSNormalization axis(int... value) {
        return set(() -> axis = MergeAxis.sorted(AXIS, value));
    }

    /** Added to the mean; 1e-6 unless given. */
    public RMSNormalization epsilon(double value) {
        return set(() -> epsilon = finite(value));
    }

    @Override
    protected void config(Config config) {
        axis = MergeAxis.sorted(AXIS, config.integers("axis", axis));
        epsilon = finite(config.number("epsilon", epsilon));
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        scale = weights.add("scale", MergeAxis.lengths(AXIS, axis, inputs.get(0).withoutFirst()), "ones");
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return Ops.rmsNormalization(x, scale, Arrays.stream(axis).boxed().toList(), epsilon);
    }

    private static double finite(double epsilon) {
        if (!Double.isFinite(epsilon)) {
            throw KerasException.expected("RMSNormalization.epsilon", "a finite number", epsilon);
        }
        return epsilon;
    }
}
