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
            float[] x, int image, int[] places, int count, float[] y, float[] dy, int from, float[] dx, int channels) {
        if (count == 4) {
            give(x, image, places[0], places[1], places[2], places[3], y, dy, from, dx, channels);
            return;
        }
        for (int c = 0; c < channels; c++) {
            float largest = y[from + c];
            int place = places[count - 1];
            for (int k = count - 2; k >= 0; k--) {
                place = ifEqual(x[image + places[k] + c], largest, places[k], place);
            }
            dx[image + place + c] += dy[from + c];
        }
    }

    /** In a window of 2 x 2, in one go. */
    private static void give(
            float[] x,
            int image,
            int p,
            int q,
            int r,
            int s,
            float[] y,
            float[] dy,
            int from,
            float[] dx,
            int channels) {
        for (int c = 0; c < channels; c++) {
            float largest = y[from + c];
            int place = ifEqual(x[image + r + c], largest, r, s);
            place = ifEqual(x[image + q + c], largest, q, place);
            place = ifEqual(x[image + p + c], largest, p, place);
            dx[image + place + c] += dy[from + c];
        }
    }

    /** The first place if two numbers have the same bits, else the other one; a branch would be mispredicted. */
    private static int ifEqual(float a, float b, int first, int other) {
        int different = Float.floatToRawIntBits(a) ^ Float.floatToRawIntBits(b);
        int mask = (different | -different) >> 31;
        return first ^ ((first ^ other) & mask);
    }
}
