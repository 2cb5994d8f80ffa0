package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of one number against {@link Math} in double, over dense grids and special numbers. */
class UnaryTest {
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float NAN = Float.NaN;
    private static final float MAX = Float.MAX_VALUE;
    private static final float TINY = Float.MIN_VALUE;
    private static final float NORMAL = Float.MIN_NORMAL;
    private static final double BOUND = 3e-7;

    @Test
    void exponentials() {
        relative(Unary.EXP, Math::exp, -87, 88.7, BOUND);
        relative(Unary.EXPM1, Math::expm1, -110, 88.7, BOUND);
        relativeNear0(Unary.EXPM1, Math::expm1);
        relative(Unary.SIGMOID, x -> 1 / (1 + Math.exp(-x)), -87, 110, BOUND);
        relative(Unary.SOFTPLUS, UnaryTest::softplus, -87, 110, BOUND);
        relative(Unary.LOG_SIGMOID, x -> -softplus(-x), -110, 87, BOUND);
    }

    @Test
    void exponentialsBelowTheSmallestNormalNumber() {
        absolute(Unary.EXP, Math::exp, -106, -87, TINY);
    }

    @Test
    void logarithms() {
        relative(Unary.LOG, Math::log, 0, 3, BOUND);
        relative(Unary.LOG, Math::log, 0, 1e-37, BOUND);
        relative(Unary.LOG, Math::log, 0, 100 * (double) NORMAL, BOUND);
        relative(Unary.LOG, Math::log, 0.999, 1.001, BOUND);
        relative(Unary.LOG, Math::log, 1, MAX, BOUND);
        relative(Unary.LOG1P, Math::log1p, -1, 3, BOUND);
        relative(Unary.LOG1P, Math::log1p, -0.01, 0.01, BOUND);
        relative(Unary.LOG1P, Math::log1p, 0, 1e8, BOUND);
        relative(Unary.LOG1P, Math::log1p, 0, MAX, BOUND);
        relativeNear0(Unary.LOG1P, Math::log1p);
        relative(Unary.LOG2, x -> Math.log(x) / Math.log(2), 0, 1000, BOUND);
        relative(Unary.LOG10, Math::log10, 0, 1000, BOUND);
        gives(Unary.LOG2, 8, 3, 0.25f, -2, 0, -INF, -1, NAN);
        gives(Unary.LOG10, 1000, 3, 0, -INF, -1, NAN, INF, INF);
    }

    @Test
    void sines() {
        for (double range : new double[] {1, 10, 100, 10000, 12000, 1e20}) {
            absolute(Unary.SIN, Math::sin, -range, range, BOUND);
            absolute(Unary.COS, Math::cos, -range, range, BOUND);
        }
        relativeNear0(Unary.SIN, Math::sin);
        relative(Unary.SIN, Math::sin, -3.1, 3.1, BOUND);
        relative(Unary.TAN, Math::tan, -1.5, 1.5, BOUND);
        relative(Unary.ARCSIN, Math::asin, -1, 1, BOUND);
        relative(Unary.ARCCOS, Math::acos, -1, 1, BOUND);
        relative(Unary.ARCTAN, Math::atan, -50, 50, BOUND);
    }

    @Test
    void hyperbolics() {
        relative(Unary.TANH, Math::tanh, -12, 12, BOUND);
        relative(Unary.TANH, Math::tanh, -0.01, 0.01, BOUND);
        relativeNear0(Unary.TANH, Math::tanh);
        relative(Unary.SINH, Math::sinh, -88, 88, BOUND);
        relative(Unary.COSH, Math::cosh, -88, 88, BOUND);
        inverse(Unary.ARCSINH, Math::sinh, -80, 80);
        inverse(Unary.ARCSINH, Math::sinh, -1e-3, 1e-3);
        inverse(Unary.ARCTANH, Math::tanh, -3, 3);
        inverse(Unary.ARCTANH, Math::tanh, -1e-3, 1e-3);
        relative(Unary.ARCCOSH, x -> Math.log(x + Math.sqrt(x * x - 1)), 1.5, 1e6, BOUND);
        inverse(Unary.ARCCOSH, Math::cosh, 0.5, 80);
    }

    @Test
    void errorFunction() {
        relative(Unary.ERF, Erf::erf, -5, 5, 3.4e-7);
        relative(Unary.ERF, Erf::erf, -2, 2, BOUND);
        relativeNear0(Unary.ERF, Erf::erf);
        inverse(Unary.ERFINV, Erf::erf, -2, 2);
        inverse(Unary.ERFINV, Erf::erf, -1e-3, 1e-3);
    }

