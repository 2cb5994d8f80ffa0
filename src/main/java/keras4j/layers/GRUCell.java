package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Tanh;
import keras4j.core.KerasException;

/**
 * One step of a {@link GRU}: (batch, in) and the state (batch, units) to (batch, units), which is the new state, too. Keras: {@code
 * GRUCell}.
 */
public final class GRUCell extends RecurrentCell<GRUCell> {
    private final GruGates gates = new GruGates(this);

    GRUCell() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public GRUCell(int units) {
        this();
        units(units);
    }

    /** The gates' activation by Keras's name. */
    public GRUCell recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public GRUCell recurrentActivation(ActivationFunction function) {
        return set(() -> gates.recurrentActivation = Activations.copy("GRUCell.recurrentActivation", function));
    }

    /** Whether r counts behind the product with the recurrent kernel, not before it; true unless given. */
    public GRUCell resetAfter(boolean value) {
        return set(() -> gates.resetAfter = value);
    }

    @Override
    Gates gates() {
        return gates;
    }
}
