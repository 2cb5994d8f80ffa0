package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ConcatenateKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * The inputs one behind the other along an axis; they agree in all others. Keras: {@code Concatenate}. DL4J: {@code
 * MergeVertex} along the last axis.
 */
public final class Concatenate extends Merge<Concatenate> {
    private int axis = -1;

    /** The axis, 0 being the batch's, negative from the end; the last unless given. */
    public Concatenate axis(int value) {
        return set(() -> axis = value);
    }

    @Override
    protected void config(Config config) {
        axis = config.integer("axis", axis);
    }

    @Override
    protected Shape mergedShape(List<Shape> inputs) {
        Shape first = inputs.get(0);
        int along = MergeAxis.of("Concatenate.axis", axis, first);
        int[] dims = first.dims();
        for (Shape other : inputs.subList(1, inputs.size())) {
            boolean fits = IntStream.range(0, dims.length)
                    .allMatch(i -> other.rank() == dims.length && (i == along || other.dim(i) == first.dim(i)));
            if (!fits) {
                throw KerasException.expected(
                        "Concatenate",
                        "inputs that differ in axis " + (along + 1) + " only",
                        first.batched() + " and " + other.batched());
            }
            dims[along] = Math.addExact(dims[along], other.dim(along));
        }
        return Shape.of(dims);
    }

    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return isLastAxis(inputs) ? super.outputMask(inputs, masks) : withoutMasks(masks);
    }

    private boolean isLastAxis(List<Shape> inputs) {
        return MergeAxis.of("Concatenate.axis", axis, inputs.get(0))
                == inputs.get(0).rank() - 1;
    }

    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new ConcatenateKernel(inputs, MergeAxis.of("Concatenate.axis", axis, inputs.get(0)));
    }

    @Override
    protected String onnx(OnnxGraph graph, List<String> x, List<Shape> inputs, List<Tensor> weights) {
        int along = MergeAxis.of("Concatenate.axis", axis, inputs.get(0)) + 1;
        return graph.node("Concat", Map.of("axis", along), x.toArray(String[]::new));
    }
}
