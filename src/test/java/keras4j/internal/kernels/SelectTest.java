package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectTest {
    private static final float[] SPECIAL = BinaryTest.SPECIAL;

    @Test
    void selectTakesOneAndNothingOfTheOther() {
        int n = SPECIAL.length;
        for (float condition : SPECIAL) {
            for (float other : SPECIAL) {
                float[] a = SPECIAL.clone();
                float[] b = new float[n];
                float[] c = new float[n];
                Reductions.fill(b, 0, n, other);
                Reductions.fill(c, 0, n, condition);
                float[] y = new float[n];
                Select.run(c, a, b, y, n);
                float[] expected = condition != 0 ? a.clone() : b.clone();
                assertThat(bits(y)).isEqualTo(bits(expected));
                Select.run(c, a, b, a, n);
                assertThat(bits(a)).isEqualTo(bits(expected));
                Select.run(c, SPECIAL, b, c, n);
                assertThat(bits(c)).isEqualTo(bits(expected));
            }
        }
    }

    private static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Float.floatToRawIntBits(x[i]);
        }
        return bits;
    }
}
