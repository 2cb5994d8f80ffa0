package keras4j.metrics;

/** The sum of values that it is told in a step: see {@code Step.update}. Keras: {@code Sum}. */
public final class Sum extends ReductionMetric {
    /** With Keras's name for it, "sum". */
    public Sum() {
        this("sum");
    }

    /** @param name the key in logs and histories */
    public Sum(String name) {
        super("sum");
        name(name);
    }

    @Override
    double result(double total, double count) {
        return total;
    }
}
