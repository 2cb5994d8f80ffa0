package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.DotKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * The product of two inputs, summed along an axis of each: (batch, .., n, ..) and (batch, .., n, ..) to (batch, axes of the
 * first without n, axes of the second without n), or (batch, 1) if there are none. Keras: {@code Dot}.
 */
public final class Dot extends Merge<Dot> {
    private int[] axes = {-1};
    private boolean normalize;

    Dot() {}

    /**
     * @param axes the axis of each input along which to sum, or one of both; 0 is the batch's, negative ones count from the
     *     end
     * @throws KerasException if there are not one or two
     */
    public Dot(int... axes) {
        this.axes = oneOrTwo(axes);
    }

    /** Whether inputs are brought to length 1 along the axis before, so that outputs are cosines; false unless given. */
    public Dot normalize(boolean value) {
        return set(() -> normalize = value);
    }

    @Override
    protected void config(Config config) {
        axes = oneOrTwo(config.oneOrMore("axes", axes));
        normalize = config.flag("normalize", normalize);
    }

    /** An axis of each input; Keras takes a list of one for an error. */
    private static int[] oneOrTwo(int[] axes) {
        if (KerasException.notNull("Dot.axes", "axes", axes).length < 1 || axes.length > 2) {
            throw KerasException.expected("Dot.axes", "one axis, or two", axes.length);
        }
        return axes.clone();
    }

    private int axis(int input, Shape shape) {
        return MergeAxis.of("Dot.axes", axes[Math.min(input, axes.length - 1)], shape);
    }

    @Override
    protected Shape mergedShape(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw KerasException.expected("Dot", "two inputs", inputs.size());
        }
        List<Integer> dims = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            Shape shape = inputs.get(k);
            for (int i = 0; i < shape.rank(); i++) {
                if (i != axis(k, shape)) {
                    dims.add(shape.dim(i));
                }
            }
        }
        Shape first = inputs.get(0);
        Shape second = inputs.get(1);
        if (first.dim(axis(0, first)) != second.dim(axis(1, second))) {
            throw KerasException.expected(
                    "Dot",
                    "axes of one length to sum along",
                    "axis " + (axis(0, first) + 1) + " of " + first.batched() + " and axis " + (axis(1, second) + 1)
                            + " of " + second.batched());
        }
        return dims.isEmpty()
                ? Shape.of(1)
                : Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return null;
    }

    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new DotKernel(inputs.get(0), axis(0, inputs.get(0)), inputs.get(1), axis(1, inputs.get(1)), normalize);
    }

    @Override
    protected String onnx(OnnxGraph graph, List<String> x, List<Shape> inputs, List<Tensor> weights) {
        String first = rows(graph, x.get(0), inputs.get(0), axis(0, inputs.get(0)));
        String second = rows(graph, x.get(1), inputs.get(1), axis(1, inputs.get(1)));
        String turned = graph.node("Transpose", Map.of("perm", new int[] {0, 2, 1}), second);
        return reshaped(graph, graph.node("MatMul", first, turned), mergedShape(inputs));
    }

    /** An input as (batch, vectors, length), the vectors being those along an axis. */
    private String rows(OnnxGraph graph, String x, Shape shape, int axis) {
        int length = shape.dim(axis);
        int[] order = IntStream.concat(
                        IntStream.rangeClosed(0, shape.rank()).filter(i -> i != axis + 1), IntStream.of(axis + 1))
                .toArray();
        String last = axis == shape.rank() - 1 ? x : graph.node("Transpose", Map.of("perm", order), x);
        String rows = reshaped(graph, last, Shape.of(shape.size() / length, length));
        if (!normalize) {
            return rows;
        }
        String lengths = graph.node("ReduceL2", Map.of("axes", new int[] {-1}), rows);
        return graph.node("Div", rows, graph.node("Max", lengths, graph.number(DotKernel.SHORTEST)));
    }

    private static String reshaped(OnnxGraph graph, String x, Shape shape) {
        return graph.node("Reshape", x, graph.integers(shape.batchOf(0))); // 0: as many samples as there are
    }
}
