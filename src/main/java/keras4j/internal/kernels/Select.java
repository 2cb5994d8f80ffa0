package keras4j.internal.kernels;

/** stub */
public final class Select {
    public static void run(float[] c, float[] a, float[] b, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = c[i] != 0 ? a[i] : b[i];
        }
    }
}
