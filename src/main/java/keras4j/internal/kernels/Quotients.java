package keras4j.internal.kernels;

/** tanh and erf as quotients of polynomials, in loops that C2 vectorises. */
final class Quotients {
    /** From here on tanh is 1 in float32; the quotient is 1 here to the last bit, so that what is saturated has no gradient. */
    private static final float TANH_LARGEST = 7.99881172180175781f;

    /** Eigen's coefficients of tanh (MathFunctionsImpl.h), numerator and denominator; the first are the same, so that tanh(x) is x near 0. */
    private static final float A1 = 4.89352455891786e-03f;

    private static final float A3 = 6.37261928875436e-04f;
    private static final float A5 = 1.48572235717979e-05f;
    private static final float A7 = 5.12229709037114e-08f;
    private static final float A9 = -8.60467152213735e-11f;
    private static final float A11 = 2.00018790482477e-13f;
    private static final float A13 = -2.76076847742355e-16f;
    private static final float B0 = A1;
    private static final float B2 = 2.26843463243900e-03f;
    private static final float B4 = 1.18534705686654e-04f;
    private static final float B6 = 1.19825839466702e-06f;

    /** From here on erf is 1 in float32, and the quotient is 1 here to the last bit. */
    private static final float ERF_LARGEST = 3.83f;

    /** XLA's coefficients of erf (math.cc, 32 bits), numerator and denominator. */
    private static final float N1 = 1.128379143519084f;

    private static final float N3 = 0.18520832239976145f;
    private static final float N5 = 0.050955695062380861f;
    private static final float N7 = 0.0034082910107109506f;
    private static final float N9 = 0.00022905065861350646f;
    private static final float D2 = 0.49746925110067538f;
    private static final float D4 = 0.11098505178285362f;
    private static final float D6 = 0.014070470171167667f;
    private static final float D8 = 0.0010179625278914885f;
    private static final float D10 = 0.000023547966471313185f;
    private static final float D12 = -1.1791602954361697e-7f;

    private Quotients() {}

    static void tanh(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            float x = Math.max(-TANH_LARGEST, Math.min(TANH_LARGEST, a[i]));
            float s = x * x;
            float high = Math.fma(s, Math.fma(s, Math.fma(s, A13, A11), A9), A7);
            float p = Math.fma(s, Math.fma(s, Math.fma(s, high, A5), A3), A1);
            float q = Math.fma(s, Math.fma(s, Math.fma(s, B6, B4), B2), B0);
            y[i] = x * (p / q);
        }
    }

    static void erf(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            float x = Math.max(-ERF_LARGEST, Math.min(ERF_LARGEST, a[i]));
            float s = x * x;
            float p = Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, N9, N7), N5), N3), N1);
            float high = Math.fma(s, Math.fma(s, Math.fma(s, D12, D10), D8), D6);
            float q = Math.fma(s, Math.fma(s, Math.fma(s, high, D4), D2), 1);
            y[i] = Math.max(-1, Math.min(1, x * (p / q)));
        }
    }
}
