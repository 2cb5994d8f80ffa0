package keras4j.losses;

import java.util.List;
import java.util.Optional;
import keras4j.activations.Sigmoid;
import keras4j.core.ActivationFunction;
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

    /** Whether predictions are logits, before any sigmoid. */
    public BinaryCrossentropy fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    @Override
    public String name() {
        return "binary_crossentropy";
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Loss.elementwise(output);
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                double y = yTrue[i];
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
            double y = yTrue[i];
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
        return Optional.of(new BinaryCrossentropy().fromLogits(true));
    }

    @Override
    public Optional<ILossFunction> nd4j(ActivationFunction activation, int width) {
        if (!(activation instanceof Sigmoid)) {
            return Optional.empty();
        }
        INDArray mean = width == 1 ? null : Nd4j.valueArrayOf(new long[] {1, width}, 1f / width);
        return Optional.of(new LossBinaryXENT(Probabilities.EPSILON, mean));
    }
}
