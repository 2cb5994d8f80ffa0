package keras4j.internal.graph;

import java.util.Optional;
import keras4j.core.ActivationFunction;
import keras4j.core.Loss;
import keras4j.core.Shape;

/**
 * A loss on a network's output.
 *
 * @param loss what to compute
 * @param ofLogits whether it takes what comes before the output's activation
 */
public record OutputLoss(Loss loss, boolean ofLogits) {
    /**
     * Keras on TensorFlow goes back to the logits where an activation has kept them, unless it has to take the last axis from
     * outputs of several positions first because the labels are without it.
     *
     * @param labels the shape of one sample's labels
     */
    public static OutputLoss of(Network network, Loss loss, Shape labels) {
        ActivationFunction activation = network.outputActivation();
        Shape output = network.outputShape();
        boolean squeezed = output.rank() > 1 && output.last() == 1 && labels.rank() < output.rank();
        Optional<Loss> ofLogits =
                activation == null || !activation.keepsLogits() || squeezed ? Optional.empty() : loss.ofLogits();
        return new OutputLoss(ofLogits.orElse(loss), ofLogits.isPresent());
    }
}
