package keras4j.core;

/**
 * Which positions of a value's samples count; a position is all axes but the last. The kernel that makes a mask writes it
 * in forward, and what comes behind it reads it until the next. Keras: {@code _keras_mask}.
 */
public final class Mask {
    private final int positions;
    private boolean[] counts = {};
    private float[] weights = {};

    /** @param positions those of one sample */
    public Mask(int positions) {
        this.positions = positions;
    }

    /** The positions of one sample. */
    public int positions() {
        return positions;
    }

    /** Whether each position counts, sample after sample, for its maker to write. */
    public boolean[] counts(int samples) {
        int length = Math.multiplyExact(samples, positions);
        if (counts.length < length) {
            counts = new boolean[length];
        }
        return counts;
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
