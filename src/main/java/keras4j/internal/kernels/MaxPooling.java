package keras4j.internal.kernels;

/** The largest number that each {@link Window} sees inside of the image. Its gradient goes to the first of several that are equal. */
public final class MaxPooling {
    private MaxPooling() {}

    /**
     * @param x images
     * @param y is written
     */
    public static Kernel forward(Window window, View x, View y) {
        return new WindowLoop(window, x, false) {
            @Override
            void window(int[] places, int count, int image, int at, int channels) {
                pool(x.array(), x.offset() + image, places, count, y.array(), y.offset() + at, channels);
            }
        };
    }

    /**
     * The way back.
     *
     * @param dx is written
     */
    public static Kernel back(Window window, View x, View y, View dy, View dx) {
        return new Back(window, x, y, dy, dx);
    }

    private static void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels) {
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

    private static final class Back extends WindowLoop {
        private final View x;
        private final View y;
        private final View dy;
        private final View dx;

        Back(Window window, View x, View y, View dy, View dx) {
            super(window, dx, true);
            this.x = x;
            this.y = y;
            this.dy = dy;
            this.dx = dx;
        }

        @Override
        void window(int[] places, int count, int image, int at, int channels) {
            float[] numbers = x.array();
            float[] gradients = dx.array();
            int from = x.offset() + image;
            int to = dx.offset() + image;
            int p = y.offset() + at;
            int q = dy.offset() + at;
            if (count == 4) {
                give(numbers, from, places, y.array(), p, dy.array(), q, gradients, to, channels);
                return;
            }
            for (int c = 0; c < channels; c++) {
                float largest = y.array()[p + c];
                int place = places[count - 1];
                for (int k = count - 2; k >= 0; k--) {
                    place = ifEqual(numbers[from + places[k] + c], largest, places[k], place);
                }
                gradients[to + place + c] += dy.array()[q + c];
            }
        }

        /** In a window of 2 x 2, in one go. */
        private static void give(
                float[] x,
                int from,
                int[] places,
                float[] y,
                int p,
                float[] dy,
                int q,
                float[] dx,
                int to,
                int channels) {
            int first = places[0];
            int second = places[1];
            int third = places[2];
            int fourth = places[3];
            for (int c = 0; c < channels; c++) {
                float largest = y[p + c];
                int place = ifEqual(x[from + third + c], largest, third, fourth);
                place = ifEqual(x[from + second + c], largest, second, place);
                place = ifEqual(x[from + first + c], largest, first, place);
                dx[to + place + c] += dy[q + c];
            }
        }

        /** The first place if two numbers have the same bits, else the other one; a branch would be mispredicted. */
        private static int ifEqual(float a, float b, int first, int other) {
            int different = Float.floatToRawIntBits(a) ^ Float.floatToRawIntBits(b);
            int mask = (different | -different) >> 31;
            return first ^ ((first ^ other) & mask);
        }
    }
}
