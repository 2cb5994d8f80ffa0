package keras4j.metrics;

import java.util.List;
import java.util.Optional;
import keras4j.core.Loss;
import keras4j.core.Shape;

/** The mean of what a loss gives for each row. */
abstract class LossMetric extends MeanMetric {
    private Loss loss;
    private float[] losses = {};

    /** @param name the key in logs and histories */
    LossMetric(String name, Loss loss) {
        super(name);
        this.loss = loss;
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
    protected double value(float[] yTrue, float[] yPred, int row, int width) {
        return losses[row];
    }
}
