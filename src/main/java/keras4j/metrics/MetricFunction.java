package keras4j.metrics;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Shape;
import keras4j.internal.plan.LabelFunction;
import keras4j.internal.plan.OfLogits;
import keras4j.ops.Symbol;

/**
 * The mean of a function of labels and predictions that is described by ops. Keras: a function of (y_true, y_pred) as a metric, which
 * is wrapped in a {@code MeanMetricWrapper}.
 */
public abstract class MetricFunction extends MeanMetric implements OfLogits<Metric> {
    private Shape labels;
    private Shape outputs;
    private LabelFunction function;
    private float[] values = {};

    /** @param name the key in logs and histories */
    protected MetricFunction(String name) {
        super(name);
    }

    /**
     * What it computes, by {@link keras4j.ops.Ops}, of labels and predictions as they are, with all axes, that of the batch first: a
     * number for each sample, or for each position; or one number for the batch.
     */
    protected abstract Symbol call(Symbol yTrue, Symbol yPred);

    /**
     * A metric by its description, such as {@code (yTrue, yPred) -> mean(abs(yTrue.minus(yPred)), -1)}. A model compiled with it is in no
     * file: a registered class is.
     *
     * @param name the key in logs and histories; Keras: the function's name
     */
    public static Metric of(String name, BinaryOperator<Symbol> function) {
        KerasException.notNull("metric " + name, "a function", function);
        return new MeanMetricWrapper(function).name(name);
    }

    @Override
    public final Metric of(Shape labels, Shape output) {
        MetricFunction known = (MetricFunction) copy();
        known.function = null;
        known.shapes(labels, output);
        return known;
    }

    @Override
    protected final void shapes(Shape known, Shape output) {
        if (function == null || !known.equals(labels) || !output.equals(outputs)) {
            labels = known;
            outputs = output;
            function = new LabelFunction("metric " + getName(), this::call, labels, output, false);
        }
    }

    @Override
    public final Metric ofLogits(UnaryOperator<Symbol> activation) {
        MetricFunction known = (MetricFunction) copy();
        known.function = function.ofLogits(activation);
        return known;
    }

    @Override
    public List<Shape> labelShapes(Shape output) {
        return labels == null ? super.labelShapes(output) : List.of(labels);
    }

    @Override
    public final void reset() {
        super.reset();
        values = new float[0];
    }

    @Override
    final double begin(float[] yTrue, float[] yPred, int rows, int width) {
        if (values.length < rows) {
            values = new float[rows];
        }
        if (function == null) {
            Shape row = Shape.of(width);
            function = new LabelFunction("metric " + getName(), this::call, row, row, false);
        }
        function.values(yTrue, yPred, rows, values);
        return function.isScalar(rows) ? 1.0 / rows : 1;
    }

    @Override
    protected final double value(float[] yTrue, float[] yPred, int row, int width) {
        return values[row];
    }
}
