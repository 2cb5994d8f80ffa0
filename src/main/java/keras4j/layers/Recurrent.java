package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Memory;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Orthogonal;
import keras4j.internal.engine.DropoutFactors;
import keras4j.ops.Symbol;
import keras4j.regularizers.Regularizers;

/**
 * A layer that goes over sequences step by step: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Here are the arguments that Keras's recurrent layers have in common.
 *
 * @param <L> the layer's own class
 */
public abstract class Recurrent<L extends Recurrent<L>> extends KernelAndBias<L> {
    private int units;
    private Initializer recurrentInitializer = new Orthogonal();
    private Regularizer recurrentRegularizer;
    private double dropout;
    private double recurrentDropout;
    private Long seed;
    private boolean returnSequences;
    private boolean goBackwards;
    private boolean unroll;
    private boolean zeroOutputForMask;
    private boolean returnState;
    private boolean stateful;
    private int batch;
    private float[][] memory;

    /** @param activation Keras's default */
    Recurrent(ActivationFunction activation) {
        super(activation);
    }

    /** The recurrent kernel's initializer by Keras's name. */
    public final L recurrentInitializer(String name) {
        return recurrentInitializer(Initializers.REGISTRY.get(name));
    }

    /** The recurrent kernel's initializer; orthogonal unless given. */
    public final L recurrentInitializer(Initializer initializer) {
        return set(() -> recurrentInitializer = notNull(initializer));
    }

