package keras4j.optimizers;

import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Product;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/** Makes the singular values of matrices of one shape about 1: x = a x + (b x x' + c (x x')^2) x, a few times. */
final class NewtonSchulz {
    private final int rows;
    private final int columns;
    /** Whether x is the transposed matrix, which has no more rows than columns. */
    private final boolean isTransposed;

    private final float[] x;
    private final float[] product;
    private final float[] squares;
    private final float[] polynomial;
    private final Product multiplyX;
    private final Product multiplySquares;
    private final Product multiplyPolynomial;

    NewtonSchulz(Shape shape) {
        rows = shape.dim(0);
        columns = shape.dim(1);
        isTransposed = rows > columns;
        int least = Math.min(rows, columns);
        x = new float[rows * columns];
        product = new float[x.length];
        squares = new float[least * least];
        polynomial = new float[least * least];
        View all = View.of(Buffer.of(x), Shape.of(least, Math.max(rows, columns)));
        View outer = View.of(Buffer.of(squares), Shape.of(least, least));
        View factor = View.of(Buffer.of(polynomial), outer.shape());
        Tiles tiles = new Tiles();
        multiplyX = new Product(tiles, all, all.transpose(1, 0), null, outer);
        multiplySquares = new Product(tiles, outer, outer, null, factor);
        multiplyPolynomial = new Product(tiles, factor, all, null, View.of(Buffer.of(product), all.shape()));
    }

    /**
     * Replaces {@code values[from..]} by it.
     *
     * @param a the polynomial's first factor
     * @param steps how often
     */
    void run(float[] values, int from, int steps, float a, float b, float c) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += values[from + i] * (double) values[from + i];
        }
        float norm = (float) Math.sqrt(sum) + 1e-7f;
        for (int i = 0; i < x.length; i++) {
            x[place(i)] = values[from + i] / norm;
        }
        for (int step = 0; step < steps; step++) {
            multiplyX.run();
            multiplySquares.run();
            for (int i = 0; i < polynomial.length; i++) {
                polynomial[i] = b * squares[i] + c * polynomial[i];
            }
            multiplyPolynomial.run();
            for (int i = 0; i < x.length; i++) {
                x[i] = a * x[i] + product[i];
            }
        }
        for (int i = 0; i < x.length; i++) {
            values[from + i] = x[place(i)];
        }
    }

    /** Where a number of the matrix is in x. */
    private int place(int i) {
        return isTransposed ? i % columns * rows + i / columns : i;
    }
}
