package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.DropoutFactors;
import keras4j.internal.engine.DropoutKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * In training, each number becomes 0 with probability {@code rate} and is divided by 1 - rate else; the shape is unchanged.
 * Srivastava et al., "Dropout", 2014. Keras: {@code Dropout}. DL4J: {@code DropoutLayer}, whose argument is the probability
 * to keep a number.
 */
public final class Dropout extends Layer<Dropout> {
    private double rate;
    private Long seed;

    Dropout() {}

    /**
     * @param rate the part of the numbers that become 0
     * @throws KerasException if it is not from 0 to less than 1
     */
    public Dropout(double rate) {
        this.rate = valid(rate);
    }

    /**
     * The seed of this layer's own random numbers: they go on from fit to fit, and the seed of fit does not change them. None
     * unless given.
     */
    public Dropout seed(long value) {
        return set(() -> seed = value);
    }

    @Override
    protected void config(Config config) {
        rate = valid(config.number("rate", rate));
        seed = config.seed("seed", seed);
        config.only("noise_shape", (Object) null);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected boolean isIdentity() {
        return rate == 0;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset) {
        return rate == 0 ? List.of() : List.of(new DropoutKernel(new DropoutFactors(rate, seed), input.size()));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        return x;
    }

    private static double valid(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw KerasException.expected("Dropout.rate", "a number from 0 to less than 1", rate);
        }
        return rate;
    }
}
