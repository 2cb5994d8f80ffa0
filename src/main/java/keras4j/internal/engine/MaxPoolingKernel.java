package keras4j.internal.engine;

/** The largest number. Its gradient goes to the first of several that are equal. */
public final class MaxPoolingKernel extends Pooling {
    public MaxPoolingKernel(Window window) {
        super(window);
    }

    @Override
    void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels) {
        if (count == 4) {
            largest(x, image, places[0], places[1], places[2], places[3], y, to, channels);
            return;
        }
        System.arraycopy(x, image + places[0], y, to, channels);
        for (int k = 1; k < count; k++) {
            largest(x, image + places[k], y, to, channels);
        }
    }

    private static void largest(float[] x, int from, float[] y, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            y[to + c] = Math.max(y[to + c], x[from + c]);
        }
    }

    /** Of a window of 2 x 2, in one go. */
    private static void largest(float[] x, int image, int p, int q, int r, int s, float[] y, int to, int channels) {
        for (int c = image; c < image + channels; c++) {
            y[to - image + c] = Math.max(Math.max(x[p + c], x[q + c]), Math.max(x[r + c], x[s + c]));
        }
    }

    @Override
    void unpool(
            float[] x,
            int image,
            int[] places,
            int count,
            float[] y,
            float[] dy,
            int from,
            float[] dx,
            int channels,
            float[] rest) {
        System.arraycopy(dy, from, rest, 0, channels);
        for (int k = 0; k < count; k++) {
            give(x, image + places[k], y, from, rest, dx, channels);
        }
    }

    /** Gives what is left of a gradient to those numbers that are the largest. */
    private static void give(float[] x, int at, float[] y, int from, float[] rest, float[] dx, int channels) {
        for (int c = 0; c < channels; c++) {
            // 1 where the two are equal, else 0: a comparison would be mispredicted.
            float given = rest[c] * (1 - Math.min((y[from + c] - x[at + c]) * Float.MAX_VALUE, 1));
            dx[at + c] += given;
            rest[c] -= given;
        }
    }
}
