package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NumberArray;
import keras4j.core.Shape;
import keras4j.internal.kernels.Broadcast;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = scale x + offset, the shape unchanged: two numbers, or one of each for each channel. Keras: {@code Rescaling}.
 */
public final class Rescaling extends Layer<Rescaling> {
    private NumberArray scale;
    private NumberArray offset = NumberArray.of(0);

    Rescaling() {}

    /** @param scale the factor, such as 1.0 / 255 for brightnesses; or one for each channel, the last axis */
    public Rescaling(double... scale) {
        this.scale = numbers("scale", scale);
    }

    /** What is added; or one number for each channel. 0 unless given. */
    public Rescaling offset(double... values) {
        NumberArray given = numbers("offset", values);
        return set(() -> offset = given);
    }

    private static NumberArray numbers(String argument, double... values) {
        if (KerasException.notNull("Rescaling." + argument, "numbers", values).length == 0) {
            throw KerasException.expected("Rescaling." + argument, "a number, or one for each channel", "none");
        }
        return NumberArray.of(values);
    }

    @Override
    protected void config(Config config) {
        scale = KerasException.notNull("Rescaling.scale", "numbers", config.numbers("scale", scale));
        offset = KerasException.notNull("Rescaling.offset", "numbers", config.numbers("offset", offset));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol scaled = x.times(numbers("Rescaling.scale", scale, x));
        return scaled.plus(numbers("Rescaling.offset", offset, x));
    }

    private static Symbol numbers(String argument, NumberArray numbers, Symbol x) {
        Shape sample = x.sampleShape();
        if (!Broadcast.shape(argument, List.of(numbers.shape(), sample)).equals(sample)) {
            throw KerasException.expected(argument, "numbers for inputs of shape " + sample.batched(), numbers);
        }
        return numbers.shape().rank() == 0
                ? Ops.full(new int[0], numbers.values()[0])
                : Ops.array(numbers.floats(), numbers.shape().dims());
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
