package keras4j.core;

/** What functions of whole rows have in common. */
public final class Rows {
    private Rows() {}

    /** The largest of {@code x[from..from + width)}; NaN if one of them is. */
    public static double max(float[] x, int from, int width) {
        double largest = x[from];
        for (int i = 1; i < width; i++) {
            largest = Math.max(largest, x[from + i]);
        }
        return largest;
    }

    /**
     * log(sum_j exp(x_j - largest)) over {@code x[from..from + width)}: it does not overflow, and does not vanish beside a largest
     * of 1e16 as it would in a sum of the two.
     */
    public static double logSumExp(float[] x, int from, int width, double largest) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += Math.exp(x[from + i] - largest);
        }
        return Math.log(sum);
    }

    /** The first index of the largest of {@code x[from..from + width)}, counted from {@code from}. */
    public static int argMax(float[] x, int from, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (x[from + i] > x[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
