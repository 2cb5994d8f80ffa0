package keras4j.internal.kernels;

/** sin and cos: with k the whole number nearest to x / pi and r = x - k pi, they are those of r times (-1)^k. */
final class Sines {
    /** Up to here the parts of pi are exact enough; beyond, and of what is not finite, {@link Math} computes. */
    private static final float LARGEST = 10000;

    /** 1.5 * 2^23: a float added to it is rounded to a whole number. */
    private static final float ROUNDER = 12582912f;

    private static final float INVERSE_PI = 0.318309886183790672f;

    /** pi in three parts, each the rounded rest of those before. */
    private static final float PI_HIGH = (float) Math.PI;

    private static final float PI_MIDDLE = (float) (Math.PI - PI_HIGH);
    private static final float PI_LOW = (float) (Math.PI - PI_HIGH - PI_MIDDLE);

    private Sines() {}

    static void sin(float[] a, float[] y, int n, Scratch scratch) {
        float[] t = scratch.first;
        for (int i = 0; i < n; i++) {
            float k = periods(a[i]);
            t[i] = sign(k) * sine(rest(a[i], k));
        }
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(a[i]) <= LARGEST ? t[i] : (float) Math.sin(a[i]);
        }
    }

    static void cos(float[] a, float[] y, int n, Scratch scratch) {
        float[] t = scratch.first;
        for (int i = 0; i < n; i++) {
            float k = periods(a[i]);
            t[i] = sign(k) * cosine(rest(a[i], k));
        }
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(a[i]) <= LARGEST ? t[i] : (float) Math.cos(a[i]);
        }
    }

    private static float periods(float x) {
        return Math.fma(x, INVERSE_PI, ROUNDER) - ROUNDER;
    }

    private static float rest(float x, float k) {
        return Math.fma(k, -PI_LOW, Math.fma(k, -PI_MIDDLE, Math.fma(k, -PI_HIGH, x)));
    }

    /** 1 of even k, else -1. */
    private static float sign(float k) {
        float odd = k - 2 * (Math.fma(k, 0.5f, ROUNDER) - ROUNDER);
        return 1 - 2 * Math.abs(odd);
    }

    /** sin(r) of r from -pi / 2 to pi / 2, by Taylor. */
    static float sine(float r) {
        float z = r * r;
        float q = Math.fma(z, Math.fma(z, Math.fma(z, 1f / 6227020800f, -1f / 39916800), 1f / 362880), -1f / 5040);
        return Math.fma(r * z, Math.fma(z, Math.fma(z, q, 1f / 120), -1f / 6), r);
    }

    /** cos(r) of r from -pi / 2 to pi / 2, by Taylor. */
    private static float cosine(float r) {
        float z = r * r;
        float q = Math.fma(z, Math.fma(z, Math.fma(z, -1f / 87178291200f, 1f / 479001600), -1f / 3628800), 1f / 40320);
        return Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, q, -1f / 720), 1f / 24), -0.5f), 1);
    }
}
