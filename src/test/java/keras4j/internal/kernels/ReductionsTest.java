package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionsTest {
    private static final float NAN = Float.NaN;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 37})
    void reduceARangeAndNothingBesideIt(int n) {
        float[] a = new float[n + 5];
        Reductions.fill(a, 0, a.length, NAN);
        double sum = 0, prod = 1, max = Double.NEGATIVE_INFINITY, min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            float x = (i * 7 % 11 + 1) * (i % 3 == 0 ? -0.25f : 0.25f);
            a[3 + i] = x;
            sum += x;
            prod *= x;
            max = Math.max(max, x);
            min = Math.min(min, x);
        }
        assertThat((double) Reductions.sum(a, 3, n)).isCloseTo(sum, within(1e-5));
        assertThat((double) Reductions.prod(a, 3, n)).isCloseTo(prod, within(1e-6 * Math.abs(prod)));
        assertThat((double) Reductions.max(a, 3, n)).isEqualTo(max);
        assertThat((double) Reductions.min(a, 3, n)).isEqualTo(min);
        assertThat(Reductions.all(a, 3, n)).isEqualTo(1);
        assertThat(Reductions.any(a, 3, n)).isEqualTo(n > 0 ? 1 : 0);
    }

    @Test
    void everyPlaceCounts() {
        int n = 19;
        for (int i = 0; i < n; i++) {
            float[] a = new float[n];
            a[i] = 2;
            assertThat(Reductions.sum(a, 0, n)).isEqualTo(2);
            assertThat(Reductions.max(a, 0, n)).isEqualTo(2);
            assertThat(Reductions.any(a, 0, n)).isEqualTo(1);
            assertThat(Reductions.all(a, 0, n)).isZero();
            a[i] = -2;
            assertThat(Reductions.min(a, 0, n)).isEqualTo(-2);
            a[i] = NAN;
            assertThat(Reductions.sum(a, 0, n)).isNaN();
            assertThat(Reductions.prod(a, 0, n)).isNaN();
            assertThat(Reductions.max(a, 0, n)).isNaN();
            assertThat(Reductions.min(a, 0, n)).isNaN();
            assertThat(Reductions.any(a, 0, n)).isEqualTo(1);
        }
        assertThat(Reductions.any(new float[n], 0, n)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 40})
    void addRowsAddsColumnSums(int l) {
        int rows = 9;
        float[] a = new float[rows * l + 1];
        float[] sums = new float[l + 1];
        float[] expected = new float[l + 1];
        Reductions.fill(sums, 0, l + 1, 5);
        Reductions.fill(expected, 0, l + 1, 5);
        for (int i = 0; i < rows * l; i++) {
            a[i] = i;
            expected[i % l] += i;
        }
        Reductions.addRows(a, rows, l, sums, new Scratch(l));
        assertThat(sums).isEqualTo(expected);
    }
}
