package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.NumberArray;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.Broadcast;
import keras4j.internal.engine.RescalingKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * y = scale x + offset, the shape unchanged: two numbers, or one of each for each channel. Keras: {@code Rescaling}. DL4J: this
 * layer's own kernel.
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
    protected Shape outputShape(Shape input) {
        check("Rescaling.scale", scale, input);
        check("Rescaling.offset", offset, input);
        return input;
    }

    private static void check(String argument, NumberArray numbers, Shape input) {
        if (!Broadcast.shape(argument, List.of(numbers.shape(), input)).equals(input)) {
            throw KerasException.expected(argument, "numbers for inputs of shape " + input.batched(), numbers);
        }
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offsetOfWeights) {
        return List.of(new RescalingKernel(input, scale, offset));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        String scaled = graph.node("Mul", x, graph.weight("scale", tensor(scale)));
        return graph.node("Add", scaled, graph.weight("offset", tensor(offset)));
    }

    private static Tensor tensor(NumberArray numbers) {
        return Tensor.of(numbers.floats(), numbers.shape().dims());
    }
}