    @Test
    void arithmetic() {
        relative(Unary.NEGATIVE, x -> -x, -3, 3, 0);
        relative(Unary.ABS, Math::abs, -3, 3, 0);
        relative(Unary.SIGN, Math::signum, -3, 3, 0);
        relative(Unary.SQUARE, x -> x * x, -3, 3, BOUND);
        relative(Unary.SQRT, Math::sqrt, 0, 300, BOUND);
        relative(Unary.RSQRT, x -> 1 / Math.sqrt(x), 0, 300, BOUND);
        relative(Unary.RECIPROCAL, x -> 1 / x, -3, 3, BOUND);
        relative(Unary.RELU, x -> Math.max(x, 0), -3, 3, 0);
        relative(Unary.FLOOR, Math::floor, -300, 300, 0);
        relative(Unary.CEIL, Math::ceil, -300, 300, 0);
        relative(Unary.ROUND, Math::rint, -300, 300, 0);
        relative(Unary.TRUNC, x -> x < 0 ? Math.ceil(x) : Math.floor(x), -300, 300, 0);
    }

    @Test
    void specialNumbers() {
        gives(Unary.NEGATIVE, INF, -INF, -INF, INF);
        gives(Unary.ABS, -INF, INF, -0f, 0, -TINY, TINY);
        gives(Unary.SIGN, INF, 1, -INF, -1, TINY, 1, -TINY, -1, 0, 0, MAX, 1, -MAX, -1);
        gives(Unary.SQUARE, -INF, INF, MAX, INF);
        gives(Unary.SQRT, -1, NAN, INF, INF, 0, 0, -INF, NAN);
        gives(Unary.RSQRT, -1, NAN, INF, 0, 0, INF);
        gives(Unary.RECIPROCAL, 0, INF, INF, 0, -0f, -INF);
        gives(Unary.EXP, INF, INF, -INF, 0, 0, 1, 88.8f, INF, MAX, INF, -MAX, 0, TINY, 1);
        gives(Unary.EXPM1, INF, INF, -INF, -1, 0, 0, 88.8f, INF, TINY, TINY, -MAX, -1);
        gives(Unary.LOG, 0, -INF, -0f, -INF, -1, NAN, -TINY, NAN, INF, INF, -INF, NAN, 1, 0, TINY, -103.278929903f);
        gives(Unary.LOG1P, -1, -INF, -2, NAN, INF, INF, -INF, NAN, 0, 0, TINY, TINY, -TINY, -TINY);
        gives(Unary.SIN, INF, NAN, -INF, NAN, 0, 0, TINY, TINY);
        gives(Unary.COS, INF, NAN, -INF, NAN, 0, 1, TINY, 1);
        gives(Unary.ARCSIN, 1.1f, NAN);
        gives(Unary.TANH, INF, 1, -INF, -1, 20, 1, -20, -1, 0, 0, MAX, 1);
        gives(Unary.ARCSINH, INF, INF, -INF, -INF, 0, 0, MAX, 89.4159862327f);
        gives(Unary.ARCCOSH, 1, 0, INF, INF, 0.5f, NAN, -3, NAN, -INF, NAN);
        gives(Unary.ARCTANH, 1, INF, -1, -INF, 2, NAN, -2, NAN, 0, 0);
        gives(Unary.FLOOR, INF, INF, MAX, MAX, -TINY, -1);
        gives(Unary.CEIL, -INF, -INF, TINY, 1);
        gives(Unary.ROUND, 0.5f, 0, 1.5f, 2, 2.5f, 2, -2.5f, -2, INF, INF, MAX, MAX);
        gives(Unary.TRUNC, -1.7f, -1, 1.7f, 1, -INF, -INF);
        gives(Unary.ERF, INF, 1, -INF, -1, 6, 1, 0, 0);
        gives(Unary.ERFINV, 1, INF, -1, -INF, 1.5f, NAN, -1.5f, NAN, 0, 0);
        gives(Unary.SIGMOID, INF, 1, -INF, 0, 40, 1, -MAX, 0, 0, 0.5f);
        gives(Unary.SOFTPLUS, INF, INF, -INF, 0, MAX, MAX, -MAX, 0, 0, (float) Math.log(2));
        gives(Unary.LOG_SIGMOID, INF, 0, -INF, -INF, -MAX, -MAX, MAX, 0);
        gives(Unary.RELU, INF, INF, -INF, 0, TINY, TINY, -TINY, 0);
    }

