package keras4j.internal.kernels;

/** Whole numbers, by the processor's rounding of doubles. */
final class Rounding {
    private Rounding() {}

    static void floor(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.floor(a[i]);
        }
    }

    static void ceil(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.ceil(a[i]);
        }
    }

    static void round(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.rint(a[i]);
        }
    }

    static void trunc(float[] a, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.copySign(Math.floor(Math.abs(a[i])), a[i]);
        }
    }

    /** TensorFlow's: of the rounded quotient. */
    static void floorDivide(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.floor(a[i] / b[i]);
        }
    }

    static void mod(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        for (int i = 0; i < n; i++) {
            y[i] = mod(a[i], b[i]);
        }
    }

    private static float mod(float a, float b) {
        float rest = a % b;
        if (rest == 0) {
            return Math.copySign(rest, b);
        }
        return rest < 0 == b < 0 ? rest : rest + b;
    }
}
