package keras4j.layers;

import keras4j.activations.Tanh;

/**
 * One step of a {@link SimpleRNN}: (batch, in) and the state (batch, units) to (batch, units), which is the new state, too. Keras:
 * {@code SimpleRNNCell}.
 */
public final class SimpleRNNCell extends RecurrentCell<SimpleRNNCell> {
    private final Gates gates = new SimpleGate(this);

    SimpleRNNCell() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws keras4j.core.KerasException if it is not positive
     */
    public SimpleRNNCell(int units) {
        this();
        units(units);
    }

    @Override
    Gates gates() {
        return gates;
    }
}
