package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Scan;
import keras4j.ops.Symbol;

/**
 * A {@link Cell} over sequences, step by step: (batch, time, ..) to what the cell gives at the last step, (batch, width), or at
 * each, (batch, time, width), with {@link #returnSequences}. Steps that a mask leaves out change neither states nor output. Keras:
 * {@code RNN}.
 */
public final class RNN extends Layer<RNN> {
    private final Sequences sequences = new Sequences();
    private Layer<?> cell;

    RNN() {}

    /** @param cell one of Keras's, such as {@link GRUCell}, or one's own */
    public <C extends Layer<?> & Cell> RNN(C cell) {
        this.cell = part("cell", cell);
    }

    /** Cells one above the other: see {@link StackedRNNCells}. */
    public RNN(List<? extends Layer<?>> cells) {
        this(new StackedRNNCells(cells));
    }

    /** Whether the output has all steps, not the last only; false unless given. */
    public RNN returnSequences(boolean value) {
        return set(() -> sequences.returnSequences = value);
    }

    /** Whether behind the output stand the states after the last step; false unless given. */
    public RNN returnState(boolean value) {
        return set(() -> sequences.returnState = value);
    }

    /** Whether the last step is read first; the output is then in that order, too. False unless given. */
    public RNN goBackwards(boolean value) {
        return set(() -> sequences.goBackwards = value);
    }

    /** See {@link Recurrent#stateful}. */
    public RNN stateful(boolean value) {
        return set(() -> sequences.stateful = value);
    }

    /** See {@link Recurrent#resetStates}. */
    public void resetStates() {
        sequences.resetStates();
    }

    /** Kept for files: how Keras writes the loop changes no number. False unless given. */
    public RNN unroll(boolean value) {
        return set(() -> sequences.unroll = value);
    }

    /** Whether the output of a step that a mask leaves out is 0, not that of the step before; false unless given. */
    public RNN zeroOutputForMask(boolean value) {
        return set(() -> sequences.zeroOutputForMask = value);
    }

    @Override
    protected void config(Config config) {
        sequences.config(config);
        Layer<?> given = Wrapped.config(config, "cell", cell);
        if (given != cell) {
            cell = part("cell", given);
        }
        if (!(cell instanceof Cell)) {
            throw KerasException.expected("RNN.cell", "a layer that is a Cell", cell);
        }
    }

    @Override
    Sequences sequences() {
        return sequences;
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        Symbol x = inputs.get(0);
        if (x.rank() < 3) {
            throw KerasException.expected("RNN", "inputs (batch, time, features)", x.shape());
        }
        List<Integer> lengths = ((Cell) cell).stateSize();
        List<Symbol> first = sequences.first("RNN", inputs, lengths);
        List<Shape> ofStep = new ArrayList<>(List.of(x.sampleShape().withoutFirst()));
        lengths.forEach(length -> ofStep.add(Shape.of(length)));
        int width = cell.outputShapes(ofStep).get(0).last();
        Scan.Cell step = (xs, states) -> {
            List<Symbol> all = new ArrayList<>(xs);
            all.addAll(states);
            List<Symbol> made = cell.applyAll(all);
            return new Scan.Step(made.subList(0, 1), made.subList(1, made.size()));
        };
        Symbol mask = Sequences.mask(inputs, call);
        return sequences.outputs(sequences.steps(step, x, first, lengths, mask, width));
    }

    @Override
    protected void described(List<Symbol> inputs) {
        sequences.described("RNN", inputs, ((Cell) cell).stateSize());
    }

    @Override
    protected boolean isStateful() {
        return sequences.stateful;
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return sequences.returnSequences ? mask : null;
    }
}
