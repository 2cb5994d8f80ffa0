package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.Parallel;
import keras4j.core.SampleKernel;

/** One number for each position of a {@link Window} and each channel, of those that the window sees inside of the image. */
abstract class Pooling implements SampleKernel {
    /** Numbers that are worth another thread. */
    private static final int LEAST = 1 << 15;

    private final Window window;
    private final int[][] places = new int[Parallel.PARTS][];
    private final Parallel forward;
    private final Parallel backward;
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] dx;

    Pooling(Window window) {
        this.window = window;
        int least = Math.max(1, LEAST / window.imageSize());
        forward = new Parallel(this::forward, least);
        backward = new Parallel(this::backward, least);
        for (int part = 0; part < places.length; part++) {
            places[part] = new int[window.maxPlaces()];
        }
    }

    /** Writes so many channels of one position: y from {@code to} on, of x from each of the first places on. */
    abstract void pool(float[] x, int image, int[] places, int count, float[] y, int to, int channels);

    /** Adds to dx what belongs to the gradient dy, which is where y is. */
    abstract void unpool(
            float[] x, int image, int[] places, int count, float[] y, float[] dy, int from, float[] dx, int channels);

    @Override
    public final int outputSize() {
        return window.positions() * window.channels();
    }

    final Window window() {
        return window;
    }

    @Override
    public final void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        this.x = x;
        this.y = y;
        forward.run(0, samples);
    }

    private void forward(int part, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int position = 0; position < window.positions(); position++) {
                int count = window.places(position, places[part]);
                int at = i * outputSize() + position * window.channels();
                pool(x, i * window.imageSize(), places[part], count, y, at, window.channels());
            }
        }
    }

    @Override
    public final void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (dx != null) {
            this.x = x;
            this.y = y;
            this.dy = dy;
            this.dx = dx;
            backward.run(0, samples);
        }
    }

    private void backward(int part, int from, int to) {
        for (int i = from; i < to; i++) {
            int image = i * window.imageSize();
            Arrays.fill(dx, image, image + window.imageSize(), 0);
            for (int position = 0; position < window.positions(); position++) {
                int count = window.places(position, places[part]);
                int at = i * outputSize() + position * window.channels();
                unpool(x, image, places[part], count, y, dy, at, dx, window.channels());
            }
        }
    }
}
