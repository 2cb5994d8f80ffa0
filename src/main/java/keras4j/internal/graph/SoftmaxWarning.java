package keras4j.internal.graph;

import java.util.List;
import java.util.Set;
import keras4j.activations.ActivationFunction;
import keras4j.core.Printable;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of a softmax over one number. Keras says it when softmax is called; here it is said once for each of these layers. */
final class SoftmaxWarning {
    private static final Logger LOG = LoggerFactory.getLogger(Network.class);

    private SoftmaxWarning() {}

    /** @param made the layers that are built for the first time */
    static void of(List<Node> nodes, Set<Layer<?>> made) {
        for (Node node : nodes) {
            if (node.output().last() == 1
                    && isSoftmax(LayerHooks.activation(node.layer()))
                    && made.remove(node.layer())) {
                LOG.warn(
                        "layer {}: softmax over axis -1 of outputs of shape {}, which has one number there, is always 1;"
                                + " did you mean sigmoid?",
                        Printable.of(node.name()),
                        node.output().batched());
            }
        }
    }

    private static boolean isSoftmax(ActivationFunction activation) {
        return activation != null && activation.name().equals("softmax") && !activation.hasArguments();
    }
}
