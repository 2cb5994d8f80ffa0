package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Ones;
import keras4j.initializers.Zeros;
import keras4j.regularizers.Regularizers;

/**
 * A layer that multiplies what it has normalized by gamma and adds beta to it: Keras's arguments for the two.
 *
 * @param <L> the layer's own class
 */
public abstract class GammaAndBeta<L extends GammaAndBeta<L>> extends Layer<L> {
    private double epsilon = 1e-3;
    private boolean center = true;
    private boolean scale = true;
    private Initializer betaInitializer = new Zeros();
    private Initializer gammaInitializer = new Ones();
    private Regularizer betaRegularizer;
    private Regularizer gammaRegularizer;

    GammaAndBeta() {}

    /** Added to the variance; 1e-3 unless given. */
    public final L epsilon(double value) {
        return set(() -> epsilon = finite("epsilon", value));
    }

    /** Whether beta is added; true unless given. */
    public final L center(boolean value) {
        return set(() -> center = value);
    }

    /** Whether it is multiplied by gamma; true unless given. */
    public final L scale(boolean value) {
        return set(() -> scale = value);
    }

    /** Beta's initializer by Keras's name. */
    public final L betaInitializer(String name) {
        return betaInitializer(Initializers.REGISTRY.get(name));
    }

    /** Beta's initializer; zeros unless given. */
    public final L betaInitializer(Initializer initializer) {
        return set(() -> betaInitializer = notNull(initializer));
    }

    /** Gamma's initializer by Keras's name. */
    public final L gammaInitializer(String name) {
        return gammaInitializer(Initializers.REGISTRY.get(name));
    }

    /** Gamma's initializer; ones unless given. */
    public final L gammaInitializer(Initializer initializer) {
        return set(() -> gammaInitializer = notNull(initializer));
    }

    /** Beta's regularizer by Keras's name, such as "l2". */
    public final L betaRegularizer(String name) {
        return betaRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** Beta's regularizer; none unless given. */
    public final L betaRegularizer(Regularizer regularizer) {
        return set(() -> betaRegularizer = regularizer);
    }

    /** Gamma's regularizer by Keras's name. */
    public final L gammaRegularizer(String name) {
        return gammaRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** Gamma's regularizer; none unless given. */
    public final L gammaRegularizer(Regularizer regularizer) {
        return set(() -> gammaRegularizer = regularizer);
    }

    /** The arguments here but the regularizers, in Keras's order. */
    final void configGammaAndBeta(Config config) {
        epsilon = finite("epsilon", config.number("epsilon", epsilon));
        center = config.flag("center", center);
        scale = config.flag("scale", scale);
        betaInitializer = initializer(config, "beta_initializer", betaInitializer);
        gammaInitializer = initializer(config, "gamma_initializer", gammaInitializer);
    }

    final void configRegularizers(Config config) {
        betaRegularizer = config.object("beta_regularizer", betaRegularizer, Regularizers.REGISTRY);
        gammaRegularizer = config.object("gamma_regularizer", gammaRegularizer, Regularizers.REGISTRY);
    }

    final WeightSpec gamma(Shape shape) {
        return new WeightSpec("gamma", shape, gammaInitializer, gammaRegularizer);
    }

    final WeightSpec beta(Shape shape) {
        return new WeightSpec("beta", shape, betaInitializer, betaRegularizer);
    }

    final double epsilon() {
        return epsilon;
    }

    final boolean hasBeta() {
        return center;
    }

    final boolean hasGamma() {
        return scale;
    }

    /** An argument that is an initializer, and not null. */
    final Initializer initializer(Config config, String key, Initializer value) {
        return notNull(config.object(key, value, Initializers.REGISTRY));
    }

    final Initializer notNull(Initializer initializer) {
        return KerasException.notNull(className(), "an initializer", initializer);
    }

    final double finite(String argument, double value) {
        if (!Double.isFinite(value)) {
            throw KerasException.expected(className() + "." + argument, "a finite number", value);
        }
        return value;
    }
}
