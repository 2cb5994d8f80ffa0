package keras4j.losses;

import java.util.List;
import java.util.Optional;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Rows;
import keras4j.core.Shape;

/**
 * -log q_y, with the class number y as label; q is softmax(z) of logits z, or p / sum(p) with each p first put within
 * [1e-7, 1 - 1e-7]. Keras: {@code SparseCategoricalCrossentropy}.
 */
public final class SparseCategoricalCrossentropy extends ReducedLoss {
    private boolean fromLogits;

    /** Whether predictions are logits, before any softmax. */
    public SparseCategoricalCrossentropy fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        arguments(config);
    }

    /** Names the arguments that this has in common with Keras's metric of the same name. */
    public void arguments(Config config) {
        fromLogits = config.flag("from_logits", fromLogits);
        config.only("ignore_class", (Object) null);
        config.only("axis", -1);
    }

    @Override
    public String name() {
        return "sparse_categorical_crossentropy";
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return Labels.classNumbers(output);
    }

    @Override
    public String labelAdvice(Shape output, Shape labels) {
        return labels.equals(output) ? "; for one-hot labels use categorical_crossentropy" : "";
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            float own = yPred[from + (int) yTrue[row]];
            double largest = fromLogits ? Rows.max(yPred, from, width) : 0;
            double log = log(yPred, from, width, largest);
            losses[row] = (float) (log - (fromLogits ? own - largest : Math.log(Probabilities.clip(own))));
        }
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            int label = from + (int) yTrue[row];
            double largest = fromLogits ? Rows.max(yPred, from, width) : 0;
            double log = log(yPred, from, width, largest);
            for (int i = from; i < from + width; i++) {
                double hot = i == label ? 1 : 0;
                double gradient;
                if (fromLogits) {
                    gradient = Math.exp(yPred[i] - largest - log) - hot;
                } else if (Probabilities.isCut(yPred[i])) {
                    gradient = 0;
                } else {
                    gradient = Math.exp(-log) - hot / yPred[i];
                }
                gradients[i] = (float) gradient;
            }
        }
    }

    /** log(sum_j exp(z_j - largest)), z being the logits or the logarithms of the probabilities, of which 0 is the largest. */
    private double log(float[] yPred, int from, int width, double largest) {
        if (fromLogits) {
            return Rows.logSumExp(yPred, from, width, largest);
        }
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += Probabilities.clip(yPred[i]);
        }
        return Math.log(sum);
    }

    @Override
    public void checkLabels(float[] labels, int width) {
        for (int row = 0; row < labels.length; row++) {
            float label = labels[row];
            if (!(label >= 0 && label < width && label == (int) label)) {
                throw KerasException.expected(
                        "sparse_categorical_crossentropy",
                        "class numbers from 0 to " + (width - 1) + " as labels (the model has " + width + " outputs)",
                        label + " in row " + row);
            }
        }
    }

    @Override
    public Optional<String> probabilitiesBy() {
        return fromLogits ? Optional.empty() : Optional.of("softmax");
    }

    @Override
    public Optional<Loss> ofLogits() {
        return Optional.of(new SparseCategoricalCrossentropy().fromLogits(true));
    }
}
