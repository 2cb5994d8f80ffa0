package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.MaskingKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * Masks the positions that have nothing but one value: (batch, time, features), the shape unchanged. Layers behind it skip
 * them, and in the loss they do not count. Keras: {@code Masking}.
 */
public final class Masking extends Layer<Masking> {
    /** ONNX's number of that type. */
    private static final int ONNX_FLOAT = 1;

    private double maskValue;

    /** Masks positions of which all numbers are 0. */
    public Masking() {}

    /** The value; 0 unless given. */
    public Masking maskValue(double value) {
        return set(() -> maskValue = value);
    }

    @Override
    protected void config(Config config) {
        maskValue = config.number("mask_value", maskValue);
    }

    @Override
    protected Shape outputShape(Shape input) {
        if (input.rank() < 2) {
            throw KerasException.expected("Masking", "inputs (batch, time, features)", input.batched());
        }
        return input;
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return new Mask(input.positions(), input.last(), (float) maskValue);
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        return List.of(new MaskingKernel(made));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        String other = graph.node("Not", graph.node("Equal", x, graph.number(maskValue)));
        String numbers = graph.node("Cast", Map.of("to", ONNX_FLOAT), other);
        String counts = graph.node("ReduceMax", Map.of("axes", new int[] {-1}), numbers);
        return graph.node("Mul", x, counts);
    }
}
