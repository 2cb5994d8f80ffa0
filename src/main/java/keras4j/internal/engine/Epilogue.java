package keras4j.internal.engine;

/**
 * What follows a convolution while its sums are still in the processor's cache: relu, a maximum pooling, or both. The pooling
 * comes first: the largest of relu's is relu of the largest, and there are fewer of these.
 */
final class Epilogue {
    private final boolean relu;
    private final MaxPoolingKernel pooling;
    private final int size;

    /**
     * @param pooling null for none
     * @param size the numbers of one image behind all
     */
    Epilogue(boolean relu, MaxPoolingKernel pooling, int size) {
        this.relu = relu;
        this.pooling = pooling;
        this.size = size;
    }

    /** Null for none. */
    MaxPoolingKernel pooling() {
        return pooling;
    }

    int outputSize() {
        return size;
    }

    /** Makes room for what is kept of so many images. */
    void room(int samples) {
        if (pooling != null) {
            pooling.room(samples);
        }
    }

    /** Writes what becomes of one image, the one with this number in y, whose sums begin there. */
    void forward(int part, float[] sums, int image, float[] y, int number) {
        int begin = number * size;
        if (pooling == null) {
            System.arraycopy(sums, image, y, begin, size);
        } else {
            pooling.pool(part, sums, image, y, number);
        }
        if (relu) {
            relu(y, begin, begin + size);
        }
    }

    private static void relu(float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max(y[i], 0);
        }
    }

    /** The way back of one image: dy may be changed, the gradient with respect to the sums is written. */
    void backward(int part, float[] y, float[] dy, int number, float[] sums, int image) {
        int begin = number * size;
        if (relu) {
            backOfRelu(y, dy, begin, begin + size);
        }
        if (pooling == null) {
            System.arraycopy(dy, begin, sums, image, size);
        } else {
            pooling.unpool(part, dy, number, sums, image);
        }
    }

    /** The factor is 1 where y is positive, else 0: a comparison would not be vectorised, and be mispredicted. */
    private static void backOfRelu(float[] y, float[] dy, int from, int to) {
        for (int i = from; i < to; i++) {
            dy[i] *= Math.min(y[i] * Float.MAX_VALUE, 1);
        }
    }
}
