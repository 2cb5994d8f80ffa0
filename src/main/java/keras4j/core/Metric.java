package keras4j.core;

import java.util.List;

/** A figure gathered over batches. Rows, widths and labels are as in {@link Loss}. */
public abstract class Metric {
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
    public final Metric name(String value) {
        name = value;
        return this;
    }

    /** The shapes that the labels of one sample may have for a model's output of shape {@code output}. */
    public abstract List<Shape> labelShapes(Shape output);

    /** Forgets what was gathered. */
    public abstract void reset();

    /** Adds a batch. */
    public abstract void update(float[] yTrue, float[] yPred, int rows, int width);

    /** The figure over what was gathered since {@link #reset}; 0 for nothing. */
    public abstract double result();
}