    @Test
    void truth() {
        gives(Unary.NOT, 0, 1, -0f, 1, TINY, 0, -TINY, 0, 1, 0, -3, 0, INF, 0, -INF, 0, NAN, 0);
        gives(Unary.IS_NAN, NAN, 1, -NAN, 1, Float.intBitsToFloat(0xffffffff), 1, 0, 0, INF, 0, -INF, 0, MAX, 0, 1, 0);
        gives(Unary.IS_NAN, Float.intBitsToFloat(0x7f800001), 1, Float.intBitsToFloat(0xff800001), 1);
        gives(Unary.IS_INF, NAN, 0, INF, 1, -INF, 1, 0, 0, MAX, 0, -MAX, 0, Float.intBitsToFloat(0x7f800001), 0);
        gives(Unary.IS_FINITE, NAN, 0, INF, 0, -INF, 0, 0, 1, -0f, 1, MAX, 1, -MAX, 1, TINY, 1, 7, 1);
        gives(Unary.IS_FINITE, Float.intBitsToFloat(0x7fffffff), 0, Float.intBitsToFloat(0xffffffff), 0);
    }

    @ParameterizedTest
    @EnumSource
    void passesNanOnAndWorksInPlace(Unary function) {
        int n = 67;
        float[] a = new float[n + 1];
        for (int i = 0; i <= n; i++) {
            a[i] = i % 11 == 0 ? NAN : (i - 20) * 0.37f;
        }
        float[] y = new float[n + 1];
        Scratch scratch = new Scratch(n);
        function.run(a, y, n, scratch);
        boolean isTruth =
                List.of(Unary.NOT, Unary.IS_NAN, Unary.IS_INF, Unary.IS_FINITE).contains(function);
        for (int i = 0; i < n; i += 11) {
            assertThat(Float.isNaN(y[i])).isEqualTo(!isTruth);
        }
        assertThat(y[n]).isZero();
        function.run(a, a, n, scratch);
        y[n] = a[n];
        assertThat(a).isEqualTo(y);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static void relative(Unary function, DoubleUnaryOperator exact, double from, double to, double bound) {
        check(function, exact, grid(from, to), bound, 0);
    }

    private static void absolute(Unary function, DoubleUnaryOperator exact, double from, double to, double bound) {
        check(function, exact, grid(from, to), 0, bound);
    }

    /** Of numbers down to the smallest normal ones, where the function is about a line. */
    private static void relativeNear0(Unary function, DoubleUnaryOperator exact) {
        List<Float> all = new ArrayList<>();
        for (double x = 1; x >= NORMAL; x *= 0.93) {
            all.add((float) x);
            all.add((float) -x);
        }
        float[] x = new float[all.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = all.get(i);
        }
        check(function, exact, x, BOUND, 0);
    }

    /** That f(y) is what a small step of y makes of the number: half of a float's last digit and the bound. */
    private static void inverse(Unary function, DoubleUnaryOperator forward, double from, double to) {
        for (double y = from; y <= to; y += (to - from) / 999) {
            float x = (float) forward.applyAsDouble(y);
            double slope = (forward.applyAsDouble(y * (1 + 1e-6)) - forward.applyAsDouble(y * (1 - 1e-6))) / (2e-6 * y);
            double exact = y + (x - forward.applyAsDouble(y)) / slope;
            float[] out = new float[1];
            function.run(new float[] {x}, out, 1, new Scratch(1));
            assertThat(Math.abs(out[0] - exact)).as("%s(%s)", function, x).isLessThanOrEqualTo(5e-7 * Math.abs(exact));
        }
    }

    private static float[] grid(double from, double to) {
        int n = 200_001;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (from + (to - from) * (i + 0.3) / n);
        }
        return x;
    }

    private static void check(Unary function, DoubleUnaryOperator exact, float[] x, double relative, double absolute) {
        float[] y = new float[x.length];
        function.run(x, y, x.length, new Scratch(x.length));
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.length; i++) {
            double expected = exact.applyAsDouble(x[i]);
            double error = Math.abs(y[i] - expected);
            double excess = expected == y[i] ? 0 : error / (relative * Math.abs(expected) + absolute);
            if (!(excess <= worst)) {
                worst = excess;
                at = x[i];
            }
        }
        assertThat(worst).as("%s(%s), times the bound", function, at).isLessThanOrEqualTo(1);
    }

    private static void gives(Unary function, float... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            float[] y = new float[1];
            function.run(new float[] {pairs[i]}, y, 1, new Scratch(1));
            boolean isSame = y[0] == pairs[i + 1] || Float.isNaN(y[0]) && Float.isNaN(pairs[i + 1]);
            assertThat(isSame)
                    .as("%s(%s) = %s, expected %s", function, pairs[i], y[0], pairs[i + 1])
                    .isTrue();
        }
    }
}
