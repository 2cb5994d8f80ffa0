package keras4j.internal.kernels;

/**
 * Comparisons by the sign of the difference: no branch is left that real data would make the processor guess wrong. A difference is 0
 * only of equal numbers, as Java's floats underflow gradually; it is NaN of NaN and of equal infinities, which are rare.
 */
final class Comparisons {
    /** The bits of 1. */
    static final int ONE = 0x3f800000;

    private Comparisons() {}

    static void equal(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = equal(a[i], b[i]);
        }
    }

    static void notEqual(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = 1 - equal(a[i], b[i]);
        }
    }

    static void greater(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = less(b[i], a[i]);
        }
    }

    static void greaterEqual(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = lessEqual(b[i], a[i]);
        }
    }

    static void less(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = less(a[i], b[i]);
        }
    }

    static void lessEqual(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = lessEqual(a[i], b[i]);
        }
    }

    private static float equal(float a, float b) {
        float difference = a - b;
        if (difference != difference) {
            return a == b ? 1 : 0;
        }
        return Float.intBitsToFloat(~Logic.notZero(difference) & ONE);
    }

    private static float less(float a, float b) {
        float difference = a - b;
        if (difference != difference) {
            return 0;
        }
        return Float.intBitsToFloat(negative(difference) & ONE);
    }

    private static float lessEqual(float a, float b) {
        float difference = b - a;
        if (difference != difference) {
            return a == b ? 1 : 0;
        }
        return Float.intBitsToFloat(~negative(difference) & ONE);
    }

    /** All bits if x is below 0, else none; + 0 makes 0 of -0. */
    private static int negative(float x) {
        return Float.floatToRawIntBits(x + 0f) >> 31;
    }
}
