package keras4j.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of two numbers: of every pair of special numbers, of random ones, and in place. */
class BinaryTest {
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float NAN = Float.NaN;
    private static final float MAX = Float.MAX_VALUE;
    private static final float TINY = Float.MIN_VALUE;
    private static final float NORMAL = Float.MIN_NORMAL;
    static final float[] SPECIAL = {
        0,
        -0f,
        TINY,
        -TINY,
        2 * TINY,
        NORMAL,
        -NORMAL,
        Math.nextDown(NORMAL),
        0.3f,
        Math.nextUp(0.3f),
        1,
        -1,
        1.5f,
        -1.5f,
        2,
        7,
        -7,
        88,
        1e20f,
        MAX,
        -MAX,
        Math.nextDown(MAX),
        INF,
        -INF,
        NAN,
        -NAN,
        Float.intBitsToFloat(0xffffffff),
        Float.intBitsToFloat(0x7f800001)
    };

    @Test
    void arithmetic() {
        same(Binary.ADD, (a, b) -> (float) a + (float) b);
        same(Binary.SUBTRACT, (a, b) -> (float) a - (float) b);
        same(Binary.MULTIPLY, (a, b) -> (float) a * (float) b);
        same(Binary.DIVIDE, (a, b) -> (float) a / (float) b);
        same(Binary.MAXIMUM, Math::max);
        same(Binary.MINIMUM, Math::min);
        same(Binary.ARCTAN2, (a, b) -> (float) Math.atan2(a, b));
    }

    @Test
    void comparisons() {
        same(Binary.EQUAL, (a, b) -> a == b ? 1 : 0);
        same(Binary.NOT_EQUAL, (a, b) -> a != b ? 1 : 0);
        same(Binary.GREATER, (a, b) -> a > b ? 1 : 0);
        same(Binary.GREATER_EQUAL, (a, b) -> a >= b ? 1 : 0);
        same(Binary.LESS, (a, b) -> a < b ? 1 : 0);
        same(Binary.LESS_EQUAL, (a, b) -> a <= b ? 1 : 0);
    }

    @Test
    void logic() {
        same(Binary.AND, (a, b) -> a != 0 && b != 0 ? 1 : 0);
        same(Binary.OR, (a, b) -> a != 0 || b != 0 ? 1 : 0);
        same(Binary.XOR, (a, b) -> a != 0 ^ b != 0 ? 1 : 0);
        same(Binary.RELU_GRADIENT, (a, b) -> b * (a > 0 ? 1 : 0)); // as in TensorFlow, where b is infinite, too
    }

    /** The numbers of TensorFlow: tf.math.floordiv, floormod and pow. */
    @Test
    void divisionsAndPowers() {
        gives(
                Binary.FLOOR_DIVIDE,
                -7,
                2,
                -4,
                7,
                -2,
                -4,
                -7,
                -2,
                3,
                1,
                0.1f,
                10,
                5,
                0,
                INF,
                0,
                0,
                NAN,
                INF,
                2,
                INF,
                5,
                INF,
                0);
        gives(
                Binary.MOD,
                -7,
                2,
                1,
                7,
                -2,
                -1,
                -7,
                -2,
                -1,
                7,
                2,
                1,
                6,
                -3,
                0,
                5,
                0,
                NAN,
                5,
                INF,
                5,
                INF,
                2,
                NAN,
                NAN,
                2,
                NAN);
        gives(Binary.MOD, 1, 0.1f, 0.099999987f, -0.3f, 0.1f, 0.099999994f, -5, INF, INF, 5, -INF, -INF, 1, NAN, NAN);
        gives(
                Binary.POWER,
                2,
                10,
                1024,
                2,
                0.5f,
                1.4142135624f,
                -2,
                3,
                -8,
                -2,
                0.5f,
                NAN,
                0,
                0,
                1,
                0,
                -1,
                INF,
                NAN,
                0,
                1);
        gives(
                Binary.POWER,
                1,
                NAN,
                1,
                1,
                INF,
                1,
                -1,
                INF,
                1,
                -1,
                -INF,
                1,
                NAN,
                1,
                NAN,
                2,
                NAN,
                NAN,
                -1,
                NAN,
                NAN,
                2,
                200,
                INF);
    }

