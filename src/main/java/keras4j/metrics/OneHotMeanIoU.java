package keras4j.metrics;

/** Intersection over union of all classes, with one-hot labels. Keras: {@code OneHotMeanIoU}. */
public final class OneHotMeanIoU extends ClassIoUMetric<OneHotMeanIoU> {
    /** @param numClasses how many classes there are */
    public OneHotMeanIoU(int numClasses) {
        this();
        setNumClasses(numClasses);
    }

    /** For a file, which says the classes. */
    OneHotMeanIoU() {
        super("one_hot_mean_io_u", false);
    }
}
