package keras4j.metrics;

import keras4j.core.Config;

/** Intersection over union of some classes, with one-hot labels. Keras: {@code OneHotIoU}. */
public final class OneHotIoU extends ClassIoUMetric<OneHotIoU> {
    /**
     * @param numClasses how many classes there are
     * @param targetClassIds the classes of which the mean is taken
     */
    public OneHotIoU(int numClasses, int... targetClassIds) {
        this();
        setNumClasses(numClasses);
        setTargetClassIds(targetClassIds);
    }

    /** For a file, which says the classes. */
    OneHotIoU() {
        super("one_hot_io_u", false);
    }

    @Override
    public void config(Config config) {
        super.config(config);
        configTargetClassIds(config);
    }
}
