package keras4j.internal.kernels;

/** What is true, NaN, infinite or above 0, by bits: without branches, which real data would make the processor guess wrong. */
final class Logic {
    private static final int ONE = Comparisons.ONE;
    private static final int INFINITY = 0x7f800000;
    private static final int NO_SIGN = 0x7fffffff;

    private Logic() {}

    static void not(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat(~notZero(a[i]) & ONE);
        }
    }

    static void isNan(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat((INFINITY - magnitude(a[i])) >> 31 & ONE);
        }
    }

    static void isInf(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat(~notZero(magnitude(a[i]) ^ INFINITY) & ONE);
        }
    }

    static void isFinite(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat((magnitude(a[i]) - INFINITY) >> 31 & ONE);
        }
    }

    static void and(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat(notZero(a[i]) & notZero(b[i]) & ONE);
        }
    }

    static void or(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat((notZero(a[i]) | notZero(b[i])) & ONE);
        }
    }

    static void xor(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat((notZero(a[i]) ^ notZero(b[i])) & ONE);
        }
    }

    /** By products, which C2 vectorises, unless a number is NaN, or so large that their sum is not finite. */
    static void reluGradient(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        float sum = Reductions.sum(a, 0, n);
        if (sum - sum == 0) {
            multiplyPositive(a, b, y, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[i] = b[i] * (a[i] > 0 ? 1 : 0);
        }
    }

    private static void multiplyPositive(float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = b[i] * Math.min(Math.max(a[i], 0) * Float.MAX_VALUE * Float.MAX_VALUE, 1);
        }
    }

    /** All bits if x is not 0, else none. */
    static int notZero(float x) {
        return notZero(Float.floatToRawIntBits(x) << 1);
    }

    private static int notZero(int x) {
        return (x | -x) >> 31;
    }

    private static int magnitude(float x) {
        return Float.floatToRawIntBits(x) & NO_SIGN;
    }
}
