package keras4j.losses;

import java.util.List;
import java.util.Optional;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Shape;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The mean over the last axis of e^2 / 2 where |e| is at most delta, and delta |e| - delta^2 / 2 beyond, with
 * e = y_true - y_pred. Huber, 1964. Keras: {@code Huber}.
 */
public final class Huber implements Loss {
    private double delta = 1;

    /** Up to which error the loss is quadratic. */
    public Huber delta(double value) {
        if (!(value > 0)) {
            throw KerasException.expected("Huber.delta", "a positive number", value);
        }
        delta = value;
        return this;
    }

    @Override
    public String name() {
        return "huber";
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
                double error = Math.abs((double) yTrue[i] - yPred[i]);
                sum += error <= delta ? error * error / 2 : delta * error - delta * delta / 2;
            }
            losses[row] = (float) (sum / width);
        }
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int i = 0; i < rows * width; i++) {
            double error = (double) yPred[i] - yTrue[i];
            gradients[i] = (float) (Math.min(Math.max(error, -delta), delta) / width);
        }
    }

    @Override
    public Optional<ILossFunction> nd4j(ActivationFunction activation, int width) {
        return Optional.empty();
    }
}
