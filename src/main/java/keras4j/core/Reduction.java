package keras4j.core;

/** How the losses of a batch's rows become one number. Keras's reduction. */
public enum Reduction {
    /** Their sum, divided by their number. */
    SUM_OVER_BATCH_SIZE("sum_over_batch_size"),
    /** The same. */
    MEAN("mean"),
    /** Their sum. */
    SUM("sum"),
    /** Their sum, divided by that of their weights. */
    MEAN_WITH_SAMPLE_WEIGHT("mean_with_sample_weight"),
    /** Each for itself: their mean in logs, and, as Keras on TensorFlow, the gradient of their sum. */
    NONE("none");

    private final String text;

    Reduction(String text) {
        this.text = text;
    }

    /**
     * The one that Keras calls so.
     *
     * @param text null for none
     */
    public static Reduction of(String argument, String text) {
        for (Reduction reduction : values()) {
            if (reduction.text.equals(text == null ? NONE.text : text)) {
                return reduction;
            }
        }
        throw KerasException.expected(
                argument, "\"sum_over_batch_size\", \"mean\", \"sum\", \"mean_with_sample_weight\" or \"none\"", text);
    }

    /** Whether it is the mean of all rows. */
    public boolean isMean() {
        return this == SUM_OVER_BATCH_SIZE || this == MEAN;
    }

    @Override
    public String toString() {
        return text;
    }
}
