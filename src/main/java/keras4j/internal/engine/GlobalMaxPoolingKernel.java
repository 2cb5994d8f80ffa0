package keras4j.internal.engine;

/** The largest number of all. Its gradient goes to several that are equal in equal parts, as Keras's where no window moves. */
public final class GlobalMaxPoolingKernel extends Pooling {
    public GlobalMaxPoolingKernel(Window window) {
        super(window);
    }

    @Override
    void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels) {
        System.arraycopy(x, image + places[0], y, to, channels);
        for (int k = 1; k < count; k++) {
            for (int c = 0; c < channels; c++) {
                y[to + c] = Math.max(y[to + c], x[image + places[k] + c]);
            }
        }
    }

    /** Of NaN, which is equal to none, all gradients are NaN. */
    @Override
    void unpool(
            float[] x, int image, int[] places, int count, float[] y, float[] dy, int from, float[] dx, int channels) {
        for (int c = 0; c < channels; c++) {
            float equal = 0;
            for (int k = 0; k < count; k++) {
                equal += x[image + places[k] + c] == y[from + c] ? 1 : 0;
            }
            for (int k = 0; k < count; k++) {
                float isEqual = x[image + places[k] + c] == y[from + c] ? 1 : 0;
                dx[image + places[k] + c] = isEqual / equal * dy[from + c];
            }
        }
    }
}
