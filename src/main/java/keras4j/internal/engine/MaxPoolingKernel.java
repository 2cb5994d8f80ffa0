package keras4j.internal.engine;

/** The largest number. Its gradient goes to the first of several that are equal. */
public final class MaxPoolingKernel extends Pooling {
    /** Where in its image each output comes from. */
    private int[] sources = {};

    public MaxPoolingKernel(Window window) {
        super(window);
    }

    @Override
    void room(int samples) {
        int length = Math.multiplyExact(samples, outputSize());
        if (sources.length < length) {
            sources = new int[length];
        }
    }

    @Override
    void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels) {
        if (count == 4) {
            largest(x, image, places[0], places[1], places[2], places[3], y, sources, to, channels);
            return;
        }
        System.arraycopy(x, image + places[0], y, to, channels);
        for (int c = 0; c < channels; c++) {
            sources[to + c] = places[0] + c;
        }
        for (int k = 1; k < count; k++) {
            largest(x, image, places[k], y, sources, to, channels);
        }
    }

    private static void largest(float[] x, int image, int place, float[] y, int[] sources, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            float before = y[to + c];
            float value = x[image + place + c];
            sources[to + c] = ofLarger(before, value, sources[to + c], place + c);
            y[to + c] = Math.max(before, value);
        }
    }

    /** Of a window of 2 x 2, in one go. */
    private static void largest(
            float[] x, int image, int i, int j, int k, int l, float[] y, int[] sources, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            float p = x[image + i + c];
            float q = x[image + j + c];
            float r = x[image + k + c];
            float s = x[image + l + c];
            float above = Math.max(p, q);
            float below = Math.max(r, s);
            y[to + c] = Math.max(above, below);
            sources[to + c] = ofLarger(above, below, ofLarger(p, q, i, j), ofLarger(r, s, k, l)) + c;
        }
    }

    /** The second place if the second number is larger, else the first; a branch would be mispredicted. */
    private static int ofLarger(float a, float b, int first, int second) {
        int isLarger = Float.floatToRawIntBits(a - b) >> 31;
        return first ^ ((first ^ second) & isLarger);
    }

    @Override
    void unpool(float[] dy, int from, float[] dx, int image, int[] places, int count, int channels) {
        unpool(dy, sources, from, dx, image, channels);
    }

    private static void unpool(float[] dy, int[] sources, int from, float[] dx, int image, int channels) {
        for (int c = 0; c < channels; c++) {
            dx[image + sources[from + c]] += dy[from + c];
        }
    }
}
