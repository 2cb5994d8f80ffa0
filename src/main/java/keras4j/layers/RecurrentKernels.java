package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Orthogonal;
import keras4j.ops.SeedGenerator;

/**
 * A recurrent layer or its cell: beside the kernel for what it reads, one for what the step before has given. Here are the
 * arguments that Keras's recurrent layers and their cells have in common.
 *
 * @param <L> the layer's own class
 */
public abstract class RecurrentKernels<L extends RecurrentKernels<L>> extends Biased<L> implements HasKernel<L> {
    private int units;
    private final WeightArguments recurrent = new WeightArguments(this, "recurrent", new Orthogonal());
    private double dropout;
    private double recurrentDropout;
    private Long seed;

    /** @param activation Keras's default */
    RecurrentKernels(ActivationFunction activation) {
        super("kernel", activation);
    }

    /** The recurrent kernel's initializer by Keras's name. */
    public final L recurrentInitializer(String name) {
        return set(() -> recurrent.initializer(name));
    }

    /** The recurrent kernel's initializer; orthogonal unless given. */
    public final L recurrentInitializer(Initializer initializer) {
        return set(() -> recurrent.initializer(initializer));
    }

    /** The recurrent kernel's regularizer by Keras's name. */
    public final L recurrentRegularizer(String name) {
        return set(() -> recurrent.regularizer(name));
    }

    /** The recurrent kernel's regularizer; none unless given. */
    public final L recurrentRegularizer(Regularizer regularizer) {
        return set(() -> recurrent.regularizer(regularizer));
    }

    /** The recurrent kernel's constraint by Keras's name. */
    public final L recurrentConstraint(String name) {
        return set(() -> recurrent.constraint(name));
    }

    /** The recurrent kernel's constraint; none unless given. */
    public final L recurrentConstraint(Constraint constraint) {
        return set(() -> recurrent.constraint(constraint));
    }

    /**
     * In training, the part of the input's numbers that become 0, the same in all steps; 0 unless given.
     *
     * @throws KerasException if it is not from 0 to less than 1
     */
    public final L dropout(double rate) {
        return set(() -> dropout = rate("dropout", rate));
    }

    /**
     * The same of the numbers that a step gets from the one before. With it, each gate has zeros of its own, those of {@link
     * #dropout} too.
     */
    public final L recurrentDropout(double rate) {
        return set(() -> recurrentDropout = rate("recurrentDropout", rate));
    }

    /** The seed of this layer's own dropout, which fit's seed then does not change; none unless given. */
    public final L seed(long value) {
        return set(() -> seed = value);
    }

    final void units(int value) {
        units = positive(value);
    }

    final void configUnits(Config config) {
        units = positive(config.integer("units", units));
    }

    /** All the arguments here and those of kernel and bias. */
    final void configKernels(Config config) {
        configUnits(config);
        configActivation(config);
        configUseBias(config);
        configKernelAndBias(config, recurrent);
        configDropout(config);
    }

    final void configDropout(Config config) {
        dropout = rate("dropout", config.number("dropout", dropout));
        recurrentDropout = rate("recurrentDropout", config.number("recurrent_dropout", recurrentDropout));
        seed = config.seed("seed", seed);
    }

    /** @param gates how many numbers there are for each unit */
    final WeightSpec recurrentKernel(int gates) {
        return recurrent.weight("recurrent_kernel", Shape.of(units, Math.multiplyExact(gates, units)));
    }

    final int units() {
        return units;
    }

    final double dropout() {
        return dropout;
    }

    final double recurrentDropout() {
        return recurrentDropout;
    }

    /** Where what is random in the product with the inputs, or else with the states, gets its seeds. */
    final SeedGenerator seeds(boolean isOfInputs) {
        return seed == null ? new SeedGenerator() : new SeedGenerator(isOfInputs ? seed : ~seed);
    }

    final boolean hasRecurrentDropout() {
        return recurrentDropout > 0;
    }

    private double rate(String argument, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw KerasException.expected(className() + "." + argument, "a number from 0 to less than 1", rate);
        }
        return rate;
    }

    private int positive(int value) {
        if (value < 1) {
            throw KerasException.expected(className() + ".units", "a positive whole number", value);
        }
        return value;
    }
}
