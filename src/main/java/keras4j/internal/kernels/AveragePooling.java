package keras4j.internal.kernels;

/** The mean of what each {@link Window} sees inside of the image. */
public final class AveragePooling {
    private AveragePooling() {}

    /**
     * @param x images
     * @param y is written
     */
    public static Kernel forward(Window window, View x, View y) {
        return new WindowLoop(window, x, false) {
            @Override
            void window(int[] places, int count, int image, int at, int channels) {
                float[] from = x.array();
                float[] sums = y.array();
                int first = x.offset() + image;
                int to = y.offset() + at;
                System.arraycopy(from, first + places[0], sums, to, channels);
                for (int k = 1; k < count; k++) {
                    add(from, first + places[k], 1, sums, to, channels);
                }
                for (int c = 0; c < channels; c++) {
                    sums[to + c] /= count;
                }
            }
        };
    }

    /**
     * The way back.
     *
     * @param dx is written
     */
    public static Kernel back(Window window, View dy, View dx) {
        return new WindowLoop(window, dx, true) {
            @Override
            void window(int[] places, int count, int image, int at, int channels) {
                for (int k = 0; k < count; k++) {
                    int to = dx.offset() + image + places[k];
                    add(dy.array(), dy.offset() + at, 1f / count, dx.array(), to, channels);
                }
            }
        };
    }

    private static void add(float[] a, int from, float factor, float[] sum, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            sum[to + c] += factor * a[from + c];
        }
    }
}
