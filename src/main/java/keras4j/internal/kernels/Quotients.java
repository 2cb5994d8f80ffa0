package keras4j.internal.kernels;

/** tanh and erf as quotients of polynomials, in loops that C2 vectorises. */
final class Quotients {
    /** From here on tanh is 1 in float32; the quotient is 1 here to the last bit, so that what is saturated has no gradient. */
    private static final float TANH_LARGEST = 8.01773357391357422f;

    /** Eigen's coefficients of tanh (MathFunctionsImpl.h), numerator and denominator, whose first are 1: tanh(x) is x near 0. */
    private static final float A3 = 1.340216100e-1f;

    private static final float A5 = 3.520756727e-3f;
    private static final float A7 = 2.102733560e-5f;
    private static final float A9 = 1.394553628e-8f;
    private static final float B2 = 4.673548340e-1f;
    private static final float B4 = 2.597254514e-2f;
    private static final float B6 = 3.326951409e-4f;
    private static final float B8 = 8.015776984e-7f;

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
        tanh(a, y, 0, n);
    }

    /** y[i] = tanh(x[i]) from one index to another; y may be x. */
    static void tanh(float[] a, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = Math.max(-TANH_LARGEST, Math.min(TANH_LARGEST, a[i]));
            float s = x * x;
            float p = Math.fma(s, Math.fma(s, Math.fma(s, A9, A7), A5), A3);
            float q = Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, B8, B6), B4), B2), 1);
            y[i] = Math.fma(s * x, p, x) / q;
        }
    }

    /**
     * y[i] = 1 / (1 + exp(-x[i])) = (1 + tanh(x[i] / 2)) / 2 from one index to another, within 2e-7 of the exact result; y may be x.
     * Small results have fewer digits than those of {@link Exponentials#sigmoid}, which takes longer.
     */
    static void sigmoid(float[] a, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            float x = Math.max(-TANH_LARGEST, Math.min(TANH_LARGEST, 0.5f * a[i]));
            float s = x * x;
            float p = Math.fma(s, Math.fma(s, Math.fma(s, A9, A7), A5), A3);
            float q = Math.fma(s, Math.fma(s, Math.fma(s, Math.fma(s, B8, B6), B4), B2), 1);
            y[i] = Math.fma(0.5f, Math.fma(s * x, p, x) / q, 0.5f);
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
