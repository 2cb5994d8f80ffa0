package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Serialized;
import keras4j.core.Shape;
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
    private final Renorm renorm = new Renorm();
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

    /**
     * Whether the outputs of training, too, are brought near to those of moving statistics; false unless given. Ioffe, "Batch
     * Renormalization", 2017.
     */
    public BatchNormalization renorm(boolean value) {
        return set(() -> renorm.setOn(value));
    }

    /**
     * What limits the renormalization's factor and what it adds, by "rmin", "rmax" and "dmax"; nothing unless given.
     *
     * @throws KerasException for another name, rmin above rmax or a negative dmax
     */
    public BatchNormalization renormClipping(Map<String, Double> limits) {
        return set(() -> renorm.clipping(KerasException.notNull("BatchNormalization", "limits", limits)));
    }

    /** How much of the renormalization's moving mean and deviation remains at a step; 0.99 unless given. */
    public BatchNormalization renormMomentum(double value) {
        return set(() -> renorm.momentum(finite("renormMomentum", value)));
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
        renorm.config(config);
        isSynchronized = config.flag("synchronized", isSynchronized);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Shape sample = inputs.get(0).withoutFirst();
        own = MergeAxis.of("BatchNormalization.axis", axis, sample) + 1;
        Shape shape = Shape.of(sample.dim(own - 1));
        gamma = hasGamma() ? weights.add(gamma(shape)) : null;
        beta = hasBeta() ? weights.add(beta(shape)) : null;
        movingMean = weights.state("moving_mean", shape, movingMeanInitializer);
        movingVariance = weights.state("moving_variance", shape, movingVarianceInitializer);
        renorm.build(weights, shape, movingMeanInitializer, movingVarianceInitializer);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol mean = call.value(movingMean);
        Symbol variance = call.value(movingVariance);
        Symbol scale = gamma;
        Symbol offset = beta;
        Symbol rows = Ops.moveaxis(x, own, -1);
        if (call.training() && isTrainable()) {
            List<Symbol> moments =
                    call.mask() == null ? BatchNorm.moments(rows) : moments(x, rows, Ops.notEqual(call.mask(), 0));
            mean = moments.get(0);
            variance = moments.get(1);
            follow(movingMean, mean, momentum, call);
            if (renorm.isOn()) {
                Symbol deviation = Ops.sqrt(Ops.add(variance, epsilon()));
                List<Symbol> correction = renorm.correction(mean, deviation, epsilon(), call);
                scale = gamma == null ? correction.get(0) : Ops.multiply(correction.get(0), gamma);
                offset = gamma == null ? correction.get(1) : Ops.multiply(correction.get(1), gamma);
                offset = beta == null ? offset : Ops.add(offset, beta);
                call.assign(movingVariance, renorm.follow(mean, deviation, epsilon(), momentum, call));
            } else {
                follow(movingVariance, variance, momentum, call);
            }
        }
        Symbol factor = Ops.rsqrt(Ops.add(variance, epsilon()));
        Symbol y = BatchNorm.scaled(
                rows,
                mean,
                scale == null ? factor : Ops.multiply(factor, scale),
                offset == null ? Ops.zerosLike(mean) : offset);
        return Ops.moveaxis(y, -1, own);
    }

    private static Initializer notNull(Initializer initializer) {
        KerasException.notNull("BatchNormalization", "an initializer", initializer);
        return Serialized.copy(initializer, Initializers.REGISTRY);
    }

    /** Lets a moving number follow a value, and returns it. */
    static Symbol follow(Symbol state, Symbol value, double momentum, Call call) {
        Symbol kept = Ops.multiply(call.value(state), momentum);
        Symbol moved = Ops.add(kept, Ops.multiply(value, 1 - momentum));
        call.assign(state, moved);
        return moved;
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
        Symbol mean = Ops.divide(Ops.sum(Ops.where(counts, rows, 0), axes), count);
        Symbol squares = Ops.square(Ops.where(counts, Ops.subtract(rows, mean), 0));
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
