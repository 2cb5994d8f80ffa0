package keras4j.losses;

import java.util.List;
import java.util.Optional;
import keras4j.core.ActivationFunction;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Shape;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;

/** mean(|y_true - y_pred|) over the last axis. Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError implements Loss {
    @Override
    public String name() {
        return "mean_absolute_error";
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
                sum += Math.abs((double) yTrue[i] - yPred[i]);
            }
            losses[row] = (float) (sum / width);
        }
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int i = 0; i < rows * width; i++) {
            gradients[i] = Math.signum(yPred[i] - yTrue[i]) / width;
        }
    }

    @Override
    public Optional<ILossFunction> nd4j(ActivationFunction activation, int width) {
        return Optional.of(new LossMAE());
    }
}
