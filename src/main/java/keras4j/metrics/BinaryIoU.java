package keras4j.metrics;

import keras4j.core.Config;
import keras4j.core.KerasException;

/** Intersection over union of the classes 0 and 1, or of one of them. Keras: {@code BinaryIoU}. */
public final class BinaryIoU extends IoUMetric<BinaryIoU> {
    private double threshold = 0.5;

    public BinaryIoU() {
        super("binary_io_u", 2, 0, 1);
    }

    /** The classes of which the mean is taken; 0 and 1 unless given. */
    public BinaryIoU targetClassIds(int... value) {
        setTargetClassIds(value);
        return this;
    }

    /** Predictions of at least this count as 1; 0.5 unless given. */
    public BinaryIoU threshold(double value) {
        if (!Double.isFinite(value)) {
            throw KerasException.expected("BinaryIoU.threshold", "a number", value);
        }
        threshold = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        configTargetClassIds(config);
        threshold(config.number("threshold", threshold));
    }

    @Override
    public void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width) {
        for (int i = 0; i < rows * width; i++) {
            add((int) yTrue[i], yPred[i] >= (float) threshold ? 1 : 0, rowWeights == null ? 1 : rowWeights[i / width]);
        }
    }
}
