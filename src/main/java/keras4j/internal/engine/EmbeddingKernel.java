package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;

/** Looks rows of a table (rows, width) up by their numbers. */
public final class EmbeddingKernel implements SampleKernel {
    private final int rows;
    private final int width;
    private final int positions;
    private final int offset;
    private final Mask made;

    /**
     * @param positions the numbers of an input sample
     * @param offset where the table begins among the weights
     * @param made the mask; null for none
     */
    public EmbeddingKernel(int rows, int width, int positions, int offset, Mask made) {
        this.rows = rows;
        this.width = width;
        this.positions = positions;
        this.offset = offset;
        this.made = made;
    }

    @Override
    public int outputSize() {
        return positions * width;
    }

    /** @throws KerasException if an input is not the number of a row */
    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        for (int i = 0; i < samples * positions; i++) {
            System.arraycopy(weights, offset + row(x, i, rows, positions) * width, y, i * width, width);
        }
        if (made != null) {
            made.find(x, samples);
        }
    }

    /**
     * The number of a row that is an input.
     *
     * @param rows how many there are
     * @param positions the numbers of an input sample
     * @throws KerasException if there is no such row
     */
    public static int row(float[] x, int i, int rows, int positions) {
        int row = (int) x[i];
        if (row != x[i] || row < 0 || row >= rows) {
            throw KerasException.expected(
                    "Embedding, sample " + i / positions + " of the batch, place " + i % positions,
                    "a whole number from 0 to " + (rows - 1),
                    x[i]);
        }
        return row;
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        Arrays.fill(gradients, offset, offset + rows * width, 0);
        for (int i = 0; i < samples * positions; i++) {
            int row = offset + (int) x[i] * width;
            for (int j = 0; j < width; j++) {
                gradients[row + j] += dy[i * width + j];
            }
        }
        if (dx != null) {
            Arrays.fill(dx, 0, samples * positions, 0);
        }
    }
}
