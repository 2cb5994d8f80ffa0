package keras4j.internal.engine;

import keras4j.core.SampleKernel;

/** So many matrices (rows, columns) in each sample become (columns, rows). */
public final class TransposeKernel implements SampleKernel {
    private final int matrices;
    private final int rows;
    private final int columns;

    public TransposeKernel(int matrices, int rows, int columns) {
        this.matrices = matrices;
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public boolean readsWeights() {
        return false;
    }

    @Override
    public int outputSize() {
        return matrices * rows * columns;
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        transpose(x, y, samples * matrices, rows, columns);
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        if (dx != null) {
            transpose(dy, dx, samples * matrices, columns, rows);
        }
    }

    private static void transpose(float[] a, float[] b, int count, int rows, int columns) {
        for (int from = 0; from < count * rows * columns; from += rows * columns) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    b[from + column * rows + row] = a[from + row * columns + column];
                }
            }
        }
    }
}