    @Test
    void logAddExp() {
        gives(
                Binary.LOG_ADD_EXP,
                INF,
                INF,
                INF,
                -INF,
                -INF,
                -INF,
                INF,
                -INF,
                INF,
                -INF,
                3,
                3,
                NAN,
                1,
                NAN,
                INF,
                NAN,
                NAN);
        gives(
                Binary.LOG_ADD_EXP,
                1000,
                0,
                1000,
                -1000,
                -1000,
                (float) (-1000 + Math.log(2)),
                MAX,
                MAX,
                MAX,
                -MAX,
                MAX,
                MAX);
        int n = 10_000;
        float[] a = random(n, 1);
        float[] b = random(n, 2);
        float[] y = new float[n];
        Binary.LOG_ADD_EXP.run(a, b, y, n, new Scratch(n));
        for (int i = 0; i < n; i++) {
            double exact = Math.log(Math.exp(a[i]) + Math.exp(b[i]));
            assertThat(Math.abs(y[i] - exact)).isLessThanOrEqualTo(3e-7 * Math.max(1, Math.abs(exact)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void worksInPlace(Binary function) {
        int n = 67;
        Scratch scratch = new Scratch(n);
        float[] y = new float[n + 1];
        float[] first = random(n + 1, 1);
        float[] second = random(n + 1, 2);
        first[3] = INF;
        second[3] = INF;
        function.run(first, second, y, n, scratch);
        assertThat(y[n]).isZero();
        float[] a = first.clone();
        function.run(a, second, a, n, scratch);
        assertThat(a[n]).isEqualTo(first[n]);
        a[n] = 0;
        assertThat(a).isEqualTo(y);
        float[] b = second.clone();
        function.run(first, b, b, n, scratch);
        b[n] = 0;
        assertThat(b).isEqualTo(y);
    }

    private static float[] random(int n, int seed) {
        Random generator = new Random(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (5 * generator.nextGaussian()) + seed;
        }
        return x;
    }

    /** That the function is the exact one of all pairs of special and of 10,000 random numbers, equal ones among them. */
    private static void same(Binary function, DoubleBinaryOperator exact) {
        int n = SPECIAL.length * SPECIAL.length + 10_000;
        float[] a = random(n, 1);
        float[] b = random(n, 2);
        for (int i = 0; i < SPECIAL.length * SPECIAL.length; i++) {
            a[i] = SPECIAL[i / SPECIAL.length];
            b[i] = SPECIAL[i % SPECIAL.length];
        }
        for (int i = SPECIAL.length * SPECIAL.length; i < n; i += 3) {
            b[i] = a[i];
        }
        float[] y = new float[n];
        function.run(a, b, y, n, new Scratch(n));
        for (int i = 0; i < n; i++) {
            check(function, a[i], b[i], y[i], (float) exact.applyAsDouble(a[i], b[i]), 0);
        }
    }

    private static void gives(Binary function, float... triples) {
        for (int i = 0; i < triples.length; i += 3) {
            float[] y = new float[1];
            function.run(new float[] {triples[i]}, new float[] {triples[i + 1]}, y, 1, new Scratch(1));
            check(function, triples[i], triples[i + 1], y[0], triples[i + 2], 1e-7f);
        }
    }

    private static void check(Binary function, float a, float b, float y, float expected, float bound) {
        boolean isSame = y == expected
                || Float.isNaN(y) && Float.isNaN(expected)
                || Math.abs(y - expected) <= bound * Math.abs(expected);
        if (!isSame) {
            throw new AssertionError(function + "(" + a + ", " + b + ") = " + y + ", expected " + expected);
        }
    }
}
