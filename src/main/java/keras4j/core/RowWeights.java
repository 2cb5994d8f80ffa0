package keras4j.core;

/** By what the rows of an output are multiplied where a mask leaves some out: the numbers are valid until the next call. */
public final class RowWeights {
    private float[] weights = {};

    /**
     * The mask's own numbers, times those that are given.
     *
     * @param mask how much each row counts, 1 or 0 as a rule; null if all count
     * @param given the rows' weights; null for 1 each
     * @return null for 1 each
     */
    public float[] of(float[] mask, float[] given, int rows) {
        if (mask == null) {
            return given;
        }
        reserve(rows);
        for (int row = 0; row < rows; row++) {
            weights[row] = given == null ? mask[row] : given[row] * mask[row];
        }
        return weights;
    }

    /**
     * The same for a mean: as much for all rows whose number is not 0, and so much that a mean of all rows is that of those that
     * count, their numbers being 1. Keras: {@code apply_mask}.
     */
    public float[] ofMean(float[] mask, float[] given, int rows) {
        if (mask == null) {
            return given;
        }
        reserve(rows);
        double valid = 0;
        for (int row = 0; row < rows; row++) {
            valid += mask[row];
        }
        float factor = valid == 0 ? 0 : (float) (rows / valid);
        for (int row = 0; row < rows; row++) {
            weights[row] = mask[row] == 0 ? 0 : (given == null ? 1 : given[row]) * factor;
        }
        return weights;
    }

    private void reserve(int rows) {
        if (weights.length < rows) {
            weights = new float[rows];
        }
    }
}
