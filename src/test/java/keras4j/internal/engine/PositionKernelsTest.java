package keras4j.internal.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels that give each number another place. */
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
}
