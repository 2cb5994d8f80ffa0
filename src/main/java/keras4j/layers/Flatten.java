package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Kernel;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/** (batch, a, b, ..) to (batch, a * b * ..), row-major. Keras: {@code Flatten}. DL4J: a change of shape between layers. */
public final class Flatten extends Layer<Flatten> {
    @Override
    protected void config(Config config) {
        config.only("data_format", "channels_last");
    }

    @Override
    protected Shape outputShape(Shape input) {
        return Shape.of(input.size());
    }

    @Override
    protected List<Kernel> kernels(Shape input, int offset) {
        return List.of();
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        return input.rank() == 1 ? x : graph.node("Flatten", x);
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return null;
    }
}
