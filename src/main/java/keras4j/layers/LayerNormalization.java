package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, the shape unchanged: mean and variance of each sample along some axes,
 * whose lengths gamma and beta have. Ba, Kiros and Hinton, "Layer Normalization", 2016. Keras: {@code LayerNormalization}.
 */
public final class LayerNormalization extends GammaAndBeta<LayerNormalization> {
    private static final String AXIS = "LayerNormalization.axis";

    private int[] axis = {-1};
    /** Keras's old argument that only files have: x, and not x - mean, is divided, and there is no beta. */
    private boolean rmsScaling;

    private Symbol gamma;
    private Symbol beta;

    /** The axes of mean and variance, 0 being the batch's, which is none of them, negative from the end; the last unless given. */
    public LayerNormalization axis(int... value) {
        return set(() -> axis = MergeAxis.sorted(AXIS, value));
    }

    @Override
    protected void config(Config config) {
        axis = MergeAxis.sorted(AXIS, config.integers("axis", axis));
        configGammaAndBeta(config);
        rmsScaling = config.flag("rms_scaling", rmsScaling);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Shape shape = MergeAxis.lengths(AXIS, axis, inputs.get(0).withoutFirst());
        gamma = hasGamma() || rmsScaling ? weights.add(gamma(shape)) : null;
        beta = hasBeta() && !rmsScaling ? weights.add(beta(shape)) : null;
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        List<Integer> axes = Arrays.stream(axis).boxed().toList();
        return Ops.layerNormalization(x, gamma, beta, axes, epsilon(), rmsScaling);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
