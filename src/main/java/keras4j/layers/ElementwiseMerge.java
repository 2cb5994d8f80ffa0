package keras4j.layers;

import java.util.List;
import java.util.stream.LongStream;
import keras4j.core.Shape;
import keras4j.internal.engine.Broadcast;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/** Several inputs taken together place by place, where an axis of length 1, or a missing one, stands for all. */
abstract class ElementwiseMerge<L extends ElementwiseMerge<L>> extends Merge<L> {
    @Override
    protected Shape mergedShape(List<Shape> inputs) {
        return Broadcast.shape(className(), inputs);
    }

    /** What ONNX calls it, as an operator of two inputs. */
    protected abstract String onnxOp();

    @Override
    protected String onnx(OnnxGraph graph, List<String> x, List<Shape> inputs, List<Tensor> weights) {
        int rank = mergedShape(inputs).rank();
        String all = aligned(graph, x.get(0), inputs.get(0), rank);
        for (int k = 1; k < x.size(); k++) {
            all = graph.node(onnxOp(), all, aligned(graph, x.get(k), inputs.get(k), rank));
        }
        return all;
    }

    /** The value with missing axes of length 1 behind the batch's. */
    private static String aligned(OnnxGraph graph, String x, Shape shape, int rank) {
        long[] missing = LongStream.rangeClosed(1, rank - shape.rank()).toArray();
        return missing.length == 0 ? x : graph.node("Unsqueeze", x, graph.integers(missing));
    }

    /** Whether the result in this place is that input's number, and no input before it has the same. */
    static boolean isFirst(float[][] x, float[] y, int input, int place) {
        for (int k = 0; k < input; k++) {
            if (x[k][place] == y[place]) {
                return false;
            }
        }
        return x[input][place] == y[place];
    }
}
