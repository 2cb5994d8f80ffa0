package keras4j.layers;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Ones;
import keras4j.initializers.Zeros;
import keras4j.ops.BatchNorm;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, the shape unchanged, for each position along one axis: gamma, beta,
 * moving mean and moving variance have its length. In training, mean and variance are those of the batch, over all other axes
 * and without what a mask leaves out, and the moving ones follow them; in inference, and always if the layer is not
 * trainable, they are the moving ones. Ioffe and Szegedy, "Batch Normalization", 2015. Keras: {@code BatchNormalization}.
 * DL4J: {@code BatchNormalization} along the last axis, with both or neither of gamma and beta, if it is trainable; else
 * this layer's own kernel.
 */
public final class BatchNormalization extends GammaAndBeta<BatchNormalization> {
    private int axis = -1;
    private double momentum = 0.99;
    private Initializer movingMeanInitializer = new Zeros();
    private Initializer movingVarianceInitializer = new Ones();
    /** Keras's argument for several devices that only files have. */
    private boolean isSynchronized;

    private int own;
    private Symbol gamma;
    private Symbol beta;
    private Symbol movingMean;
    private Symbol movingVariance;

    /** The axis with statistics of its own, 0 being the batch's, which it cannot be, negative from the end; the last unless given. */
    public BatchNormalization axis(int value) {
        return set(() -> axis = value);
    }

    /** How much of the moving mean and variance remains at a step; 0.99 unless given. */
    public BatchNormalization momentum(double value) {
        return set(() -> momentum = finite("momentum", value));
    }

    /** The moving mean's initializer by Keras's name. */
    public BatchNormalization movingMeanInitializer(String name) {
        return movingMeanInitializer(Initializers.REGISTRY.get(name));
    }

    /** The moving mean's initializer; zeros unless given. */
    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return set(() -> movingMeanInitializer = notNull(initializer));
    }

    /** The moving variance's initializer by Keras's name. */
    public BatchNormalization movingVarianceInitializer(String name) {
        return movingVarianceInitializer(Initializers.REGISTRY.get(name));
    }

    /** The moving variance's initializer; ones unless given. */
    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return set(() -> movingVarianceInitializer = notNull(initializer));
    }

    @Override
    protected void config(Config config) {
        axis = config.integer("axis", axis);
        momentum = finite("momentum", config.number("momentum", momentum));
        configGammaAndBeta(config);
        movingMeanInitializer =
                notNull(config.object("moving_mean_initializer", movingMeanInitializer, Initializers.REGISTRY));
        movingVarianceInitializer =
                notNull(config.object("moving_variance_initializer", movingVarianceInitializer, Initializers.REGISTRY));
        config.only("renorm", false);
        config.unused("renorm_momentum", 0.99);
        isSynchronized = config.flag("synchronized", isSynchronized);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Shape sample = inputs.get(0).withoutFirst();
        own = MergeAxis.of("BatchNormalization.axis", axis, sample) + 1;
        Shape shape = Shape.of(sample.dim(own - 1));
        gamma = hasGamma() ? weights.add(gamma(shape)) : null;
        beta = hasBeta() ? weights.add(beta(shape)) : null;
        movingMean = weights.add(WeightSpec.state("moving_mean", shape, movingMeanInitializer, WeightSpec.Kind.STATE));
        movingVariance = weights.add(
                WeightSpec.state("moving_variance", shape, movingVarianceInitializer, WeightSpec.Kind.STATE));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol mean = call.value(movingMean);
        Symbol variance = call.value(movingVariance);
        Symbol rows = Ops.moveaxis(x, own, -1);
        if (call.training() && isTrainable()) {
            List<Symbol> moments =
                    call.mask() == null ? BatchNorm.moments(rows) : moments(x, rows, Ops.notEqual(call.mask(), 0));
            follow(movingMean, moments.get(0), call);
            follow(movingVariance, moments.get(1), call);
            mean = moments.get(0);
            variance = moments.get(1);
        }
        Symbol factor = Ops.rsqrt(Ops.add(variance, epsilon()));
        Symbol y = BatchNorm.scaled(
                rows,
                mean,
                gamma == null ? factor : Ops.multiply(factor, gamma),
                beta == null ? Ops.zerosLike(mean) : beta);
        return Ops.moveaxis(y, -1, own);
    }

    private static Initializer notNull(Initializer initializer) {
        return KerasException.notNull("BatchNormalization", "an initializer", initializer);
    }

    private void follow(Symbol state, Symbol value, Call call) {
        Symbol kept = Ops.multiply(call.value(state), momentum);
        call.assign(state, Ops.add(kept, Ops.multiply(value, 1 - momentum)));
    }

    /**
     * Mean and variance without what a mask leaves out; 0 where nothing counts.
     *
     * @param rows x with the axis that has statistics of its own as the last
     * @param mask 1 or 0 for all positions along the axes of x but the last
     */
    private List<Symbol> moments(Symbol x, Symbol rows, Symbol mask) {
        Symbol positions = Ops.reshape(mask, x.shape().withLast(1).dims());
        Symbol weights = Ops.broadcastTo(positions, x.shape().dims());
        Symbol counts = Ops.moveaxis(weights, own, -1);
        int[] axes = IntStream.range(0, x.rank() - 1).toArray();
        Symbol count = Ops.maximum(Ops.sum(counts, axes), 1);
        Symbol mean = Ops.divide(Ops.sum(Ops.multiply(rows, counts), axes), count);
        Symbol squares = Ops.multiply(Ops.square(Ops.subtract(rows, mean)), counts);
        return List.of(mean, Ops.divide(Ops.sum(squares, axes), count));
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
