package keras4j.internal.kernels;

/** The one function of three numbers. */
public final class Select {
    private Select() {}

    /**
     * y[i] = a[i] where condition[i] is not 0, else b[i], bit by bit: the number not taken leaves no trace. y may be any of them.
     */
    public static void run(float[] condition, float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            int mask = Logic.notZero(condition[i]);
            int other = Float.floatToRawIntBits(b[i]);
            y[i] = Float.intBitsToFloat(other ^ mask & (other ^ Float.floatToRawIntBits(a[i])));
        }
    }
}
