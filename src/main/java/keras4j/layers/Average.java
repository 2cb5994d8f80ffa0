package keras4j.layers;

import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ElementwiseMergeKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * The mean of the inputs, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code
 * Average}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Average extends ElementwiseMerge<Average> {
    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new ElementwiseMergeKernel(inputs, outputShape(inputs)) {
            @Override
            protected void forward(float[][] x, float[] y, int count) {
                System.arraycopy(x[0], 0, y, 0, count);
                for (int k = 1; k < x.length; k++) {
                    for (int i = 0; i < count; i++) {
                        y[i] += x[k][i];
                    }
                }
                for (int i = 0; i < count; i++) {
                    y[i] /= x.length;
                }
            }

            @Override
            protected void backward(float[][] x, float[] y, float[] dy, int input, float[] dx, int count) {
                for (int i = 0; i < count; i++) {
                    dx[i] = dy[i] / x.length;
                }
            }
        };
    }

    @Override
    protected String onnxOp() {
        return "Add";
    }

    @Override
    protected String onnx(OnnxGraph graph, List<String> x, List<Shape> inputs, List<Tensor> weights) {
        return graph.node("Div", super.onnx(graph, x, inputs, weights), graph.number(x.size()));
    }
}
