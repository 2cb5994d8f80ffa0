package keras4j.losses;

import java.util.List;
import java.util.Optional;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Rows;
import keras4j.core.Shape;
import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * -sum(y log q) over the last axis, with one-hot labels y; q is p / sum(p) within [1e-7, 1 - 1e-7], or softmax(z) of logits
 * z. Keras: {@code CategoricalCrossentropy}.
 */
public final class CategoricalCrossentropy extends ReducedLoss implements LossByOps {
    private boolean fromLogits;
    private double labelSmoothing;

    /** Whether predictions are logits, before any softmax. */
    public CategoricalCrossentropy fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    /** How far labels are moved from 0 and 1 towards 1 / (number of classes): 0 not at all, 1 the whole way. */
    public CategoricalCrossentropy labelSmoothing(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw KerasException.expected("CategoricalCrossentropy.labelSmoothing", "a number from 0 to 1", value);
        }
        labelSmoothing = value;
        return this;
    }

    /** The axis, that of the batch being 0, along which the loss is taken; the last unless given. */
    public CategoricalCrossentropy axis(int value) {
        setAxis(value);
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
        labelSmoothing(config.number("label_smoothing", labelSmoothing));
        configAxis(config);
    }

    private double smooth(double y, int width) {
        return y * (1 - labelSmoothing) + labelSmoothing / width;
    }

    /** As Keras, which divides what is smoothed by the length of the last axis. */
    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol y = yTrue.times(1 - labelSmoothing).plus(labelSmoothing / yTrue.dim(-1));
        return Ops.categoricalCrossentropy(y, yPred, fromLogits, axis());
    }

    @Override
    public String name() {
        return "categorical_crossentropy";
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return List.of(output);
    }

    @Override
    public String labelAdvice(Shape output, Shape labels) {
        return Labels.classNumbers(output).contains(labels)
                ? "; for class numbers use sparse_categorical_crossentropy"
                : "";
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            losses[row] = (float)
                    (fromLogits ? ofLogits(yTrue, yPred, from, width) : ofProbabilities(yTrue, yPred, from, width));
        }
    }

    private double ofLogits(float[] yTrue, float[] yPred, int from, int width) {
        double largest = Rows.max(yPred, from, width);
        double log = Rows.logSumExp(yPred, from, width, largest);
        double loss = 0;
        for (int i = from; i < from + width; i++) {
            loss -= smooth(yTrue[i], width) * (yPred[i] - largest - log);
        }
        return loss;
    }

    private double ofProbabilities(float[] yTrue, float[] yPred, int from, int width) {
        double norm = sum(yPred, from, width);
        double loss = 0;
        for (int i = from; i < from + width; i++) {
            loss -= smooth(yTrue[i], width) * Math.log(Probabilities.clip((float) (yPred[i] / norm)));
        }
        return loss;
    }

    /** From logits softmax(z) - y, as TensorFlow has it also for labels that do not add up to 1. */
    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            if (fromLogits) {
                double largest = Rows.max(yPred, from, width);
                double log = Rows.logSumExp(yPred, from, width, largest);
                for (int i = from; i < from + width; i++) {
                    gradients[i] = (float) (Math.exp(yPred[i] - largest - log) - smooth(yTrue[i], width));
                }
            } else {
                ofProbabilities(yTrue, yPred, from, width, gradients);
            }
        }
    }

    /** With g = dL/dq: dL/dp_j = (g_j - sum_i g_i q_i) / sum(p). */
    private void ofProbabilities(float[] yTrue, float[] yPred, int from, int width, float[] gradients) {
        double norm = sum(yPred, from, width);
        double weighted = 0;
        for (int i = from; i < from + width; i++) {
            float q = (float) (yPred[i] / norm);
            double gradient = Probabilities.isCut(q) ? 0 : -smooth(yTrue[i], width) / q;
            gradients[i] = (float) gradient;
            weighted += gradient * q;
        }
        for (int i = from; i < from + width; i++) {
            gradients[i] = (float) ((gradients[i] - weighted) / norm);
        }
    }

    private static double sum(float[] values, int from, int width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += values[i];
        }
        return sum;
    }

    @Override
    public Optional<String> probabilitiesBy() {
        return fromLogits ? Optional.empty() : Optional.of("softmax");
    }

    @Override
    public Optional<Loss> ofLogits() {
        return Optional.of(new CategoricalCrossentropy().fromLogits(true).labelSmoothing(labelSmoothing));
    }
}
