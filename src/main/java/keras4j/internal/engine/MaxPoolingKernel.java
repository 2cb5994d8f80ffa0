package keras4j.internal.engine;

/** The largest number. Its gradient goes to the first of several that are equal. */
public final class MaxPoolingKernel extends Pooling {
    public MaxPoolingKernel(Window window) {
        super(window);
    }

    @Override
    void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels) {
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

    @Override
    void unpool(
            float[] x, int image, int[] places, int count, float[] y, float[] dy, int from, float[] dx, int channels) {
        for (int c = 0; c < channels; c++) {
            float largest = y[from + c];
            int place = places[0];
            for (int k = count - 1; k >= 0; k--) {
                place = x[image + places[k] + c] == largest ? places[k] : place;
            }
            dx[image + place + c] += dy[from + c];
        }
    }
}
