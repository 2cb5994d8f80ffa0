package keras4j.data;

/** Some samples in a row, in buffers that are used again for the next batch: the first {@code rows} samples count. */
public final class Batch {
    private final float[] x;
    private final float[] y;
    private int rows;

    /**
     * @param capacity the most samples it can hold
     * @param xSize the numbers of one sample's input
     * @param ySize the numbers of one sample's labels, 0 for none
     */
    public Batch(int capacity, int xSize, int ySize) {
        x = new float[Math.multiplyExact(capacity, xSize)];
        y = new float[Math.multiplyExact(capacity, ySize)];
    }

    /** The inputs, sample after sample. */
    public float[] x() {
        return x;
    }

    /** The labels, sample after sample. */
    public float[] y() {
        return y;
    }

    /** The number of samples. */
    public int rows() {
        return rows;
    }

    void setRows(int value) {
        rows = value;
    }
}
