package keras4j.internal.graph;

import java.util.Optional;
import keras4j.core.ActivationFunction;
import keras4j.core.Loss;
import keras4j.core.Shape;

/**
 * A loss on one of a network's outputs.
 *
 * @param loss what to compute
 * @param ofLogits whether it takes what comes before the output's activation
 * @param weight by what it is multiplied in the loss of the network
 * @param labelsPerRow the labels of one sample, or of one of its positions
 */
public record OutputLoss(Loss loss, boolean ofLogits, double weight, int labelsPerRow) {
    /**
     * Keras on TensorFlow goes back to the logits where an activation has kept them, unless it has to take the last axis from
     * outputs of several positions first because the labels are without it.
     *
     * @param number that of the output
     * @param labels the shape of one sample's labels
     */
    public static OutputLoss of(Network network, int number, Loss loss, Shape labels, double weight) {
        ActivationFunction activation = network.outputActivation(number);
        Shape output = network.outputShapes().get(number);
        boolean squeezed = output.rank() > 1 && output.last() == 1 && labels.rank() < output.rank();
        Optional<Loss> ofLogits =
                activation == null || !activation.keepsLogits() || squeezed ? Optional.empty() : loss.ofLogits();
        return new OutputLoss(ofLogits.orElse(loss), ofLogits.isPresent(), weight, labels.size() / output.positions());
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

    /** The gradient of the mean of the rows' losses, weighted as in {@link #sum}, multiplied by the output's weight. */
    public void gradients(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width, float[] gradients) {
        loss.gradients(yTrue, yPred, rows, width, gradients);
        float factor = (float) weight;
        for (int i = 0; i < rows * width; i++) {
            gradients[i] = (rowWeights == null ? gradients[i] : gradients[i] * rowWeights[i / width]) / rows * factor;
        }
    }
}
