package keras4j.metrics;

import java.util.List;
import java.util.Optional;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Shape;
import keras4j.losses.ReducedLoss;
import keras4j.losses.SameRank;
import keras4j.ops.LossByOps;

/** The mean of what a loss gives for each row. */
abstract class LossMetric extends MeanMetric {
    private final ReducedLoss given;
    private Loss loss;
    private float[] losses = {};

    /** @param name the key in logs and histories */
    LossMetric(String name, ReducedLoss loss) {
        super(name);
        given = loss;
        this.loss = loss;
    }

    /** By what the loss is multiplied. */
    double sign() {
        return 1;
    }

    /** Along another axis than the last, the loss is one of ops. */
    @Override
    public final Metric of(Shape labels, Shape output) {
        if (given.of(labels, output) == given || !(given instanceof LossByOps described)) {
            return this;
        }
        double sign = sign();
        return MetricFunction.of(
                        getName(),
                        (yTrue, yPred) ->
                                SameRank.apply(yTrue, yPred, described::byOps).times(sign))
                .of(labels, output);
    }

    @Override
    public boolean isBetterWhenHigher() {
        return false;
    }

    @Override
    public final List<Shape> labelShapes(Shape output) {
        return loss.labelShapes(output);
    }

    @Override
    public final boolean takesLogits() {
        Optional<Loss> ofLogits = loss.ofLogits();
        loss = ofLogits.orElse(loss);
        return ofLogits.isPresent();
    }

    @Override
    public final void reset() {
        super.reset();
        losses = new float[0];
    }

    @Override
    final double begin(float[] yTrue, float[] yPred, int rows, int width) {
        if (losses.length < rows) {
            losses = new float[rows];
        }
        loss.losses(yTrue, yPred, rows, width, losses);
        return 1;
    }

    @Override
    protected final double value(float[] yTrue, float[] yPred, int row, int width) {
        return sign() * losses[row];
    }
}
