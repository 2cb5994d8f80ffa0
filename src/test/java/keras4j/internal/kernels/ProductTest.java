package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products by loops, and by BLAS shared out by rows, by columns and by terms, against sums in float64. */
class ProductTest {
    private final Random random = new Random(1);

    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
    }

    /** (rows, columns) of random numbers, or of none; row-major or column-major, in an array or in native memory. */
    private View matrix(int rows, int columns, boolean isTransposed, boolean isNative, boolean isRandom) {
        float[] numbers = new float[rows * columns];
        for (int i = 0; i < numbers.length && isRandom; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        Buffer buffer = isNative ? Buffer.ofNative() : Buffer.of(numbers);
        if (isNative) {
            buffer.reserve(numbers.length);
            buffer.put(0, numbers, 0, numbers.length);
        }
        return isTransposed
                ? View.of(buffer, Shape.of(columns, rows)).transpose(1, 0)
                : View.of(buffer, Shape.of(rows, columns));
    }

    private static float at(View matrix, int i, int j) {
        return matrix.buffer().get(matrix.offset() + i * matrix.stride(0) + j * matrix.stride(1));
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 4", "64, 2000, 48", "7, 4099, 33", "1, 600, 20", "300, 20, 40", "5, 40, 900", "2000, 64, 16"})
    void isTheSumOfTheProducts(int m, int k, int n) {
        for (int form = 0; form < 32; form++) {
            View a = matrix(m, k, (form & 1) != 0, (form & 8) != 0, true);
            View b = matrix(k, n, (form & 2) != 0, (form & 8) != 0, true);
            View y = matrix(m, n, (form & 4) != 0, (form & 16) != 0, false);
            Product product = new Product(new Tiles(), a, b, null, y);
            Parallel.setThreads(1);
            product.run();
            float[] found = new float[m * n];
            y.buffer().get(0, found, 0, found.length);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += (double) at(a, i, l) * at(b, l, j);
                    }
                    if (!(Math.abs(at(y, i, j) - sum) <= 3e-6 * Math.sqrt(k))) {
                        throw new AssertionError("form " + form + " at " + i + ", " + j + ": expected " + sum
                                + ", found " + at(y, i, j));
                    }
                }
            }
            Parallel.setThreads(Parallel.PARTS);
            product.run();
            float[] again = new float[m * n];
            y.buffer().get(0, again, 0, again.length);
            assertThat(Arrays.equals(again, found)).isTrue();
        }
    }
}
