package keras4j.internal.dl4j;

import java.util.ArrayList;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Linear;
import keras4j.core.Shape;
import keras4j.internal.graph.Node;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** How a call of a layer stands in DL4J: what both translations have in common. */
final class Hosting {
    private Hosting() {}

    /** DL4J's own layer for a call, or else one that hosts ours; null if none is needed, because only the shape changes. */
    static Layer layer(Node node) {
        Layer own = Dl4jForms.of(node).layer(node.input());
        return own == null ? hosted(node, HostedMasks.NONE) : own;
    }

    /**
     * A layer that runs ours; null if none is needed, because only the shape changes.
     */
    static Layer hosted(Node node, HostedMasks masks) {
        boolean isReshape = node.arguments().isEmpty()
                && masks.found() == null
                && LayerHooks.isReshape(node.layer(), node.inputs());
        return isReshape ? null : new KernelLayer(node, masks, false);
    }

    /** What DL4J's layer has for rows of data of this shape. */
    static Shape row(Layer layer, Node node, Shape shape) {
        return layer instanceof KernelLayer
                ? Shape.of(shape.size())
                : Dl4jForms.of(node).row(shape);
    }

    /** What gives DL4J's layer such rows; null if it needs none. */
    static ReshapePreProcessor rows(Layer layer, Shape from, Shape to) {
        if (layer instanceof EmbeddingSequenceLayer embedding) {
            return new RowNumbers(from.dims(), to.dims(), (int) embedding.getNIn());
        }
        return from.equals(to) ? null : new ReshapePreProcessor(from, to);
    }

    /** The function that DL4J runs behind its own layer for a call, as a layer of its own; null for none. */
    static ActivationFunction activation(Node node) {
        Dl4jForm form = Dl4jForms.of(node);
        ActivationFunction function = form.activation();
        return function == null || function instanceof Linear || form.layer(node.input()) == null ? null : function;
    }

    /** A layer that runs ours up to the logits of which its sigmoid or softmax makes the output. */
    static Layer ofLogits(Node node, HostedMasks masks) {
        return new KernelLayer(node, masks, true);
    }

    /** DL4J's function that does the same; that which does nothing for none. */
    static IActivation function(ActivationFunction function) {
        return function == null ? new ActivationIdentity() : Dl4jActivations.of(function);
    }

    /** A last layer that is the loss, and the function before it. */
    static Layer loss(ILossFunction loss, IActivation function) {
        return new LossLayer.Builder(loss).activation(function).build();
    }

    /** Names DL4J's parameters, by which it knows when it reads JSON whether it keeps variances or their logarithms. */
    static void nameParams(NeuralNetConfiguration configuration, keras4j.layers.Layer<?> layer) {
        if (!(configuration.getLayer() instanceof KernelLayer)) {
            configuration.setVariables(new ArrayList<>(Dl4jForms.of(layer).params()));
        }
    }
}
