package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Shape;
import keras4j.initializers.Ones;

/** The first values of an LSTM's bias: another initializer's, but 1 for the forget gate. It stands in no config. */
record ForgetBias(Initializer others) implements Initializer {
    @Override
    public void config(Config config) {}

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        int units = shape.size() / 4;
        others.fill(values, offset, Shape.of(units));
        new Ones().fill(values, offset + units, Shape.of(units));
        others.fill(values, offset + 2 * units, Shape.of(2 * units));
    }
}
