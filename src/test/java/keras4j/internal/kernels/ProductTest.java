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
            assertMultiplies("form " + form, a, b, y);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "64, 2000, 48",
        "7, 4099, 33",
        "300, 20, 40",
        "5, 40, 900",
        "2000, 64, 16",
        "256, 64, 256",
        "40, 300, 40"
    })
    void operandsStandInOneBuffer(int m, int k, int n) {
        for (int form = 0; form < 32; form++) {
            int[] sizes = {m * k, k * n, m * n};
            Buffer all = buffer(sizes[0] + sizes[1] + sizes[2]);
            View[] views = new View[3];
            for (int i = 0, begin = 0; i < 3; begin += sizes[i], i++) {
                boolean isInAll = form >> 3 == 3 || form >> 3 != i;
                Buffer buffer = isInAll ? all : buffer(sizes[i]);
                int rows = i == 1 ? k : m;
                int columns = i == 0 ? k : n;
                boolean isTransposed = (form >> i & 1) != 0;
                int[] strides = isTransposed ? new int[] {1, rows} : new int[] {columns, 1};
                views[i] = View.of(buffer, Shape.of(rows, columns))
                        .with(isInAll ? begin : 0, Shape.of(rows, columns), strides);
            }
            assertMultiplies("form " + form, views[0], views[1], views[2]);
        }
    }

    @ParameterizedTest
    @CsvSource({"256, 64", "40, 2000", "700, 20"})
    void bothOperandsAreTheSame(int rows, int columns) {
        View a = matrix(rows, columns, false, true, true);
        View y = matrix(rows, rows, false, true, false);
        assertMultiplies("a a'", a, a.transpose(1, 0), y);
    }

    /** Native memory with random numbers. */
    private Buffer buffer(int size) {
        return matrix(1, size, false, true, true).buffer();
    }

    private static float[] numbers(View matrix) {
        float[] numbers = new float[matrix.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] =
                    at(matrix, i / matrix.shape().last(), i % matrix.shape().last());
        }
        return numbers;
    }

    private static void assertMultiplies(String what, View a, View b, View y) {
        int k = a.shape().last();
        Product product = new Product(new Tiles(), a, b, null, y);
        Parallel.setThreads(1);
        product.run();
        for (int i = 0; i < y.shape().dim(0); i++) {
            for (int j = 0; j < y.shape().last(); j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += (double) at(a, i, l) * at(b, l, j);
                }
                if (!(Math.abs(at(y, i, j) - sum) <= 3e-6 * Math.max(Math.sqrt(k), 0.1 * Math.abs(sum)))) {
                    throw new AssertionError(
                            what + " at " + i + ", " + j + ": expected " + sum + ", found " + at(y, i, j));
                }
            }
        }
        float[] found = numbers(y);
        Parallel.setThreads(Parallel.PARTS);
        product.run();
        assertThat(Arrays.equals(numbers(y), found)).as(what).isTrue();
    }
}
