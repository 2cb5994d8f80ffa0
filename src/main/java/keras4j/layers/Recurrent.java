package keras4j.layers;

import java.util.List;
import java.util.Set;
import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Scan;
import keras4j.ops.Symbol;

/**
 * A layer that goes over sequences step by step: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Here are the arguments that Keras's recurrent layers have in common.
 *
 * @param <L> the layer's own class
 */
public abstract class Recurrent<L extends Recurrent<L>> extends RecurrentKernels<L> {
    private final Sequences sequences = new Sequences();

    /** @param activation Keras's default */
    Recurrent(ActivationFunction activation) {
        super(activation);
    }

    /** Whether the output has all steps, not the last only; false unless given. */
    public final L returnSequences(boolean value) {
        return set(() -> sequences.returnSequences = value);
    }

    /**
     * Whether behind the output stand the states after the last step, (batch, units) each: of an LSTM its last output and its
     * state c. {@link #applyAll} gives all. False unless given.
     */
    public final L returnState(boolean value) {
        return set(() -> sequences.returnState = value);
    }

    /**
     * What the layer gives if it does not begin with states of 0 but with these, as in a decoder that goes on where an encoder
     * has ended. A mask then leaves no step out, as in Keras. Keras: {@code layer(x, initial_state=[h, c])}.
     *
     * @param initialState each (batch, units), in the order of {@link #returnState}
     * @throws KerasException if the layer cannot take such an input, or gives several: see {@link #applyAll}, which takes
     *     the states behind the input, too
     */
    @Override
    public final Symbol apply(Symbol x, Symbol... initialState) {
        return super.apply(x, initialState);
    }

    /** Whether the last step is read first; the output is then in that order, too. False unless given. */
    public final L goBackwards(boolean value) {
        return set(() -> sequences.goBackwards = value);
    }

    /** Kept for files: how Keras writes the loop changes no number. False unless given. */
    public final L unroll(boolean value) {
        return set(() -> sequences.unroll = value);
    }

    /**
     * Whether the output of a step that a mask leaves out is 0; unless given it is false, and the output is that of the step
     * before.
     */
    public final L zeroOutputForMask(boolean value) {
        return set(() -> sequences.zeroOutputForMask = value);
    }

    /**
     * Whether the states after a batch are those with which the next begins, in each place of the batch, until {@link
     * #resetStates}; false unless given. Every way forward counts, be it of fit, evaluate or predict, and the model's input has
     * to say the {@link Input#batchSize}. The states are no weights: no file has them.
     */
    public final L stateful(boolean value) {
        return set(() -> sequences.stateful = value);
    }

    /** Makes the states 0 with which the next batch begins, if the layer is {@link #stateful}. Keras: {@code reset_states}. */
    public final void resetStates() {
        sequences.resetStates();
    }

    @Override
    protected final void config(Config config) {
        sequences.config(config);
        configKernels(config);
        gates().config(config);
    }

    @Override
    final Sequences sequences() {
        return sequences;
    }

    /** The weights, and what they make of a step. */
    abstract Gates gates();

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        Shape x = inputs.get(0);
        if (x.rank() != 3) {
            throw KerasException.expected(className(), "inputs (batch, time, features)", x);
        }
        List<Shape> given = inputs.subList(1, inputs.size());
        List<Shape> expected = gates().stateSize().stream()
                .map(length -> Shape.of(Shape.NONE, length))
                .toList();
        if (!given.isEmpty() && !given.equals(expected)) {
            throw KerasException.expected(className() + ", initial state", "the shapes " + expected, given);
        }
        gates().build(weights, x.last());
    }

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        List<Integer> lengths = gates().stateSize();
        List<Symbol> first = sequences.first(className(), inputs, lengths);
        Symbol mask = Sequences.mask(inputs, call);
        Sequences.Result all = gates().all(inputs.get(0), first, mask, sequences, call.training());
        if (all == null) {
            Scan.Cell cell = (xs, states) -> {
                List<Symbol> next = gates().step(xs.get(0), states, call.training());
                return new Scan.Step(next.subList(0, 1), next);
            };
            Symbol x = gates().read(inputs.get(0), call.training());
            all = sequences.steps(cell, x, first, lengths, mask, units());
        }
        return sequences.outputs(all);
    }

    @Override
    protected final void described(List<Symbol> inputs) {
        sequences.described(className(), inputs, gates().stateSize());
    }

    @Override
    protected final boolean isStateful() {
        return sequences.stateful;
    }

    @Override
    protected final String weightsGroup() {
        return "cell";
    }

    @Override
    protected final Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected final Symbol computeMask(Symbol x, Symbol mask) {
        return sequences.returnSequences ? mask : null;
    }
}
