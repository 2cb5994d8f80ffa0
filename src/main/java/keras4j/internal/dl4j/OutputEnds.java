package keras4j.internal.dl4j;

import java.util.List;
import java.util.stream.IntStream;
import keras4j.activations.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.layers.LayerHooks;
import keras4j.layers.LayerTrace;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** With which layers of DL4J's a network's outputs end. */
final class OutputEnds {
    private final Network network;
    private final boolean isOurs;
    private final Layer[] layers;
    private final ActivationFunction[] ofLogits;

    /**
     * @param losses one for each output; none for a network that can predict only
     * @param isOurs whether it is trained by our engine, in which layers add to the loss
     */
    OutputEnds(Network network, MaskFlow masks, List<? extends ILossFunction> losses, boolean isOurs) {
        this.network = network;
        this.isOurs = isOurs;
        layers = new Layer[network.outputs().size()];
        ofLogits = new ActivationFunction[layers.length];
        for (int i = 0; i < layers.length && !losses.isEmpty(); i++) {
            Node node = network.node(active(i));
            boolean isMasked = masks.of(network.outputs().get(i)) != null;
            layers[i] = node == null || isMasked || addsLoss(node)
                    ? null
                    : Dl4jForms.of(node).output(node.input(), losses.get(i));
            if (layers[i] == null && activation(active(i)) == null && losses.get(i) instanceof Dl4jLoss) {
                ofLogits[i] = network.ofLogits(i);
            }
            if (ofLogits[i] != null) {
                checkOnce(i);
                layers[i] = Hosting.ofLogits(node, HostedMasks.of(masks, active(i)));
            }
        }
    }

    /** The layer that is DL4J's last before an output, or is the output with the loss; null where only the loss is. */
    Layer layer(int output) {
        return layers[output];
    }

    /** The sigmoid or softmax that the loss's layer makes of the logits that {@link #layer} gives; null for none. */
    ActivationFunction ofLogits(int output) {
        return ofLogits[output];
    }

    /** The value that is an output: layers behind it only hand on what they get, and add nothing to the loss. */
    int active(int output) {
        int value = network.outputs().get(output);
        while (value != network.active(output) && !addsLoss(network.node(value))) {
            value = network.node(value).reads().get(0);
        }
        return value;
    }

    /** Whether our engine adds a penalty for what a layer gives. */
    boolean addsLoss(Node node) {
        return isOurs && LayerHooks.activityRegularizer(node.layer()) != null;
    }

    /** What ends in an output by its logits is another layer to DL4J than the same one where others read what it gives. */
    private void checkOnce(int output) {
        int value = active(output);
        Node node = network.node(value);
        boolean isElsewhere = value != network.active(output)
                || network.nodes().stream().anyMatch(other -> other.reads().contains(value))
                || IntStream.range(0, output).anyMatch(other -> active(other) == value);
        if (isElsewhere && LayerTrace.addsLoss(node.layer(), node.inputs(), node.arguments())) {
            throw KerasException.expected(
                    "DL4J's engine",
                    "an output by sigmoid or softmax whose layer adds to the loss and is read by nobody else; the default engine"
                            + " takes others",
                    node.layer());
        }
    }

    /** The function that makes a value of its vertex, or null. */
    ActivationFunction activation(int value) {
        Node node = network.node(value);
        return node == null || addsLoss(node) ? null : Hosting.activation(node);
    }
}
