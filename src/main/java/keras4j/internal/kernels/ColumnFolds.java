package keras4j.internal.kernels;

/** Many rows of a matrix to one: the second half of them is joined with the first until one is left. */
final class ColumnFolds {
    private ColumnFolds() {}

    /**
     * Joins the rows of a row-major matrix.
     *
     * @param into has what they come to in its first row, and room for all; may be the matrix
     * @param rest room for half of them
     */
    static void fold(Loop2 loop, float[] a, int rows, int width, float[] into, float[] rest) {
        if (rows == 1) {
            System.arraycopy(a, 0, into, 0, width);
        }
        float[] from = a;
        for (int left = rows; left > 1; ) {
            int half = left / 2;
            int first = left - half;
            System.arraycopy(from, first * width, rest, 0, half * width);
            loop.run(from, rest, into, half * width, null);
            if (first > half) {
                System.arraycopy(from, half * width, into, half * width, width);
            }
            from = into;
            left = first;
        }
    }

    /** Copies the first row into all others. */
    static void spread(float[] a, int rows, int width) {
        for (int done = 1; done < rows; done *= 2) {
            System.arraycopy(a, 0, a, done * width, Math.min(done, rows - done) * width);
        }
    }
}
