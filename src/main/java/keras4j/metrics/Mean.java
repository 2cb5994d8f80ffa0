package keras4j.metrics;

/** The mean of values that it is told in a step: see {@code Step.update}. Keras: {@code Mean}. */
public final class Mean extends ReductionMetric {
    /** With Keras's name for it, "mean". */
    public Mean() {
        this("mean");
    }

    /** @param name the key in logs and histories */
    public Mean(String name) {
        super("mean");
        name(name);
    }

    @Override
    double result(double total, double count) {
        return count == 0 ? 0 : total / count;
    }
}
