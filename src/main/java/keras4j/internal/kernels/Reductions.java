package keras4j.internal.kernels;

import java.util.Arrays;

/** Many numbers to one: in eight chains, so that no addition waits for the one before. */
public final class Reductions {
    /** Rows narrower than this are added number by number. */
    private static final int NARROW = 16;

    private Reductions() {}

    /** The sum of a[from], ..., a[from + n - 1]; 0 of none. */
    public static float sum(float[] a, int from, int n) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int to = from + n;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
            s4 += a[i + 4];
            s5 += a[i + 5];
            s6 += a[i + 6];
            s7 += a[i + 7];
        }
        for (; i < to; i++) {
            s0 += a[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** The sum of the products of numbers at the same places. */
    static float dot(float[] a, float[] b, int from, int n) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int to = from + n;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
            s4 += a[i + 4] * b[i + 4];
            s5 += a[i + 5] * b[i + 5];
            s6 += a[i + 6] * b[i + 6];
            s7 += a[i + 7] * b[i + 7];
        }
        for (; i < to; i++) {
            s0 += a[i] * b[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** The product; 1 of none. */
    public static float prod(float[] a, int from, int n) {
        float s0 = 1, s1 = 1, s2 = 1, s3 = 1, s4 = 1, s5 = 1, s6 = 1, s7 = 1;
        int to = from + n;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 *= a[i];
            s1 *= a[i + 1];
            s2 *= a[i + 2];
            s3 *= a[i + 3];
            s4 *= a[i + 4];
            s5 *= a[i + 5];
            s6 *= a[i + 6];
            s7 *= a[i + 7];
        }
        for (; i < to; i++) {
            s0 *= a[i];
        }
        return ((s0 * s1) * (s2 * s3)) * ((s4 * s5) * (s6 * s7));
    }

    /** The largest number, NaN if one is NaN; minus infinity of none. */
    public static float max(float[] a, int from, int n) {
        float s0 = Float.NEGATIVE_INFINITY, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        int to = from + n;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 = Math.max(s0, a[i]);
            s1 = Math.max(s1, a[i + 1]);
            s2 = Math.max(s2, a[i + 2]);
            s3 = Math.max(s3, a[i + 3]);
            s4 = Math.max(s4, a[i + 4]);
            s5 = Math.max(s5, a[i + 5]);
            s6 = Math.max(s6, a[i + 6]);
            s7 = Math.max(s7, a[i + 7]);
        }
        for (; i < to; i++) {
            s0 = Math.max(s0, a[i]);
        }
        return Math.max(Math.max(Math.max(s0, s1), Math.max(s2, s3)), Math.max(Math.max(s4, s5), Math.max(s6, s7)));
    }

    /** The smallest number, NaN if one is NaN; infinity of none. */
    public static float min(float[] a, int from, int n) {
        float s0 = Float.POSITIVE_INFINITY, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        int to = from + n;
        int i = from;
        for (; i + 7 < to; i += 8) {
            s0 = Math.min(s0, a[i]);
            s1 = Math.min(s1, a[i + 1]);
            s2 = Math.min(s2, a[i + 2]);
            s3 = Math.min(s3, a[i + 3]);
            s4 = Math.min(s4, a[i + 4]);
            s5 = Math.min(s5, a[i + 5]);
            s6 = Math.min(s6, a[i + 6]);
            s7 = Math.min(s7, a[i + 7]);
        }
        for (; i < to; i++) {
            s0 = Math.min(s0, a[i]);
        }
        return Math.min(Math.min(Math.min(s0, s1), Math.min(s2, s3)), Math.min(Math.min(s4, s5), Math.min(s6, s7)));
    }

    /** 1 if a number is not 0 (NaN is not), else 0. */
    public static float any(float[] a, int from, int n) {
        for (int i = from; i < from + n; i++) {
            if (a[i] != 0) {
                return 1;
            }
        }
        return 0;
    }

    /** 0 if a number is 0, else 1. */
    public static float all(float[] a, int from, int n) {
        for (int i = from; i < from + n; i++) {
            if (a[i] == 0) {
                return 0;
            }
        }
        return 1;
    }

    /** sums[j] += a[j] + a[l + j] + ...: adds rows of l numbers to the sums of the columns. The scratch holds a row. */
    public static void addRows(float[] a, int rows, int l, float[] sums, Scratch scratch) {
        for (int row = 0; row < rows; row++) {
            if (l < NARROW) {
                addNarrow(a, row * l, sums, l);
            } else {
                System.arraycopy(a, row * l, scratch.first, 0, l);
                Arithmetic.add(sums, scratch.first, sums, l, scratch);
            }
        }
    }

    private static void addNarrow(float[] a, int from, float[] sums, int l) {
        for (int j = 0; j < l; j++) {
            sums[j] += a[from + j];
        }
    }

    /** a[from], ..., a[from + n - 1] become the value. */
    public static void fill(float[] a, int from, int n, float value) {
        Arrays.fill(a, from, from + n, value);
    }
}
