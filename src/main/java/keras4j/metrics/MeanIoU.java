package keras4j.metrics;

import keras4j.core.Config;

/** Intersection over union of all classes, by their numbers unless said otherwise. Keras: {@code MeanIoU}. */
public final class MeanIoU extends ClassIoUMetric<MeanIoU> {
    /** @param numClasses how many classes there are */
    public MeanIoU(int numClasses) {
        this();
        setNumClasses(numClasses);
    }

    /** For a file, which says the classes. */
    MeanIoU() {
        super("mean_io_u", true);
    }

    /** Whether labels are class numbers, which they are unless it is false, or one-hot. */
    public MeanIoU sparseYTrue(boolean value) {
        setSparseYTrue(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        configSparseYTrue(config);
    }
}
