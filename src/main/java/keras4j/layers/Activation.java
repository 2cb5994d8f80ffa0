package keras4j.layers;

import java.util.List;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Kernel;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * y = activation(x), the shape unchanged. Keras: {@code Activation}. DL4J: {@code ActivationLayer}, {@code LossLayer} at the
 * end.
 */
public final class Activation extends Layer<Activation> {
    private ActivationFunction activation = new Linear();

    Activation() {}

    /** @param name the function by Keras's name, such as "relu" */
    public Activation(String name) {
        this(Activations.REGISTRY.get(name));
    }

    /** @param activation the function */
    public Activation(ActivationFunction activation) {
        this.activation = KerasException.notNull("Activation", "a function", activation);
    }

    @Override
    protected void config(Config config) {
        activation = config.function("activation", activation, Activations::read, Activations::serialize);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input.withLast(activation.outputWidth(input.last()));
    }

    @Override
    protected boolean isIdentity() {
        return activation instanceof Linear;
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected ActivationFunction outputActivation() {
        return activation;
    }

    @Override
    protected List<Kernel> kernels(Shape input, int offset) {
        return List.of();
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        return x;
    }

    @Override
    protected int torchModules() {
        return 1;
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return new ActivationLayer.Builder().activation(activation.nd4j()).build();
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4jOutput(Shape input, ILossFunction loss) {
        return new LossLayer.Builder(loss).activation(activation.nd4j()).build();
    }
}
