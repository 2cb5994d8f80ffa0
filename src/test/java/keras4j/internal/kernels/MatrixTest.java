package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of matrix gives each product, also of parts and added to what is there. */
class MatrixTest {
    private static float[] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private static Matrix of(IntFunction<Matrix> kind, float[] values, int columns) {
        Matrix matrix = kind.apply(columns);
        matrix.rows(values.length / columns);
        matrix.put(0, values, 0, 0, values.length / columns);
        return matrix;
    }

    /** Sums in doubles; a leaves its rows, or its columns. */
    private static float product(float[] a, int aFrom, int aStep, float[] b, int bFrom, int bStep, int inner) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
            sum += (double) a[aFrom + k * aStep] * b[bFrom + k * bStep];
        }
        return (float) sum;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,3,5", "7,64,4", "6,131,33", "40,300,17"})
    void products(int rows, int inner, int columns) {
        products(NativeMatrix::new, rows, inner, columns);
        products(ArrayMatrix::new, rows, inner, columns);
    }

    private static void products(IntFunction<Matrix> kind, int rows, int inner, int columns) {
        float[] a = random(rows * inner, 1);
        float[] b = random(inner * columns, 2);
        float[] dy = random(rows * columns, 3);
        Matrix left = of(kind, a, inner);
        Matrix right = of(kind, b, columns);
        Matrix gradient = of(kind, dy, columns);

        Matrix y = of(kind, random(rows * columns, 4), columns);
        y.multiply(0, left, right, rows / 2, rows);
        y.multiply(0, left, right, 0, rows / 2);
        float[] found = new float[rows * columns];
        y.get(0, found, 0, 0, rows);
        for (int i = 0; i < found.length; i++) {
            float expected = product(a, i / columns * inner, 1, b, i % columns, columns, inner);
            assertThat(found[i]).isCloseTo(expected, within(2e-5f));
        }

        Matrix dx = of(kind, random(rows * inner, 5), inner);
        dx.multiplyByTransposed(0, gradient, right, rows, inner / 2, inner);
        dx.multiplyByTransposed(0, gradient, right, rows, 0, inner / 2);
        float[] back = new float[rows * inner];
        dx.get(0, back, 0, 0, rows);
        for (int i = 0; i < back.length; i++) {
            float expected = product(dy, i / inner * columns, 1, b, i % inner * columns, 1, columns);
            assertThat(back[i]).isCloseTo(expected, within(2e-5f));
        }
        dx.gemm(0, rows, inner, columns, gradient, 0, false, right, 0, true, 0, true);
        dx.get(0, back, 0, 0, rows);
        assertThat(back[0]).isCloseTo(2 * product(dy, 0, 1, b, 0, 1, columns), within(4e-5f));

        Matrix dw = of(kind, random(inner * columns, 6), columns);
        for (int half = 0, from = 0; half < 2; half++, from = inner / 2) {
            int to = half == 0 ? inner / 2 : inner;
            dw.gemm(0, to - from, columns, rows, left, from, true, gradient, 0, false, (long) from * columns, false);
        }
        dw.addTransposed(0, left, gradient, rows, true);
        float[] weights = new float[inner * columns];
        dw.get(0, weights, 0, 0, inner);
        for (int i = 0; i < weights.length; i++) {
            float expected = 2 * product(a, i / columns, inner, dy, i % columns, columns, rows);
            assertThat(weights[i]).isCloseTo(expected, within(4e-5f));
        }
    }

    @Test
    void rowsBeginWhereTheySay() {
        for (IntFunction<Matrix> kind : java.util.List.<IntFunction<Matrix>>of(NativeMatrix::new, ArrayMatrix::new)) {
            Matrix matrix = kind.apply(2);
            matrix.rows(3);
            matrix.put(0, new float[] {9, 1, 2, 3, 4, 5, 6}, 1, 0, 3);
            float[] two = new float[7];
            matrix.get(0, two, 0, 1, 3);
            assertThat(two).containsExactly(0, 0, 3, 4, 5, 6, 0);
        }
    }
}
