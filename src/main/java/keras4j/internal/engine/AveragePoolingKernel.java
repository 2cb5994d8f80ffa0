package keras4j.internal.engine;

/** The mean. */
public final class AveragePoolingKernel extends Pooling {
    public AveragePoolingKernel(Window window) {
        super(window);
    }

    @Override
    void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels) {
        System.arraycopy(x, image + places[0], y, to, channels);
        for (int k = 1; k < count; k++) {
            add(x, image + places[k], 1, y, to, channels);
        }
        for (int c = 0; c < channels; c++) {
            y[to + c] /= count;
        }
    }

    @Override
    void unpool(
            float[] x, int image, int[] places, int count, float[] y, float[] dy, int from, float[] dx, int channels) {
        for (int k = 0; k < count; k++) {
            add(dy, from, 1f / count, dx, image + places[k], channels);
        }
    }

    private static void add(float[] a, int from, float factor, float[] sum, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            sum[to + c] += factor * a[from + c];
        }
    }
}
