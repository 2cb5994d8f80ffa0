package keras4j.internal.kernels;

/** A product of small matrices as loops, which need no native library. */
public final class SmallProduct {
    private SmallProduct() {}

    /**
     * C = A B, plus a row that is added to each of C's: A is (rows, inner), B (inner, columns), C (rows, columns). Each is given
     * by its array, the place of its first number, and the distance from row to row; A and B also by that from column to column,
     * so that they can be read transposed.
     *
     * <p>Tiles of 2 x 4 stay in registers: twice as fast as one number after the other.
     *
     * @param added has that row; null for none
     * @param addedFrom the place of its first number
     */
    public static void multiply(
            int rows,
            int inner,
            int columns,
            float[] a,
            int aFrom,
            int aRow,
            int aColumn,
            float[] b,
            int bFrom,
            int bRow,
            int bColumn,
            float[] added,
            int addedFrom,
            float[] c,
            int cFrom,
            int cRow) {
        int i = 0;
        for (; i + 1 < rows; i += 2) {
            int a0 = aFrom + i * aRow;
            int a1 = a0 + aRow;
            int c0 = cFrom + i * cRow;
            int c1 = c0 + cRow;
            int j = 0;
            for (; j + 3 < columns; j += 4) {
                float s00 = added == null ? 0 : added[addedFrom + j];
                float s01 = added == null ? 0 : added[addedFrom + j + 1];
                float s02 = added == null ? 0 : added[addedFrom + j + 2];
                float s03 = added == null ? 0 : added[addedFrom + j + 3];
                float s10 = s00;
                float s11 = s01;
                float s12 = s02;
                float s13 = s03;
                int at = 0;
                int from = bFrom + j * bColumn;
                for (int k = 0; k < inner; k++) {
                    float x0 = a[a0 + at];
                    float x1 = a[a1 + at];
                    float y0 = b[from];
                    float y1 = b[from + bColumn];
                    float y2 = b[from + 2 * bColumn];
                    float y3 = b[from + 3 * bColumn];
                    s00 += x0 * y0;
                    s01 += x0 * y1;
                    s02 += x0 * y2;
                    s03 += x0 * y3;
                    s10 += x1 * y0;
                    s11 += x1 * y1;
                    s12 += x1 * y2;
                    s13 += x1 * y3;
                    at += aColumn;
                    from += bRow;
                }
                c[c0 + j] = s00;
                c[c0 + j + 1] = s01;
                c[c0 + j + 2] = s02;
                c[c0 + j + 3] = s03;
                c[c1 + j] = s10;
                c[c1 + j + 1] = s11;
                c[c1 + j + 2] = s12;
                c[c1 + j + 3] = s13;
            }
            for (; j < columns; j++) {
                float s0 = added == null ? 0 : added[addedFrom + j];
                float s1 = s0;
                int at = 0;
                int from = bFrom + j * bColumn;
                for (int k = 0; k < inner; k++) {
                    s0 += a[a0 + at] * b[from];
                    s1 += a[a1 + at] * b[from];
                    at += aColumn;
                    from += bRow;
                }
                c[c0 + j] = s0;
                c[c1 + j] = s1;
            }
        }
        if (i < rows) {
            row(
                    inner,
                    columns,
                    a,
                    aFrom + i * aRow,
                    aColumn,
                    b,
                    bFrom,
                    bRow,
                    bColumn,
                    added,
                    addedFrom,
                    c,
                    cFrom + i * cRow);
        }
    }

    /** The last of an odd number of rows. */
    private static void row(
            int inner,
            int columns,
            float[] a,
            int aFrom,
            int aColumn,
            float[] b,
            int bFrom,
            int bRow,
            int bColumn,
            float[] added,
            int addedFrom,
            float[] c,
            int cFrom) {
        int j = 0;
        for (; j + 3 < columns; j += 4) {
            float s0 = added == null ? 0 : added[addedFrom + j];
            float s1 = added == null ? 0 : added[addedFrom + j + 1];
            float s2 = added == null ? 0 : added[addedFrom + j + 2];
            float s3 = added == null ? 0 : added[addedFrom + j + 3];
            int at = aFrom;
            int from = bFrom + j * bColumn;
            for (int k = 0; k < inner; k++) {
                float x = a[at];
                s0 += x * b[from];
                s1 += x * b[from + bColumn];
                s2 += x * b[from + 2 * bColumn];
                s3 += x * b[from + 3 * bColumn];
                at += aColumn;
                from += bRow;
            }
            c[cFrom + j] = s0;
            c[cFrom + j + 1] = s1;
            c[cFrom + j + 2] = s2;
            c[cFrom + j + 3] = s3;
        }
        for (; j < columns; j++) {
            float s = added == null ? 0 : added[addedFrom + j];
            int at = aFrom;
            int from = bFrom + j * bColumn;
            for (int k = 0; k < inner; k++) {
                s += a[at] * b[from];
                at += aColumn;
                from += bRow;
            }
            c[cFrom + j] = s;
        }
    }
}
