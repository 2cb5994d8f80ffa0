package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.MaskedMeanKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * The mean of each channel of a sequence, of the steps that a mask does not leave out: (batch, time, channels) to (batch, channels), see {@link GlobalPooling}. Keras: {@code GlobalAveragePooling1D}.
 */
public final class GlobalAveragePooling1D extends GlobalPooling<GlobalAveragePooling1D> {
    /** ONNX's number of that type. */
    private static final int ONNX_FLOAT = 1;

    public GlobalAveragePooling1D() {
        super(Pooled.AVERAGE, 1);
    }

    @Override
    protected List<String> onnxAll(
            OnnxGraph graph, List<String> x, List<Shape> inputs, List<Tensor> weights, String mask) {
        if (mask == null) {
            return super.onnxAll(graph, x, inputs, weights, null);
        }
        String counts = graph.node("Unsqueeze", mask, graph.integers(3 - timeAxis()));
        String numbers = graph.node("Cast", Map.of("to", ONNX_FLOAT), counts);
        String some = graph.node("Where", counts, x.get(0), graph.number(0));
        return List.of(graph.node("Div", sum(graph, some), sum(graph, numbers)));
    }

    private String sum(OnnxGraph graph, String x) {
        return graph.node("ReduceSum", Map.of("keepdims", keepsDims() ? 1 : 0), x, graph.integers(timeAxis()));
    }

    @Override
    protected boolean readsMask(boolean training) {
        return true;
    }

    /** As in Keras, of no step it is NaN. */
    @Override
    protected List<SampleKernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        return mask == null ? kernels(input, offset) : kernels(input, new MaskedMeanKernel(mask, channels(input)));
    }
}
