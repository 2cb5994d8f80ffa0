package keras4j.internal.graph;

import java.util.Optional;
import keras4j.activations.ActivationFunction;
import keras4j.core.Loss;
import keras4j.core.Reduction;
import keras4j.core.RowWeights;
import keras4j.core.Shape;
import keras4j.internal.plan.OfLogits;

/**
 * A loss on one of a network's outputs.
 *
 * @param loss what to compute
 * @param ofLogits whether it takes what comes before the output's activation
 * @param reduction how the losses of the rows become one number
 * @param weight by what it is multiplied in the loss of the network
 * @param labelsPerRow the labels of one sample, or of one of its positions; 0 if these have not as many each
 */
public record OutputLoss(Loss loss, boolean ofLogits, Reduction reduction, double weight, int labelsPerRow) {
    /**
     * Of logits where there are such: see {@link #keepsLogits}.
     *
     * @param number that of the output
     * @param labels the shape of one sample's labels
     */
    public static OutputLoss of(Network network, int number, Loss given, Shape labels, double weight) {
        Shape output = network.outputShapes().get(number);
        Loss loss = given.of(labels, output);
        Optional<Loss> ofLogits =
                keepsLogits(network, number, labels) ? ofLogits(loss, network.ofLogits(number)) : Optional.empty();
        return new OutputLoss(
                ofLogits.orElse(loss),
                ofLogits.isPresent(),
                loss.reduction(),
                weight,
                labels.size() % output.positions() == 0 ? labels.size() / output.positions() : 0);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Loss> ofLogits(Loss loss, ActivationFunction activation) {
        return loss instanceof OfLogits<?> described
                ? Optional.of(((OfLogits<Loss>) described).ofLogits(activation::apply))
                : loss.ofLogits();
    }

    /**
     * Whether a cross-entropy takes what comes before the output's activation. Keras on TensorFlow goes back to the logits where
     * an activation has kept them, unless it has to take the last axis from outputs of several positions first because the
     * labels are without it.
     *
     * @param number that of the output
     * @param labels the shape of one sample's labels
     */
    public static boolean keepsLogits(Network network, int number, Shape labels) {
        Shape output = network.outputShapes().get(number);
        boolean squeezed = output.rank() > 1 && output.last() == 1 && labels.rank() < output.rank();
        return !squeezed && network.ofLogits(number) != null;
    }

    /**
     * By what the rows' losses are multiplied; null for 1.
     *
     * @param mask 0 for those that do not count; null if all do
     * @param given null for 1
     */
    public float[] weights(
            RowWeights weights, float[] mask, float[] given, float[] yTrue, float[] yPred, int rows, int width) {
        float[] counted = loss.mask(mask, yTrue, yPred, rows, width);
        return reduction.isMean() ? weights.ofMean(counted, given, rows) : weights.of(counted, given, rows);
    }

    /**
     * The loss, without the output's weight.
     *
     * @param rowWeights what {@link #weights} gave
     * @param losses is written: each row's loss before it is multiplied
     */
    public double value(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width, float[] losses) {
        loss.losses(yTrue, yPred, rows, width, losses);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += rowWeights == null ? losses[row] : losses[row] * rowWeights[row];
        }
        return reduction == Reduction.NONE ? sum / rows : divided(sum, divisor(rowWeights, rows));
    }

    /** By what the sum of the rows' losses is divided. */
    private double divisor(float[] rowWeights, int rows) {
        if (reduction == Reduction.SUM || reduction == Reduction.NONE) {
            return 1;
        }
        if (reduction.isMean() || rowWeights == null) {
            return rows;
        }
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += rowWeights[row];
        }
        return sum;
    }

    /** 0 where there is nothing to divide by. */
    private static double divided(double sum, double divisor) {
        return divisor == 0 ? 0 : sum / divisor;
    }

    /** The gradient of {@link #value}, or of the sum if nothing is reduced, multiplied by the output's weight. */
    public void gradients(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width, float[] gradients) {
        double divisor = divisor(rowWeights, rows);
        float whole = divisor == 0 ? Float.POSITIVE_INFINITY : (float) divisor;
        loss.gradients(yTrue, yPred, rowWeights, whole, rows, width, gradients);
        float factor = (float) weight;
        for (int i = 0; i < rows * width; i++) {
            gradients[i] *= factor;
        }
    }
}
