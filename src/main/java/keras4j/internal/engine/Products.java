package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.internal.engine.Blas.Matrix;

/**
 * The three products of a layer with a matrix of weights w (in, out), row-major from an offset on: small ones as loops, which
 * need no native library, large ones by BLAS.
 */
final class Products {
    /** From so many multiplications on a call of BLAS, its copies included, is at least four times faster than the loops. */
    private static final long LARGE = 1 << 13;

    private final int in;
    private final int out;
    private final int offset;
    private Blas blas;

    Products(int in, int out, int offset) {
        this.in = in;
        this.out = out;
        this.offset = offset;
    }

    private boolean isLarge(int rows) {
        return (long) rows * in * out >= LARGE;
    }

    private Blas blas() {
        if (blas == null) {
            blas = new Blas();
        }
        return blas;
    }

    /** y = x w. */
    void forward(float[] weights, float[] x, float[] y, int rows) {
        if (isLarge(rows)) {
            blas().multiply(new Matrix(x, 0, rows, in, false), new Matrix(weights, offset, in, out, false), y, 0);
            return;
        }
        Arrays.fill(y, 0, rows * out, 0);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < in; i++) {
                addMultiple(weights, offset + i * out, x[row * in + i], y, row * out, out);
            }
        }
    }

    /** gradients of w = x^T dy. */
    void weightGradients(float[] x, float[] dy, float[] gradients, int rows) {
        if (isLarge(rows)) {
            blas().multiply(new Matrix(x, 0, rows, in, true), new Matrix(dy, 0, rows, out, false), gradients, offset);
            return;
        }
        Arrays.fill(gradients, offset, offset + in * out, 0);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < in; i++) {
                addMultiple(dy, row * out, x[row * in + i], gradients, offset + i * out, out);
            }
        }
    }

    /** dx = dy w^T. */
    void inputGradients(float[] weights, float[] dy, float[] dx, int rows) {
        if (isLarge(rows)) {
            blas().multiply(new Matrix(dy, 0, rows, out, false), new Matrix(weights, offset, in, out, true), dx, 0);
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < in; i++) {
                dx[row * in + i] = dot(weights, offset + i * out, dy, row * out, out);
            }
        }
    }

    private static void addMultiple(float[] source, int from, float factor, float[] target, int to, int length) {
        for (int j = 0; j < length; j++) {
            target[to + j] += factor * source[from + j];
        }
    }

    private static float dot(float[] left, int leftFrom, float[] right, int rightFrom, int length) {
        float sum = 0;
        for (int j = 0; j < length; j++) {
            sum += left[leftFrom + j] * right[rightFrom + j];
        }
        return sum;
    }
}
