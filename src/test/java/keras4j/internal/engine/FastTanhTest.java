package keras4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FastTanhTest {
    private interface Function {
        void apply(float[] x, float[] y, int count);
    }

    /** The largest error over every thousandth float32, from 0 to infinity, of both signs. */
    private static double largestError(Function found, DoubleUnaryOperator exact) {
        int step = 997;
        int count = Float.floatToIntBits(Float.POSITIVE_INFINITY) / step;
        float[] x = new float[2 * count];
        for (int i = 0; i < count; i++) {
            x[2 * i] = Float.intBitsToFloat(i * step);
            x[2 * i + 1] = -x[2 * i];
        }
        float[] y = new float[x.length];
        found.apply(x, y, x.length);
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(y[i] - exact.applyAsDouble(x[i])));
        }
        return largest;
    }

    @Test
    void errorsAreThoseOfFloat32sLastDigits() {
        assertThat(largestError(FastTanh::tanh, Math::tanh)).isBetween(1e-8, 3e-7);
        assertThat(largestError(FastTanh::sigmoid, x -> 1 / (1 + Math.exp(-x)))).isBetween(1e-8, 2e-7);
    }

    @Test
    void theEnds() {
        float[] x = {0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        float[] y = new float[4];
        FastTanh.tanh(x, y, 4);
        assertThat(y[0]).isZero();
        assertThat(y[1]).isBetween(0.9999996f, 1.0000003f);
        assertThat(y[2]).isEqualTo(-y[1]);
        assertThat(y[3]).isNaN();
        FastTanh.sigmoid(x, y, 4);
        assertThat(y[0]).isEqualTo(0.5f);
        assertThat(y[1]).isBetween(0.9999998f, 1.0000002f);
        assertThat(y[2]).isBetween(-2e-7f, 2e-7f);
        assertThat(y[3]).isNaN();
    }
}
