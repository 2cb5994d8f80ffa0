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
        ActivationFunction activation = network.outputActivation(0);
        Shape output = network.outputShape();
        boolean squeezed = output.rank() > 1 && output.last() == 1 && labels.rank() < output.rank();
        Optional<Loss> ofLogits =
                activation == null || !activation.keepsLogits() || squeezed ? Optional.empty() : loss.ofLogits();
        return new OutputLoss(ofLogits.orElse(loss), ofLogits.isPresent());
    }

    /**
     * The sum of the rows' losses.
     *
     * @param rowWeights by what each is multiplied; null for 1
     * @param losses is written: each row's loss before that
     */
    public double sum(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width, float[] losses) {
        loss.losses(yTrue, yPred, rows, width, losses);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += rowWeights == null ? losses[row] : losses[row] * rowWeights[row];
        }
        return sum;
    }

    /** The gradient of the mean of the rows' losses, weighted as in {@link #sum}. */
    public void gradients(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width, float[] gradients) {
        loss.gradients(yTrue, yPred, rows, width, gradients);
        for (int i = 0; i < rows * width; i++) {
            gradients[i] = (rowWeights == null ? gradients[i] : gradients[i] * rowWeights[i / width]) / rows;
        }
    }
}
