package keras4j.metrics;

import keras4j.core.Config;

/** Intersection over union of some classes, by their numbers unless said otherwise. Keras: {@code IoU}. */
public final class IoU extends ClassIoUMetric<IoU> {
    /**
     * @param numClasses how many classes there are
     * @param targetClassIds the classes of which the mean is taken
     */
    public IoU(int numClasses, int... targetClassIds) {
        this();
        setNumClasses(numClasses);
        setTargetClassIds(targetClassIds);
    }

    /** For a file, which says the classes. */
    IoU() {
        super("io_u", true);
    }

    /** Whether labels are class numbers, which they are unless it is false, or one-hot. */
    public IoU sparseYTrue(boolean value) {
        setSparseYTrue(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        configTargetClassIds(config);
        configSparseYTrue(config);
    }
}
