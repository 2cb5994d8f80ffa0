package keras4j.core;

import java.util.List;
import java.util.Optional;

/**
 * A loss over rows: a row is one sample, or one position of a sample that has several (all axes but the last). A
 * {@link Reduction} makes one number of the losses of all rows.
 *
 * <p>Predictions are (rows, width), row-major, {@code width} being the last axis of the model's output. The width of the
 * labels follows from {@link #labelShapes}. Buffers may be longer than needed.
 */
public interface Loss extends Configurable {
    /** Keras's name, such as "binary_crossentropy". */
    String name();

    /** Name and reduction; a loss with arguments adds them. */
    @Override
    default void config(Config config) {
        config.unused("name", name());
        config.only("reduction", "sum_over_batch_size", "mean");
    }

    /** How the losses of a batch's rows become one number: their mean unless overridden. */
    default Reduction reduction() {
        return Reduction.SUM_OVER_BATCH_SIZE;
    }

    /**
     * The loss that this is for labels and outputs of such shapes, both of one sample: this one unless overridden.
     */
    default Loss of(Shape labels, Shape output) {
        return this;
    }

    /**
     * The shapes that the labels of one sample may have for a model's output of shape {@code output}: a number for each of
     * the output's, unless overridden.
     */
    default List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    /**
     * Looks at all labels before anything is trained on them; nothing unless overridden.
     *
     * @param width the last axis of the model's output
     * @throws KerasException naming the row of a label that the loss cannot take
     */
    default void checkLabels(float[] labels, int width) {}

    /**
     * What helps someone whose labels of one sample have another shape than {@link #labelShapes}, such as another loss that
     * takes them; nothing unless overridden.
     */
    default String labelAdvice(Shape output, Shape labels) {
        return "";
    }

    /**
     * Which rows count: those of the output's mask, unless overridden for a loss that leaves out some itself.
     *
     * @param mask 1 for each row that counts, else 0; null if all do
     * @return the same, or one that is valid until the next call
     */
    default float[] mask(float[] mask, float[] yTrue, float[] yPred, int rows, int width) {
        return mask;
    }

    /** Writes the loss of each row into {@code losses}. */
    void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses);

    /** Writes the gradient of each row's loss with respect to its predictions, (rows, width). */
    void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients);

    /**
     * Writes the gradient of the sum of the rows' losses, each multiplied by its weight and divided: that of {@link #gradients(float[],
     * float[], int, int, float[])}, multiplied row by row, unless overridden for losses of which a row's depends on other rows.
     *
     * @param rowWeights null for 1
     */
    default void gradients(
            float[] yTrue, float[] yPred, float[] rowWeights, float divisor, int rows, int width, float[] gradients) {
        gradients(yTrue, yPred, rows, width, gradients);
        for (int i = 0; i < rows * width; i++) {
            // A product of two large floats may be none.
            gradients[i] = rowWeights == null
                    ? gradients[i] / divisor
                    : (float) ((double) gradients[i] * rowWeights[i / width] / divisor);
        }
    }

    /**
     * The activation that makes the probabilities of which this is the loss, "sigmoid" or "softmax"; empty, unless overridden,
     * for a loss of any numbers.
     */
    default Optional<String> probabilitiesBy() {
        return Optional.empty();
    }

    /** The same loss of logits instead of probabilities, for the cross-entropies. */
    default Optional<Loss> ofLogits() {
        return Optional.empty();
    }
}
