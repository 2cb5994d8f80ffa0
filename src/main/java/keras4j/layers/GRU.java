package keras4j.layers;

import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Tanh;
import keras4j.core.KerasException;

/**
 * Gated recurrent unit over sequences: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Gates z, r = recurrentActivation of x . kernel + h . recurrent_kernel + bias; with {@link #resetAfter} h~ =
 * activation(x . kernel + r (h . recurrent_kernel + bias)), else activation(x . kernel + (r h) . recurrent_kernel + bias); the
 * output and new state is h = z h + (1 - z) h~. kernel (in, 3 units), recurrent_kernel (units, 3 units), z, r, h~ side by side;
 * bias (2, 3 units), of the kernel and of the recurrent kernel, or (3 units) without resetAfter. Steps that a mask leaves out
 * change neither state nor output. Cho et al., 2014. Keras: {@code GRU}.
 */
public final class GRU extends Recurrent<GRU> {
    private final GruGates gates = new GruGates(this);

    GRU() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public GRU(int units) {
        this();
        units(units);
    }

    /** The gates' activation by Keras's name. */
    public GRU recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public GRU recurrentActivation(ActivationFunction function) {
        return set(() -> gates.recurrentActivation = Activations.copy("GRU.recurrentActivation", function));
    }

    /** Whether r counts behind the product with the recurrent kernel, not before it; true unless given. */
    public GRU resetAfter(boolean value) {
        return set(() -> gates.resetAfter = value);
    }

    @Override
    Gates gates() {
        return gates;
    }
}
