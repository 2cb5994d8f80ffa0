package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Ones;
import keras4j.initializers.Zeros;

/**
 * A layer that multiplies what it has normalized by gamma and adds beta to it: Keras's arguments for the two.
 *
 * @param <L> the layer's own class
 */
public abstract class GammaAndBeta<L extends GammaAndBeta<L>> extends Layer<L> {
    private double epsilon = 1e-3;
    private boolean center = true;
    private boolean scale = true;
    private final WeightArguments beta = new WeightArguments(this, "beta", new Zeros());
    private final WeightArguments gamma = new WeightArguments(this, "gamma", new Ones());

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
        return set(() -> beta.initializer(name));
    }

    /** Beta's initializer; zeros unless given. */
    public final L betaInitializer(Initializer initializer) {
        return set(() -> beta.initializer(initializer));
    }

    /** Beta's regularizer by Keras's name, such as "l2". */
    public final L betaRegularizer(String name) {
        return set(() -> beta.regularizer(name));
    }

    /** Beta's regularizer; none unless given. */
    public final L betaRegularizer(Regularizer regularizer) {
        return set(() -> beta.regularizer(regularizer));
    }

    /** Beta's constraint by Keras's name, such as "non_neg". */
    public final L betaConstraint(String name) {
        return set(() -> beta.constraint(name));
    }

    /** Beta's constraint; none unless given. */
    public final L betaConstraint(Constraint constraint) {
        return set(() -> beta.constraint(constraint));
    }

    /** Gamma's initializer by Keras's name. */
    public final L gammaInitializer(String name) {
        return set(() -> gamma.initializer(name));
    }

    /** Gamma's initializer; ones unless given. */
    public final L gammaInitializer(Initializer initializer) {
        return set(() -> gamma.initializer(initializer));
    }

    /** Gamma's regularizer by Keras's name, such as "l2". */
    public final L gammaRegularizer(String name) {
        return set(() -> gamma.regularizer(name));
    }

    /** Gamma's regularizer; none unless given. */
    public final L gammaRegularizer(Regularizer regularizer) {
        return set(() -> gamma.regularizer(regularizer));
    }

    /** Gamma's constraint by Keras's name, such as "non_neg". */
    public final L gammaConstraint(String name) {
        return set(() -> gamma.constraint(name));
    }

    /** Gamma's constraint; none unless given. */
    public final L gammaConstraint(Constraint constraint) {
        return set(() -> gamma.constraint(constraint));
    }

    /** The arguments here, in Keras's order. */
    final void configGammaAndBeta(Config config) {
        epsilon = finite("epsilon", config.number("epsilon", epsilon));
        center = config.flag("center", center);
        scale = config.flag("scale", scale);
        WeightArguments.config(config, beta, gamma);
    }

    final WeightSpec gamma(Shape shape) {
        return gamma.weight("gamma", shape);
    }

    final WeightSpec beta(Shape shape) {
        return beta.weight("beta", shape);
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

    final double finite(String argument, double value) {
        if (!Double.isFinite(value)) {
            throw KerasException.expected(className() + "." + argument, "a finite number", value);
        }
        return value;
    }
}
