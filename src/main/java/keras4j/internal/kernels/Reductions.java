package keras4j.internal.kernels;

/** stub */
public final class Reductions {
    public static float sum(float[] a, int from, int n) {
        double s = 0;
        for (int i = from; i < from + n; i++) {
            s += a[i];
        }
        return (float) s;
    }

    public static float max(float[] a, int from, int n) {
        float s = a[from];
        for (int i = from; i < from + n; i++) {
            s = Math.max(s, a[i]);
        }
        return s;
    }

    public static float min(float[] a, int from, int n) {
        float s = a[from];
        for (int i = from; i < from + n; i++) {
            s = Math.min(s, a[i]);
        }
        return s;
    }

    public static float prod(float[] a, int from, int n) {
        float s = 1;
        for (int i = from; i < from + n; i++) {
            s *= a[i];
        }
        return s;
    }

    public static void addRows(float[] a, float[] sums, int rows, int l) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < l; j++) {
                sums[j] += a[i * l + j];
            }
        }
    }
}
