package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ActivationKernel;
import keras4j.internal.engine.TransposeKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * y_i = exp(x_i) / sum_j exp(x_j) along one axis: see {@link FunctionLayer}. Keras: {@code Softmax}, without its mask. DL4J:
 * along another axis than the last this layer's own kernel.
 */
public final class Softmax extends FunctionLayer<Softmax> {
    private final keras4j.activations.Softmax function = new keras4j.activations.Softmax();
    private int axis = -1;

    /** The axis, 0 being the batch's, which it cannot be, negative from the end; the last unless given. */
    public Softmax axis(int value) {
        return set(() -> axis = value);
    }

    @Override
    protected void config(Config config) {
        axis = config.integer("axis", axis);
    }

    @Override
    keras4j.activations.Softmax function() {
        return function;
    }

    private int axis(Shape input) {
        return MergeAxis.of("Softmax.axis", axis, input);
    }

    private boolean isLast(Shape input) {
        return axis(input) == input.rank() - 1;
    }

    @Override
    protected Shape outputShape(Shape input) {
        axis(input);
        return input;
    }

    /** Keras's would take the mask for its argument, which has another form. */
    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        if (mask != null) {
            throw KerasException.expected("Softmax", "an input without a mask", "one with a mask");
        }
        return null;
    }

    @Override
    protected ActivationFunction outputActivation(Shape input) {
        return isLast(input) ? function : null;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset) {
        if (isLast(input)) {
            return List.of();
        }
        int length = input.dim(axis(input));
        int before = IntStream.range(0, axis(input)).map(input::dim).reduce(1, (a, b) -> a * b);
        int behind = input.size() / length / before;
        return List.of(
                new TransposeKernel(before, length, behind),
                new ActivationKernel(function, length, before * behind),
                new TransposeKernel(before, behind, length));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        return isLast(input) ? x : graph.node("Softmax", Map.of("axis", axis(input) + 1), x);
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return isLast(input) ? super.dl4j(input) : null;
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4jOutput(Shape input, ILossFunction loss) {
        return isLast(input) ? super.dl4jOutput(input, loss) : null;
    }
}
