package keras4j.core;

import java.util.List;

/** A figure gathered over batches. Rows, widths and labels are as in {@link Loss}. Keras: {@code Metric}. */
public abstract class Metric implements Configurable, Cloneable {
    private String name;

    /** A metric with Keras's name for it. */
    protected Metric(String name) {
        this.name = name;
    }

    /** The key in logs and histories. */
    public final String getName() {
        return name;
    }

    /** Sets the key in logs and histories. */
    public Metric name(String value) {
        name = Names.valid("metric name", value);
        return this;
    }

    /** Name and dtype; a metric with arguments adds them. */
    @Override
    public void config(Config config) {
        name = Names.valid("metric name", config.text("name", name));
        configDtype(config);
    }

    /** The type of what is gathered: float32 only, unless overridden. */
    protected void configDtype(Config config) {
        config.only("dtype", "float32", Serialized.FLOAT32);
    }

    /**
     * Whether more is better, as of an accuracy; false of an error. Callbacks that look for the best ask this.
     *
     * @throws KerasException if nothing says, as of a count
     */
    public abstract boolean isBetterWhenHigher();

    /** What {@link #isBetterWhenHigher} throws where nothing says. */
    protected final KerasException unknownDirection() {
        return KerasException.expected(
                "metric " + name,
                "mode(\"min\") or mode(\"max\") of the callback, since nothing says whether more of it is better",
                "mode auto");
    }

    /** Whether rows that a mask of the output leaves out do not count; as in Keras false, but for means of the rows' values. */
    public boolean isMasked() {
        return false;
    }

    /**
     * The shapes that the labels of one sample may have for a model's output of shape {@code output}: a number for each of
     * the output's, unless overridden.
     */
    public List<Shape> labelShapes(Shape output) {
        return Labels.elementwise(output);
    }

    /**
     * Makes this take what comes before the output's activation instead of predictions, from here on, if it is a cross-entropy:
     * Keras's go back to that where it is known.
     *
     * @return whether it does; false unless overridden
     */
    public boolean takesLogits() {
        return false;
    }

    /** The metric that this is for labels and outputs of such shapes, both of one sample: this one unless overridden. */
    public Metric of(Shape labels, Shape output) {
        return this;
    }

    /** Forgets what was gathered; arrays are made anew, so that a copy does not share them. */
    public abstract void reset();

    /** A metric like this one that has gathered nothing: every epoch and evaluation gathers for itself. */
    public final Metric copy() {
        try {
            Metric copy = (Metric) clone();
            copy.reset();
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Adds a batch.
     *
     * @param rowWeights how much each row counts; null if all count 1
     */
    public abstract void update(float[] yTrue, float[] yPred, float[] rowWeights, int rows, int width);

    /**
     * Adds a batch of labels and predictions of any number of axes, that of the batch first: Java arrays of numbers, or INDArrays. Keras:
     * {@code update_state(y_true, y_pred)}.
     *
     * @throws KerasException if the metric takes no such labels
     */
    public final void updateState(Object yTrue, Object yPred) {
        updateState(yTrue, yPred, null);
    }

    /** @param sampleWeight how much each sample counts, or each of its positions; null if all count 1 */
    public final void updateState(Object yTrue, Object yPred, Object sampleWeight) {
        MetricBatch batch = MetricBatch.of(yTrue, yPred, sampleWeight);
        Labels.check(
                "updateState",
                "metric " + name,
                of(batch.labels(), batch.output()).labelShapes(batch.output()),
                batch.output(),
                batch.labels());
        shapes(batch.labels(), batch.output());
        update(
                batch.yTrue(),
                batch.yPred(),
                batch.rowWeights(),
                batch.rows(),
                batch.output().last());
    }

    /** Is told the shapes of one sample's labels and predictions before a batch of {@link #updateState}; nothing unless overridden. */
    protected void shapes(Shape labels, Shape output) {}

    /** The figure over what was gathered since {@link #reset}; 0 for nothing. The mean of {@link #results} if these are several. */
    public abstract double result();

    /** The shape of what {@link #results} gives for predictions of one sample of such a shape: (), one number, unless overridden. */
    public Shape resultShape(Shape output) {
        return Shape.of();
    }

    /** All numbers of the result, such as one for each of several thresholds; {@link #result} unless overridden. Valid until the next call. */
    public double[] results() {
        return new double[] {result()};
    }

    /** The mean of some numbers; 0 if there are none. */
    protected static double meanOf(double... numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return numbers.length == 0 ? 0 : sum / numbers.length;
    }
}
