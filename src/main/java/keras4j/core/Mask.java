package keras4j.core;

/**
 * Which positions of a value's samples count: those at which another value has something else than one number. The kernel
 * that reads that other value finds them in forward, and they stand until the next. Keras: {@code _keras_mask}.
 */
public final class Mask {
    private final int positions;
    private final int width;
    private final float masked;
    private boolean[] counts = {};
    private float[] weights = {};

    /**
     * @param positions those of one sample
     * @param width how many numbers the other value has at each
     * @param masked where all of them are this number, the position does not count
     */
    public Mask(int positions, int width, float masked) {
        this.positions = positions;
        this.width = width;
        this.masked = masked;
    }

    /** Finds out which positions count. */
    public void find(float[] x, int samples) {
        int rows = room(samples);
        for (int row = 0; row < rows; row++) {
            counts[row] = false;
            for (int i = row * width; i < (row + 1) * width; i++) {
                counts[row] |= x[i] != masked;
            }
        }
    }

    /**
     * Takes which positions count as another one has found them.
     *
     * @param found 0 where a position does not count: (samples, positions)
     */
    public void set(float[] found, int samples) {
        int rows = room(samples);
        for (int row = 0; row < rows; row++) {
            counts[row] = found[row] != 0;
        }
    }

    /** The rows of so many samples, for which there is room then. */
    private int room(int samples) {
        int rows = Math.multiplyExact(samples, positions);
        if (counts.length < rows) {
            counts = new boolean[rows];
        }
        return rows;
    }

    /** The positions of one sample. */
    public int positions() {
        return positions;
    }

    /** The numbers of the other value at each position. */
    public int width() {
        return width;
    }

    /** Where all numbers are this one, the position does not count. */
    public float masked() {
        return masked;
    }

    /** Whether a position of a sample counts. */
    public boolean counts(int sample, int position) {
        return counts[sample * positions + position];
    }

    /**
     * The weights of rows, 0 for those that do not count; valid until the next call.
     *
     * @param rowWeights null for 1 each
     */
    public float[] weights(float[] rowWeights, int rows) {
        return weights(rowWeights, rows, 1);
    }

    /** The same, larger by as much as makes a mean of all rows that of those that count, as Keras does in a loss. */
    public float[] lossWeights(float[] rowWeights, int rows) {
        int valid = 0;
        for (int row = 0; row < rows; row++) {
            valid += counts[row] ? 1 : 0;
        }
        return weights(rowWeights, rows, (float) rows / Math.max(1, valid));
    }

    private float[] weights(float[] rowWeights, int rows, float factor) {
        if (weights.length < rows) {
            weights = new float[rows];
        }
        for (int row = 0; row < rows; row++) {
            weights[row] = counts[row] ? (rowWeights == null ? 1 : rowWeights[row]) * factor : 0;
        }
        return weights;
    }
}
