package keras4j.layers;

import keras4j.activations.Tanh;

/**
 * A layer that gives itself what it has given before: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}; h = activation(x . kernel + h . recurrent_kernel + bias). kernel (in, units), recurrent_kernel (units,
 * units), bias (units). Steps that a mask leaves out change neither state nor output. Keras: {@code SimpleRNN}.
 */
public final class SimpleRNN extends Recurrent<SimpleRNN> {
    private final Gates gates = new SimpleGate(this);

    SimpleRNN() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws keras4j.core.KerasException if it is not positive
     */
    public SimpleRNN(int units) {
        this();
        units(units);
    }

    @Override
    Gates gates() {
        return gates;
    }
}
