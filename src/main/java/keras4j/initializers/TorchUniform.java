package keras4j.initializers;

import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * Uniform between -1 / sqrt(fan in) and 1 / sqrt(fan in), for a kernel and for the bias beside it: what PyTorch's {@code
 * Linear} begins with. Keras does not have it; files have the {@code RandomUniform} that it is for the layer.
 */
public final class TorchUniform implements FanInInitializer {
    private Long seed;

    /** Makes the values repeat; without it they follow from the process's seed. */
    public TorchUniform seed(long value) {
        seed = value;
        return this;
    }

    @Override
    public Initializer of(int fanIn) {
        double limit = 1 / Math.sqrt(fanIn);
        RandomUniform uniform = new RandomUniform().minval(-limit).maxval(limit);
        return seed == null ? uniform : uniform.seed(seed);
    }

    /**
     * Of a kernel (.., in, out).
     *
     * @throws KerasException for a vector, whose shape does not say what goes in
     */
    @Override
    public void fill(float[] values, int offset, Shape shape) {
        if (shape.rank() < 2) {
            throw KerasException.expected(
                    "torch_uniform", "a Dense layer, or a kernel (.., in, out)", "shape " + shape);
        }
        of((int) Fans.of(shape).in()).fill(values, offset, shape);
    }

    /** @throws KerasException always: see the class */
    @Override
    public void config(Config config) {
        throw KerasException.expected(
                "torch_uniform", "a built Dense layer, whose inputs are known", "a layer without, to be written");
    }
}
