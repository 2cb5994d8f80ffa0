package keras4j.internal.engine;

import static keras4j.internal.engine.KernelCheck.OFFSET;
import static org.assertj.core.api.Assertions.assertThat;

import keras4j.core.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels that give each number, or each position, another place or none. */
class PositionKernelsTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 4, 3", "3, 2, 5", "2, 1, 7", "4, 6, 1", "3, 40, 33"})
    void transposing(int matrices, int rows, int columns) {
        KernelCheck.check(
                () -> new TransposeKernel(matrices, rows, columns),
                (weights, x, samples) -> {
                    double[] y = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        int matrix = i / (rows * columns);
                        int row = i / columns % rows;
                        int column = i % columns;
                        y[matrix * rows * columns + column * rows + row] = x[i];
                    }
                    return y;
                },
                matrices * rows * columns,
                KernelCheck.weights(0),
                3);
    }

    /** A position is left out if all of its numbers are the one, and only then. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "5, 1, 0", "4, 3, 0", "3, 4, -0.5"})
    void masking(int positions, int width, float masked) {
        float[] x = KernelCheck.random(5 * positions * width, 1);
        for (int i = 0; i < x.length; i++) {
            boolean isLeftOut = i / width % 2 == 0;
            boolean isOne = i / width % 3 == 0 && i % width == 0;
            x[i] = isLeftOut || isOne ? masked : x[i];
        }
        Mask mask = new Mask(positions, width, masked);
        KernelCheck.check(
                () -> new MaskingKernel(mask),
                (weights, numbers, samples) -> {
                    double[] y = numbers.clone();
                    for (int from = 0; from < y.length; from += width) {
                        boolean counts = false;
                        for (int i = from; i < from + width; i++) {
                            counts |= Math.abs(numbers[i] - masked) > 1e-3;
                        }
                        for (int i = from; i < from + width && !counts; i++) {
                            y[i] = 0;
                        }
                    }
                    return y;
                },
                positions * width,
                KernelCheck.weights(0),
                x,
                3);
    }

    /** Rows of a table, whose gradients are sums over the places that have read them; 0 is masked. */
    @Test
    void lookingUp() {
        float[] ids = {1, 0, 3, 3, 1, 3, 0, 0, 2, 2, 1, 0};
        Mask mask = new Mask(3, 1, 0);
        EmbeddingKernel kernel = new EmbeddingKernel(4, 2, 3, OFFSET, mask);
        float[] weights = KernelCheck.weights(8);
        float[] y = new float[24];
        kernel.forward(weights, ids, y, 3, true);
        for (int i = 0; i < 18; i++) {
            assertThat(y[i]).isEqualTo(weights[OFFSET + (int) ids[i / 2] * 2 + i % 2]);
            assertThat(mask.counts(i / 6, i / 2 % 3)).isEqualTo(ids[i / 2] != 0);
        }
        assertThat(y[18]).isZero();
        float[] dy = KernelCheck.random(24, 2);
        float[] gradients = KernelCheck.weights(8);
        double[] expected = new double[8];
        for (int i = 0; i < 18; i++) {
            expected[(int) ids[i / 2] * 2 + i % 2] += dy[i];
        }
        kernel.backward(weights, ids, y, dy, null, gradients, 3);
        KernelCheck.assertClose(gradients, OFFSET, expected, 8);
    }
}
