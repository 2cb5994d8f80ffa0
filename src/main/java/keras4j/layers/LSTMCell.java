package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Tanh;
import keras4j.core.KerasException;

/**
 * One step of an {@link LSTM}: (batch, in) and the states h and c, (batch, units) each, to (batch, units), which is the new h, too,
 * and the new states. Keras: {@code LSTMCell}.
 */
public final class LSTMCell extends RecurrentCell<LSTMCell> {
    private final LstmGates gates = new LstmGates(this);

    LSTMCell() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public LSTMCell(int units) {
        this();
        units(units);
    }

    /** The gates' activation by Keras's name. */
    public LSTMCell recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public LSTMCell recurrentActivation(ActivationFunction function) {
        return set(() -> gates.recurrentActivation = Activations.copy("LSTMCell.recurrentActivation", function));
    }

    /** Whether the forget gate's bias begins with 1, whatever the initializer of the others; true unless given. */
    public LSTMCell unitForgetBias(boolean value) {
        return set(() -> gates.unitForgetBias = value);
    }

    @Override
    Gates gates() {
        return gates;
    }
}
