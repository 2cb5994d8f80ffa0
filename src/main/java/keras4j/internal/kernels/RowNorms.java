package keras4j.internal.kernels;

/** Layer normalization of a row, and its way back. */
public final class RowNorms {
    private RowNorms() {}

    /** y = (x - mean) / sqrt(variance + epsilon), of the numbers from an index on. */
    public static void forward(float[] x, float[] y, int from, int count, double epsilon) {
        scale(y, from, from + count, centre(x, y, from, count, epsilon));
    }

    /** dx = (dy - mean(dy) - y mean(dy y)) / sqrt(variance + epsilon). */
    public static void back(float[] x, float[] dy, float[] dx, int from, int count, double epsilon) {
        float factor = centre(x, dx, from, count, epsilon);
        float mean = Reductions.sum(dy, from, count) / count;
        float slope = Reductions.dot(dy, dx, from, count) / count * factor * factor;
        combine(dy, dx, from, from + count, factor, mean, slope);
    }

    /** Takes the mean away; returns 1 / sqrt(variance + epsilon). */
    private static float centre(float[] x, float[] y, int from, int count, double epsilon) {
        subtract(x, y, from, from + count, Reductions.sum(x, from, count) / count);
        return (float) (1 / Math.sqrt(Reductions.dot(y, y, from, count) / count + epsilon));
    }

    private static void subtract(float[] x, float[] y, int from, int to, float mean) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] - mean;
        }
    }

    private static void scale(float[] y, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            y[i] *= factor;
        }
    }

    private static void combine(float[] dy, float[] dx, int from, int to, float factor, float mean, float slope) {
        for (int i = from; i < to; i++) {
            dx[i] = (dy[i] - mean - dx[i] * slope) * factor;
        }
    }
}
