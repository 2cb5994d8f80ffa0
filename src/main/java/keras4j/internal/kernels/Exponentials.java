package keras4j.internal.kernels;

/**
 * exp and what is made of it. With j the whole number nearest to x / (2 log 2), exp(x) = exp(r) s s where s = 2^j and r = x - 2 j log 2 is
 * from -log 2 to log 2: s overflows for no x, and results below the smallest normal number are right, too. Each function has a loop of
 * arithmetic, which C2 vectorises, and one that makes s of j's bits, which it does not.
 */
final class Exponentials {
    /** From here on down exp is 0, and from {@link #LARGEST} on up infinite. */
    private static final float SMALLEST = -104.5f;

    private static final float LARGEST = 89;

    /** 1 / (2 log 2). */
    private static final float INVERSE_STEP = 0.721347520444481704f;

    /** 2 log 2 in two parts, Cephes's (expf.c) doubled: j times the first is exact. */
    private static final float STEP_HIGH = 1.38671875f;

    private static final float STEP_LOW = -4.24388880e-4f;

    /** 1.5 * 2^23: a float added to it is rounded to a whole number, which is in the sum's lowest bits. */
    private static final float ROUNDER = 12582912f;

    /** Taylor's coefficients of exp: what they leave is below 1.5e-8 of the result. */
    private static final float C2 = 1f / 2;

    private static final float C3 = 1f / 6;
    private static final float C4 = 1f / 24;
    private static final float C5 = 1f / 120;
    private static final float C6 = 1f / 720;
    private static final float C7 = 1f / 5040;
    private static final float C8 = 1f / 40320;
    private static final float C9 = 1f / 362880;

    private Exponentials() {}

    static void exp(float[] a, float[] y, int n, Scratch scratch) {
        float[] p = scratch.first;
        float[] j = scratch.second;
        for (int i = 0; i < n; i++) {
            float x = clamp(a[i]);
            float m = step(x);
            j[i] = m;
            p[i] = 1 + restLess1(x, m);
        }
        scale(p, j, y, n);
    }

    /** s s (exp(r) - 1) + s s - 1 = s (s (exp(r) - 1) + s - 1 / s), which is exp(r) - 1 itself near 0. */
    static void expm1(float[] a, float[] y, int n, Scratch scratch) {
        float[] p = scratch.first;
        float[] j = scratch.second;
        for (int i = 0; i < n; i++) {
            float x = clamp(a[i]);
            float m = step(x);
            j[i] = m;
            p[i] = restLess1(x, m);
        }
        for (int i = 0; i < n; i++) {
            int exponent = Float.floatToRawIntBits(j[i]) << 23;
            float s = Float.intBitsToFloat(Comparisons.ONE + exponent);
            float inverse = Float.intBitsToFloat(Comparisons.ONE - exponent);
            y[i] = s * Math.fma(s, p[i], s - inverse);
        }
    }

    /** 1 / (1 + exp(-x)): of small results, too, all digits are right. */
    static void sigmoid(float[] a, float[] y, int n, Scratch scratch) {
        float[] p = scratch.first;
        float[] j = scratch.second;
        for (int i = 0; i < n; i++) {
            float x = clamp(-a[i]);
            float m = step(x);
            j[i] = m;
            p[i] = 1 + restLess1(x, m);
        }
        scale(p, j, p, n);
        for (int i = 0; i < n; i++) {
            y[i] = 1 / (1 + p[i]);
        }
    }

    /** log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)). */
    static void softplus(float[] a, float[] y, int n, Scratch scratch) {
        float[] e = expOfNegativeMagnitude(a, n, scratch);
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], 0) + Logarithms.log1pUpTo1(e[i]);
        }
    }

    /** log(sigmoid(x)) = min(x, 0) - log(1 + exp(-|x|)). */
    static void logSigmoid(float[] a, float[] y, int n, Scratch scratch) {
        float[] e = expOfNegativeMagnitude(a, n, scratch);
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(a[i], 0) - Logarithms.log1pUpTo1(e[i]);
        }
    }

    /** max(a, b) + log(1 + exp(-|a - b|)), and of equal infinities themselves. */
    static void logAddExp(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        float[] p = scratch.first;
        float[] j = scratch.second;
        for (int i = 0; i < n; i++) {
            float x = clamp(-Math.abs(a[i] - b[i]));
            float m = step(x);
            j[i] = m;
            p[i] = 1 + restLess1(x, m);
        }
        scale(p, j, p, n);
        for (int i = 0; i < n; i++) {
            p[i] = Math.max(a[i], b[i]) + Logarithms.log1pUpTo1(p[i]);
        }
        for (int i = 0; i < n; i++) {
            y[i] = a[i] == b[i] && Float.isInfinite(a[i]) ? a[i] : p[i];
        }
    }

    private static float[] expOfNegativeMagnitude(float[] a, int n, Scratch scratch) {
        float[] p = scratch.first;
        float[] j = scratch.second;
        for (int i = 0; i < n; i++) {
            float x = clamp(-Math.abs(a[i]));
            float m = step(x);
            j[i] = m;
            p[i] = 1 + restLess1(x, m);
        }
        scale(p, j, p, n);
        return p;
    }

    private static float clamp(float x) {
        return Math.max(SMALLEST, Math.min(LARGEST, x));
    }

    /** j, added to {@link #ROUNDER}. */
    private static float step(float x) {
        return Math.fma(x, INVERSE_STEP, ROUNDER);
    }

    /** exp(r) - 1. */
    private static float restLess1(float x, float step) {
        float j = step - ROUNDER;
        float r = Math.fma(j, -STEP_LOW, Math.fma(j, -STEP_HIGH, x));
        float q = Math.fma(r, Math.fma(r, Math.fma(r, Math.fma(r, C9, C8), C7), C6), C5);
        return Math.fma(r * r, Math.fma(r, Math.fma(r, Math.fma(r, q, C4), C3), C2), r);
    }

    /** y = p s s. */
    private static void scale(float[] p, float[] j, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float s = Float.intBitsToFloat(Comparisons.ONE + (Float.floatToRawIntBits(j[i]) << 23));
            y[i] = p[i] * s * s;
        }
    }
}
