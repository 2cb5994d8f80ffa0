package keras4j.losses;

import java.util.List;
import java.util.Optional;
import keras4j.activations.Sigmoid;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * mean(-y log p - (1 - y) log(1 - p)) over the last axis, with p in [1e-7, 1 - 1e-7]; from logits z, p is sigmoid(z) and
 * nothing is cut off. Keras: {@code BinaryCrossentropy}.
 */
public final class BinaryCrossentropy implements Loss {
    private boolean fromLogits;
    private double labelSmoothing;

    /** Whether predictions are logits, before any sigmoid. */
    public BinaryCrossentropy fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    /** How far labels are moved from 0 and 1 towards 0.5: 0 not at all, 1 the whole way. */
    public BinaryCrossentropy labelSmoothing(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw KerasException.expected("BinaryCrossentropy.labelSmoothing", "a number from 0 to 1", value);
        }
        labelSmoothing = value;
        return this;
    }

    private double smooth(double y) {
        return y * (1 - labelSmoothing) + 0.5 * labelSmoothing;
    }

    @Override
    public String name() {
        return "binary_crossentropy";
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                double y = smooth(yTrue[i]);
                if (fromLogits) {
                    double z = yPred[i];
                    sum += Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
                } else {
                    double p = Probabilities.clip(yPred[i]);
                    sum -= y * Math.log(p) + (1 - y) * Math.log(1 - p);
                }
            }
            losses[row] = (float) (sum / width);
        }
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int i = 0; i < rows * width; i++) {
            double y = smooth(yTrue[i]);
            double p = yPred[i];
            double gradient;
            if (fromLogits) {
                gradient = 1 / (1 + Math.exp(-p)) - y;
            } else if (Probabilities.isCut(yPred[i])) {
                gradient = 0;
            } else {
                gradient = (1 - y) / (1 - p) - y / p;
            }
            gradients[i] = (float) (gradient / width);
        }
    }

    @Override
    public Optional<Loss> ofLogits() {
        return Optional.of(new BinaryCrossentropy().fromLogits(true).labelSmoothing(labelSmoothing));
    }

    @Override
    public Optional<ILossFunction> nd4j(ActivationFunction activation, int width) {
        if (!(activation instanceof Sigmoid) || labelSmoothing != 0) {
            return Optional.empty();
        }
        INDArray mean = width == 1 ? null : Nd4j.valueArrayOf(new long[] {1, width}, 1f / width);
        return Optional.of(new LossBinaryXENT(Probabilities.EPSILON, mean));
    }
}