    /** The recurrent kernel's regularizer by Keras's name. */
    public final L recurrentRegularizer(String name) {
        return recurrentRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The recurrent kernel's regularizer; none unless given. */
    public final L recurrentRegularizer(Regularizer regularizer) {
        return set(() -> recurrentRegularizer = regularizer);
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

    /** Whether the output has all steps, not the last only; false unless given. */
    public final L returnSequences(boolean value) {
        return set(() -> returnSequences = value);
    }

    /**
     * Whether behind the output stand the states after the last step, (batch, units) each: of an LSTM its last output and its
     * state c. {@link #applyAll} gives all. False unless given.
     */
    public final L returnState(boolean value) {
        return set(() -> returnState = value);
    }

    /**
     * What the layer gives if it does not begin with states of 0 but with these, as in a decoder that goes on where an encoder
     * has ended. A mask then leaves no step out, as in Keras. Keras: {@code layer(x, initial_state=[h, c])}.
     *
     * @param initialState each (batch, units), in the order of {@link #returnState}
     * @throws KerasException if the layer cannot take such an input, or gives several: see {@link #applyAll}, which takes
     *     the states behind the input, too
     */
    public final Symbol apply(Symbol x, Symbol... initialState) {
        List<Symbol> all = new ArrayList<>();
        all.add(x);
        all.addAll(Arrays.asList(KerasException.notNull(className(), "states", initialState)));
        return only(applyAll(all));
    }

    /** Whether the last step is read first; the output is then in that order, too. False unless given. */
    public final L goBackwards(boolean value) {
        return set(() -> goBackwards = value);
    }

    /** Kept for files: how Keras writes the loop changes no number. False unless given. */
    public final L unroll(boolean value) {
        return set(() -> unroll = value);
    }

    /**
     * Whether the output of a step that a mask leaves out is 0; unless given it is false, and the output is that of the step
     * before.
     */
    public final L zeroOutputForMask(boolean value) {
        return set(() -> zeroOutputForMask = value);
    }

    /**
     * Whether the states after a batch are those with which the next begins, in each place of the batch, until {@link
     * #resetStates}; false unless given. Every way forward counts, be it of fit, evaluate or predict, and the model's input has
     * to say the {@link Input#batchSize}. The states are no weights: no file has them.
     */
    public final L stateful(boolean value) {
        return set(() -> stateful = value);
    }

    /** Makes the states 0 with which the next batch begins, if the layer is {@link #stateful}. Keras: {@code reset_states}. */
    public final void resetStates() {
        float[][] states = stateful ? memory() : new float[0][];
        synchronized (states) {
            for (float[] state : states) {
                Arrays.fill(state, 0);
            }
        }
    }

    final void units(int value) {
        units = positive(value);
    }

    final void configSequences(Config config) {
        returnSequences = config.flag("return_sequences", returnSequences);
        returnState = config.flag("return_state", returnState);
        goBackwards = config.flag("go_backwards", goBackwards);
        stateful = config.flag("stateful", stateful);
        unroll = config.flag("unroll", unroll);
        zeroOutputForMask = config.flag("zero_output_for_mask", zeroOutputForMask);
        units = positive(config.integer("units", units));
    }

    final void configRecurrentInitializer(Config config) {
        recurrentInitializer = initializer(config, "recurrent_initializer", recurrentInitializer);
    }

    final void configRecurrentRegularizer(Config config) {
        recurrentRegularizer = config.object("recurrent_regularizer", recurrentRegularizer, Regularizers.REGISTRY);
    }

    final void configDropout(Config config) {
        dropout = rate("dropout", config.number("dropout", dropout));
        recurrentDropout = rate("recurrentDropout", config.number("recurrent_dropout", recurrentDropout));
        seed = config.seed("seed", seed);
    }

    @Override
    protected Shape outputShape(Shape input) {
        if (input.rank() != 2) {
            throw KerasException.expected(className(), "inputs (batch, time, features)", input.batched());
        }
        return returnSequences ? input.withLast(units) : Shape.of(units);
    }

    @Override
    protected final Shape outputShape(List<Shape> inputs) {
        List<Shape> given = inputs.subList(1, inputs.size());
        List<Shape> expected = Collections.nCopies(states(), Shape.of(units));
        if (!given.isEmpty() && !given.equals(expected)) {
            throw KerasException.expected(
                    className() + ", initial state",
                    "the shapes " + expected.stream().map(Shape::batched).toList(),
                    given.stream().map(Shape::batched).toList());
        }
        return outputShape(inputs.get(0));
    }

    @Override
    protected final List<Shape> outputShapes(List<Shape> inputs) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(outputShape(inputs));
        shapes.addAll(Collections.nCopies(returnState ? states() : 0, Shape.of(units)));
        return shapes;
    }

    /** How many states there are, of as many numbers as there are units. */
    abstract int states();

    @Override
    protected final void ofBatches(int samples) {
        if (!stateful) {
            return;
        }
        if (samples == 0) {
            throw KerasException.expected(
                    className() + ".stateful",
                    "inputs of a batch size that is known, as of new Input(..).batchSize(32)",
                    "any number of samples");
        }
        Memory.checkArray(
                className() + ".stateful",
                "units, and states for " + samples + " samples",
                Math.multiplyFull(samples, units));
        if (samples != batch) {
            batch = samples;
            memory = null;
        }
    }

    @Override
    protected final boolean isStateful() {
        return stateful;
    }

    /** The states between two batches, (batch, units) each; null if there are none. */
    final synchronized float[][] memory() {
        if (stateful && memory == null) {
            memory = new float[states()][batch * units];
        }
        return memory;
    }

    /** @param gates how many numbers there are for each unit */
    final WeightSpec recurrentKernel(int gates) {
        return new WeightSpec(
                "recurrent_kernel",
                Shape.of(units, Math.multiplyExact(gates, units)),
                recurrentInitializer,
                recurrentRegularizer);
    }

    @Override
    protected final String weightsGroup() {
        return "cell";
    }

    @Override
    protected final boolean readsMask(boolean training) {
        return true;
    }

    @Override
    protected final Mask outputMask(Shape input, Mask mask) {
        return returnSequences ? mask : null;
    }

    final int units() {
        return units;
    }

    final boolean returnsSequences() {
        return returnSequences;
    }

    final boolean returnsState() {
        return returnState;
    }

    final boolean zeroesOutput() {
        return zeroOutputForMask;
    }

    final boolean goesBackwards() {
        return goBackwards;
    }

    final boolean hasDropout() {
        return dropout > 0;
    }

    final boolean hasRecurrentDropout() {
        return recurrentDropout > 0;
    }

    final DropoutFactors inputFactors() {
        return new DropoutFactors(dropout, seed);
    }

    final DropoutFactors recurrentFactors() {
        return new DropoutFactors(recurrentDropout, seed == null ? null : ~seed);
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
