package keras4j.data;

/** Some samples in a row, in buffers that may be used again for the next batch: the first {@code rows} samples count. */
public final class Batch {
    private final float[][] x;
    private final float[][] y;
    private final float[] weights;
    private int rows;

    /**
     * @param x each input, sample after sample
     * @param y the labels of each output, sample after sample; none if there are no labels
     * @param weights sample after sample; empty for none
     */
    Batch(float[][] x, float[][] y, float[] weights) {
        this.x = x;
        this.y = y;
        this.weights = weights;
    }

    /** Each of the inputs, sample after sample. */
    public float[][] x() {
        return x;
    }

    /** The labels of one of the outputs, sample after sample. */
    public float[] y(int output) {
        return y[output];
    }

    /** The labels of all outputs. */
    float[][] y() {
        return y;
    }

    /** The weights, sample after sample; empty if there are none. */
    public float[] weights() {
        return weights;
    }

    /** The number of samples. */
    public int rows() {
        return rows;
    }

    void setRows(int value) {
        rows = value;
    }
}
