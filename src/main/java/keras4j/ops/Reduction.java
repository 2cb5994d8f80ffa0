package keras4j.ops;

import java.util.Map;
import keras4j.internal.kernels.Reductions;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.onnx.OnnxGraph;

/** How several numbers become one. */
enum Reduction {
    SUM(Reductions::sum),
    MAX(Reductions::max),
    MIN(Reductions::min),
    PROD(Reductions::prod);

    private final RowStep.Reduce loop;

    Reduction(RowStep.Reduce loop) {
        this.loop = loop;
    }

    /** ONNX's form of it along an axis, which stays with length 1. */
    String onnx(OnnxGraph graph, String x, int axis) {
        return switch (this) {
            case SUM -> graph.node("ReduceSum", x, graph.integers(axis));
            case PROD -> graph.node("ReduceProd", Map.of("axes", new int[] {axis}), x);
            case MAX -> graph.node("ReduceMax", Map.of("axes", new int[] {axis}), x);
            case MIN -> graph.node("ReduceMin", Map.of("axes", new int[] {axis}), x);
        };
    }

    RowStep.Reduce loop() {
        return loop;
    }

    /** The gradient with respect to x of what it makes of it, y, of the same rank. */
    Symbol gradient(Symbol x, Symbol y, Symbol dy) {
        if (this == SUM) {
            return Primitives.broadcast(dy, x.shape());
        }
        if (this == PROD) {
            return Primitives.multiply(dy, Products.ofOthers(x, y));
        }
        // Those that are equal share it, as in TensorFlow.
        Symbol isIt = Primitives.map(keras4j.internal.kernels.Binary.EQUAL, x, y);
        Symbol count = Primitives.sumTo(isIt, y.shape());
        return Primitives.multiply(isIt, Primitives.divide(dy, count));
    }
}
