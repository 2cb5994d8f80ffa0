package keras4j.core;

/** By what the rows of an output are multiplied where a mask leaves some out: the numbers are valid until the next call. */
public final class RowWeights {
    private float[] weights = {};

    /**
     * 0 for rows that do not count.
     *
     * @param mask 0 for those; null if all count
     * @param given the rows' weights; null for 1 each
     * @return null for 1 each
     */
    public float[] of(float[] mask, float[] given, int rows) {
        return mask == null ? given : of(mask, given, rows, 1);
    }

    /** The same, larger by as much as makes a mean of all rows that of those that count. Keras: {@code apply_mask}. */
    public float[] ofMean(float[] mask, float[] given, int rows) {
        if (mask == null) {
            return given;
        }
        int valid = 0;
        for (int row = 0; row < rows; row++) {
            valid += mask[row] == 0 ? 0 : 1;
        }
        return of(mask, given, rows, (float) rows / Math.max(1, valid));
    }

    private float[] of(float[] mask, float[] given, int rows, float factor) {
        if (weights.length < rows) {
            weights = new float[rows];
        }
        for (int row = 0; row < rows; row++) {
            weights[row] = mask[row] == 0 ? 0 : (given == null ? 1 : given[row]) * factor;
        }
        return weights;
    }
}
