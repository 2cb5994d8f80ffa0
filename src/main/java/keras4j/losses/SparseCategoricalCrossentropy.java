package keras4j.losses;

import java.util.Arrays;
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
 * -log q_y, with the class number y as label; q is softmax(z) of logits z, or p / sum(p) with each p first put within
 * [1e-7, 1 - 1e-7]. Keras: {@code SparseCategoricalCrossentropy}.
 */
public final class SparseCategoricalCrossentropy extends ReducedLoss implements LossByOps {
    private boolean fromLogits;
    private Integer ignoreClass;
    private float[] mask = {};

    /** Whether predictions are logits, before any softmax. */
    public SparseCategoricalCrossentropy fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    /** The rows with this label do not count; the loss takes probabilities then where there are logits, too, as Keras's does. */
    public SparseCategoricalCrossentropy ignoreClass(int value) {
        ignoreClass = value;
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
        ignoreClass = config.optionalInteger("ignore_class", ignoreClass);
        config.only("axis", -1);
    }

    private Symbol isCounted(Symbol yTrue) {
        return Ops.notEqual(yTrue, ignoreClass);
    }

    @Override
    Symbol mask(Symbol mask, Symbol yTrue, Symbol losses) {
        if (ignoreClass == null) {
            return mask;
        }
        Symbol counted = Ops.reshape(isCounted(yTrue), losses.shape().dims());
        return mask == null ? counted : Ops.reshape(mask, losses.shape().dims()).times(counted);
    }

    /** Whether a row's label is not the one that is ignored. */
    public boolean isCounted(float label) {
        return ignoreClass == null || label != ignoreClass;
    }

    @Override
    public float[] mask(float[] given, float[] yTrue, float[] yPred, int rows, int width) {
        if (ignoreClass == null) {
            return given;
        }
        if (mask.length < rows) {
            mask = new float[rows];
        }
        for (int row = 0; row < rows; row++) {
            float whole = given == null ? 1 : given[row];
            mask[row] = isCounted(yTrue[row]) ? whole : 0;
        }
        return mask;
    }

    @Override
    public String name() {
        return "sparse_categorical_crossentropy";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        if (ignoreClass == null) {
            return Ops.sparseCategoricalCrossentropy(yTrue, yPred, fromLogits, -1);
        }
        Symbol counted = isCounted(yTrue);
        Symbol known = Ops.where(counted, yTrue, 0);
        return Ops.where(counted, Ops.sparseCategoricalCrossentropy(known, yPred, fromLogits, -1), 0);
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
            if (!isCounted(yTrue[row])) {
                losses[row] = 0;
                continue;
            }
            checkLabel(yTrue[row], row, width);
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
            if (!isCounted(yTrue[row])) {
                Arrays.fill(gradients, from, from + width, 0);
                continue;
            }
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
            if (isCounted(labels[row])) {
                checkLabel(labels[row], row, width);
            }
        }
    }

    private static void checkLabel(float label, int row, int width) {
        if (!(label >= 0 && label < width && label == (int) label)) {
            throw KerasException.expected(
                    "sparse_categorical_crossentropy",
                    "class numbers from 0 to " + (width - 1) + " as labels (the model has " + width + " outputs)",
                    label + " in row " + row);
        }
    }

    @Override
    public Optional<String> probabilitiesBy() {
        return fromLogits ? Optional.empty() : Optional.of("softmax");
    }

    @Override
    public Optional<Loss> ofLogits() {
        return ignoreClass == null
                ? Optional.of(new SparseCategoricalCrossentropy().fromLogits(true))
                : Optional.empty();
    }
}
