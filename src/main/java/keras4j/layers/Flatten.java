package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.TransposeKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/** (batch, a, b, ..) to (batch, a * b * ..), row-major, or with channels first (batch, b, .., a) as such. Keras: {@code Flatten}. DL4J: a change of shape between layers. */
public final class Flatten extends Layer<Flatten> {
    private Images dataFormat = Images.CHANNELS_LAST;

    /** "channels_last", or "channels_first", which moves the first axis behind all others before; channels_last unless given. */
    public Flatten dataFormat(String value) {
        return set(() -> dataFormat = Images.of("Flatten.dataFormat", value));
    }

    @Override
    protected void config(Config config) {
        dataFormat = Images.config(config, "Flatten", dataFormat);
    }

    private boolean moves(Shape input) {
        return dataFormat == Images.CHANNELS_FIRST && input.rank() > 1;
    }

    @Override
    protected Shape outputShape(Shape input) {
        return Shape.of(input.size());
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset) {
        return moves(input) ? List.of(new TransposeKernel(1, input.dim(0), input.size() / input.dim(0))) : List.of();
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        if (!moves(input)) {
            return input.rank() == 1 ? x : graph.node("Flatten", x);
        }
        int[] axes = IntStream.rangeClosed(0, input.rank())
                .map(axis -> axis == 0 ? 0 : axis % input.rank() + 1)
                .toArray();
        return graph.node("Flatten", graph.node("Transpose", Map.of("perm", axes), x));
    }
}
