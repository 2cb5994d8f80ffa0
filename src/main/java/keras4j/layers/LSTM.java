package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Tanh;
import keras4j.core.KerasException;

/**
 * Long short-term memory over sequences: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Gates i, f, o = recurrentActivation, c~ = activation of x . kernel + h . recurrent_kernel + bias; the
 * state is c = f c + i c~, the output h = o activation(c). kernel (in, 4 units), recurrent_kernel (units, 4 units), bias (4
 * units), each i, f, c~, o side by side. Steps that a mask leaves out change neither state nor output. Keras: {@code LSTM}.
 * PyTorch: {@code LSTM}, batch_first. DL4J: {@code LSTM}, in {@code LastTimeStep} for the last output; without a bias,
 * backwards, stateful, with dropout or a mask this layer's own kernel.
 */
public final class LSTM extends Recurrent<LSTM> {
    private final LstmGates gates = new LstmGates(this);

    LSTM() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public LSTM(int units) {
        this();
        units(units);
    }

    /** The gates' activation by Keras's name. */
    public LSTM recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public LSTM recurrentActivation(ActivationFunction function) {
        return set(() -> gates.recurrentActivation = Activations.copy("LSTM.recurrentActivation", function));
    }

    /** Whether the forget gate's bias begins with 1, whatever the initializer of the others; true unless given. */
    public LSTM unitForgetBias(boolean value) {
        return set(() -> gates.unitForgetBias = value);
    }

    @Override
    Gates gates() {
        return gates;
    }
}
