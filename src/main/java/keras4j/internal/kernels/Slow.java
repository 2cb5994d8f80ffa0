package keras4j.internal.kernels;

import java.util.function.DoubleUnaryOperator;

/** Functions that are rare in networks, by {@link Math} in double. */
final class Slow {
    /** Where Giles's two polynomials meet. */
    private static final double ERFINV_TAIL = 5;

    /**
     * The coefficients of the polynomials in w - 2.5 and in sqrt(w) - 3, highest first: M. Giles, "Approximating the erfinv function",
     * 2010, single precision. XLA has them, too.
     */
    private static final double[] ERFINV_CENTRE = {
        2.81022636e-08,
        3.43273939e-07,
        -3.5233877e-06,
        -4.39150654e-06,
        0.00021858087,
        -0.00125372503,
        -0.00417768164,
        0.246640727,
        1.50140941
    };

    private static final double[] ERFINV_ENDS = {
        -0.000200214257,
        0.000100950558,
        0.00134934322,
        -0.00367342844,
        0.00573950773,
        -0.0076224613,
        0.00943887047,
        1.00167406,
        2.83297682
    };

    private Slow() {}

    static Loop loop(DoubleUnaryOperator function) {
        return (a, y, n, scratch) -> {
            for (int i = 0; i < n; i++) {
                y[i] = (float) function.applyAsDouble(a[i]);
            }
        };
    }

    /** As in C: 1 to any power and -1 to an infinite power are 1, which Java's are not. */
    static void power(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            boolean isOne = a[i] == 1 || a[i] == -1 && Float.isInfinite(b[i]);
            y[i] = isOne ? 1 : (float) Math.pow(a[i], b[i]);
        }
    }

    static void arctan2(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.atan2(a[i], b[i]);
        }
    }

    static double arcsinh(double x) {
        double z = Math.abs(x);
        double y = z > 1 ? Math.log(z + Math.sqrt(z * z + 1)) : Math.log1p(z + z * z / (1 + Math.sqrt(z * z + 1)));
        return Math.copySign(y, x);
    }

    static double arccosh(double x) {
        double z = x - 1;
        return Math.log1p(z + Math.sqrt(z * (z + 2)));
    }

    static double arctanh(double x) {
        return 0.5 * Math.log1p(2 * x / (1 - x));
    }

    static double erfinv(double x) {
        if (Math.abs(x) == 1) {
            return x * Double.POSITIVE_INFINITY;
        }
        double w = -Math.log1p(-x * x);
        return x * (w < ERFINV_TAIL ? polynomial(ERFINV_CENTRE, w - 2.5) : polynomial(ERFINV_ENDS, Math.sqrt(w) - 3));
    }

    private static double polynomial(double[] coefficients, double x) {
        double y = 0;
        for (double c : coefficients) {
            y = y * x + c;
        }
        return y;
    }
}
