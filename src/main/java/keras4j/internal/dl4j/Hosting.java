package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.graph.Node;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** How a call of a layer stands in DL4J: what both translations have in common. */
final class Hosting {
    private Hosting() {}

    /**
     * A layer that runs the kernels of one that DL4J does not have; null if it has none, because it only changes the shape.
     *
     * @param mask what it reads; null for none
     * @throws KerasException if it is a layer that nothing can run
     */
    static Layer layer(Node node, Mask mask) {
        if (LayerHooks.isTraced(node.layer())) {
            return new KernelLayer(node.layer(), node.inputs(), node.arguments(), mask);
        }
        List<SampleKernel> kernels = LayerHooks.kernels(node.layer(), node.input(), 0);
        if (kernels == null) {
            throw KerasException.expected(
                    "layer " + node.name(),
                    "a layer that DL4J has, or says how it writes it: dl4j; or one with kernels",
                    LayerHooks.className(node.layer()));
        }
        return kernels.isEmpty() ? null : new KernelLayer(node.layer(), node.inputs(), node.arguments(), mask);
    }

    /** What DL4J's layer has for rows of data of this shape. */
    static Shape row(Layer layer, Node node, Shape shape) {
        return layer instanceof KernelLayer ? Shape.of(shape.size()) : LayerHooks.dl4jShape(node.layer(), shape);
    }

    /** What gives DL4J's layer such rows; null if it needs none. */
    static ReshapePreProcessor rows(Layer layer, Shape from, Shape to) {
        if (layer instanceof EmbeddingSequenceLayer embedding) {
            return new RowNumbers(from.dims(), to.dims(), (int) embedding.getNIn());
        }
        return from.equals(to) ? null : new ReshapePreProcessor(from, to);
    }

    /** The shape of what the node gives before the activation that DL4J has a layer of its own for. */
    static Shape output(Node node) {
        if (LayerHooks.dl4jActivation(node.layer()) == null) {
            return node.output();
        }
        List<SampleKernel> kernels = LayerHooks.kernels(node.layer(), node.input(), 0);
        int size = kernels.get(kernels.size() - 1).outputSize();
        return node.output().withLast(size / node.output().positions());
    }

    /** A last layer that is the loss, and the function before it or none. */
    static Layer loss(ILossFunction loss, ActivationFunction function) {
        LossLayer.Builder builder = new LossLayer.Builder(loss);
        return (function == null ? builder.activation(Activation.IDENTITY) : builder.activation(function.nd4j()))
                .build();
    }

    /** Names DL4J's parameters, by which it knows when it reads JSON whether it keeps variances or their logarithms. */
    static void nameParams(NeuralNetConfiguration configuration, keras4j.layers.Layer<?> layer) {
        if (!(configuration.getLayer() instanceof KernelLayer)) {
            configuration.setVariables(new ArrayList<>(LayerHooks.dl4jParams(layer)));
        }
    }
}
