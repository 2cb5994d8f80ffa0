package keras4j.losses;

import java.util.List;
import java.util.function.UnaryOperator;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Reduction;
import keras4j.core.Shape;
import keras4j.internal.plan.LabelFunction;
import keras4j.internal.plan.OfLogits;
import keras4j.ops.Symbol;

/** A {@link LossFunction} for labels and predictions of known shapes. */
final class TracedLoss implements Loss, OfLogits<Loss> {
    private final LossFunction loss;
    private final Shape labels;
    private final LabelFunction function;
    /** Which rows count; null if all do. */
    private final LabelFunction counted;

    private float[] weights = {};
    private float[] mask = {};

    private TracedLoss(LossFunction loss, Shape labels, LabelFunction function, LabelFunction counted) {
        this.loss = loss;
        this.labels = labels;
        this.function = function;
        this.counted = counted;
    }

    static TracedLoss of(LossFunction loss, Shape labels, Shape output) {
        Reduction reduction = loss.reduction();
        LabelFunction function =
                new LabelFunction("loss " + loss.name(), loss::squeezed, labels, output, reduction == Reduction.SUM);
        if (reduction == Reduction.NONE && !function.isOfRows()) {
            throw KerasException.expected(
                    "loss " + loss.name(), "one number for each row where nothing is reduced", "more or fewer");
        }
        LabelFunction counted = loss.leavesOut()
                ? new LabelFunction("loss " + loss.name(), loss::counted, labels, output, false)
                : null;
        return new TracedLoss(loss, labels, function, counted);
    }

    @Override
    public Loss ofLogits(UnaryOperator<Symbol> activation) {
        return new TracedLoss(
                loss, labels, function.ofLogits(activation), counted == null ? null : counted.ofLogits(activation));
    }

    @Override
    public String name() {
        return loss.name();
    }

    @Override
    public void config(Config config) {
        loss.config(config);
    }

    @Override
    public Reduction reduction() {
        return loss.reduction();
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return List.of(labels);
    }

    /** The loss of symbols. */
    Symbol squeezed(Symbol yTrue, Symbol yPred) {
        return loss.squeezed(yTrue, yPred);
    }

    @Override
    public float[] mask(float[] given, float[] yTrue, float[] yPred, int rows, int width) {
        if (counted == null) {
            return given;
        }
        if (mask.length < rows) {
            mask = new float[rows];
        }
        counted.values(yTrue, yPred, rows, mask);
        for (int row = 0; given != null && row < rows; row++) {
            mask[row] *= given[row];
        }
        return mask;
    }

    @Override
    public void losses(float[] yTrue, float[] yPred, int rows, int width, float[] losses) {
        function.values(yTrue, yPred, rows, losses);
    }

    @Override
    public void gradients(float[] yTrue, float[] yPred, int rows, int width, float[] gradients) {
        gradients(yTrue, yPred, null, 1, rows, width, gradients);
    }

    @Override
    public void gradients(
            float[] yTrue, float[] yPred, float[] rowWeights, float divisor, int rows, int width, float[] gradients) {
        if (weights.length < rows) {
            weights = new float[rows];
        }
        for (int row = 0; row < rows; row++) {
            weights[row] = (rowWeights == null ? 1 : rowWeights[row]) / divisor;
        }
        function.gradients(yTrue, yPred, weights, rows, gradients);
    }
}
