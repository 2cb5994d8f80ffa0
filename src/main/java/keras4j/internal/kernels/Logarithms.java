package keras4j.internal.kernels;

/**
 * log and log1p. A number is m 2^k with m from sqrt(1/2) to sqrt(2); log(m) is a polynomial. A scalar loop takes numbers apart, and one
 * that C2 vectorises does the rest. Of special numbers m is 1 and the logarithm itself, infinite or NaN, is in k's place.
 */
final class Logarithms {
    private static final int SQRT_HALF = 0x3f3504f3;
    private static final int SMALLEST_NORMAL = 0x00800000;
    private static final int INFINITY = 0x7f800000;

    /** Makes a normal number of one that is not. */
    private static final float TO_NORMAL = 0x1p25f;

    /** log 2 in two parts, of fdlibm's e_logf.c: k times the first is exact, and both have the same sign. */
    private static final float LN2_HIGH = 6.9313812256e-01f;

    private static final float LN2_LOW = 9.0580006145e-06f;

    /** The coefficients of (log(1 + s) - log(1 - s)) / s - 2 in s s: FreeBSD's and musl's logf.c. */
    private static final float G1 = 0xaaaaaa.0p-24f;

    private static final float G2 = 0xccce13.0p-25f;
    private static final float G3 = 0x91e9ee.0p-25f;
    private static final float G4 = 0xf89e26.0p-26f;

    private Logarithms() {}

    static void log(float[] a, float[] y, int n, Scratch scratch) {
        float[] m = scratch.first;
        for (int i = 0; i < n; i++) {
            float x = a[i];
            int bits = Float.floatToRawIntBits(x);
            if (isSpecial(bits)) {
                y[i] = special(x, m, i);
            } else {
                int k = exponent(bits);
                m[i] = Float.intBitsToFloat(bits - (k << 23));
                y[i] = k;
            }
        }
        for (int i = 0; i < n; i++) {
            y[i] = logarithm(m[i], y[i], 0);
        }
    }

    /** log(u) + c / u, with u the rounded 1 + x and c what was rounded off. */
    static void log1p(float[] a, float[] y, int n, Scratch scratch) {
        float[] m = scratch.first;
        float[] c = scratch.second;
        for (int i = 0; i < n; i++) {
            float x = a[i];
            float u = 1 + x;
            float most = u - x;
            m[i] = u;
            c[i] = ((x - (u - most)) + (1 - most)) / u;
        }
        for (int i = 0; i < n; i++) {
            float u = m[i];
            int bits = Float.floatToRawIntBits(u);
            if (isSpecial(bits)) {
                y[i] = special(u, m, i);
                c[i] = 0;
            } else {
                int k = exponent(bits);
                m[i] = Float.intBitsToFloat(bits - (k << 23));
                y[i] = k;
            }
        }
        for (int i = 0; i < n; i++) {
            y[i] = logarithm(m[i], y[i], c[i]);
        }
    }

    /** log(1 + x) of x from 0 to 1, without taking it apart: 2 artanh(x / (2 + x)) by Taylor. */
    static float log1pUpTo1(float x) {
        float s = x / (2 + x);
        float z = s * s;
        float q = Math.fma(z, Math.fma(z, Math.fma(z, 2f / 15, 2f / 13), 2f / 11), 2f / 9);
        float p = Math.fma(z, Math.fma(z, Math.fma(z, q, 2f / 7), 2f / 5), 2f / 3);
        return Math.fma(s * z, p, 2 * s);
    }

    /** Whether a number is not positive, not normal, infinite or NaN. */
    private static boolean isSpecial(int bits) {
        return bits < SMALLEST_NORMAL || bits >= INFINITY;
    }

    private static int exponent(int bits) {
        return (bits - SQRT_HALF) >> 23;
    }

    /** What stands in k's place. */
    private static float special(float x, float[] m, int i) {
        if (x > 0 && x < Float.MIN_NORMAL) {
            int bits = Float.floatToRawIntBits(x * TO_NORMAL);
            int k = exponent(bits);
            m[i] = Float.intBitsToFloat(bits - (k << 23));
            return k - 25;
        }
        m[i] = 1;
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x > 0 ? x : Float.NaN;
    }

    /** log(m 2^k) + c. */
    private static float logarithm(float m, float k, float c) {
        float f = m - 1;
        float s = f / (2 + f);
        float z = s * s;
        float w = z * z;
        float rest = Math.fma(z, Math.fma(w, G3, G1), w * Math.fma(w, G4, G2));
        float half = 0.5f * f * f;
        float low = Math.fma(k, LN2_LOW, c);
        return Math.fma(k, LN2_HIGH, f + (Math.fma(s, half + rest, low) - half));
    }
}
