package keras4j.internal.kernels;

/** Loops of one or two instructions a number, all of which C2 vectorises. */
final class Arithmetic {
    /** Times this twice, every number but 0 is 1 or more, or -1 or less. */
    private static final float HUGE = 0x1p100f;

    private Arithmetic() {}

    static void negative(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = -a[i];
        }
    }

    static void abs(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.abs(a[i]);
        }
    }

    /** -1, 0 or 1, without a comparison, which C2 would not vectorise. */
    static void sign(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(-1, Math.min(1, a[i] * HUGE * HUGE));
        }
    }

    static void square(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * a[i];
        }
    }

    static void sqrt(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.sqrt(a[i]);
        }
    }

    static void rsqrt(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = 1 / (float) Math.sqrt(a[i]);
        }
    }

    static void reciprocal(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = 1 / a[i];
        }
    }

    static void relu(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], 0);
        }
    }

    static void add(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] + b[i];
        }
    }

    static void subtract(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] - b[i];
        }
    }

    static void multiply(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] * b[i];
        }
    }

    static void divide(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = a[i] / b[i];
        }
    }

    static void maximum(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(a[i], b[i]);
        }
    }

    static void minimum(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.min(a[i], b[i]);
        }
    }
}
