package keras4j.internal.kernels;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

/** A product of matrices in native memory, by BLAS. */
final class Gemm {
    /** Numbers that are summed at once: with more, OpenBLAS is slower where there are few rows or columns. */
    static final int MAX_SUMMED = 256;

    /** The same for the patches of images, of which there are few columns: with more, it is often half as fast. */
    static final int MAX_SUMMED_OF_PATCHES = 128;

    private Gemm() {}

    /**
     * The same of parts of operands, which may be read with rows and columns changed.
     *
     * @param aAt where the part begins, as the operand's view has it
     */
    static void multiply(
            int part,
            int rows,
            int inner,
            int columns,
            Operand a,
            int aAt,
            boolean isATransposed,
            Operand b,
            int bAt,
            boolean isBTransposed,
            boolean adds,
            NativeNumbers c,
            long cAt,
            int cRow) {
        multiply(
                part,
                MAX_SUMMED,
                rows,
                inner,
                columns,
                a.memory,
                aAt - a.shift,
                isATransposed ? a.column : a.row,
                isATransposed ? a.row : a.column,
                b.memory,
                bAt - b.shift,
                isBTransposed ? b.column : b.row,
                isBTransposed ? b.row : b.column,
                adds,
                c,
                cAt,
                cRow);
    }

    /**
     * C = A B: A is (rows, inner), B (inner, columns), C (rows, columns). Each is given by its memory, the place of its first number
     * and the distance from row to row; A and B also by that from column to column, one of the two being 1.
     *
     * @param part the {@link keras4j.core.Parallel} chunk that asks for it
     * @param maxSummed how many numbers are summed at once: {@link #MAX_SUMMED}, or of patches fewer
     * @param adds whether the product is added to what is there
     */
    static void multiply(
            int part,
            int maxSummed,
            int rows,
            int inner,
            int columns,
            NativeNumbers a,
            long aAt,
            int aRow,
            int aColumn,
            NativeNumbers b,
            long bAt,
            int bRow,
            int bColumn,
            boolean adds,
            NativeNumbers c,
            long cAt,
            int cRow) {
        boolean aTransposed = aColumn != 1 && inner != 1;
        boolean bTransposed = bColumn != 1 && columns != 1;
        int pieces = (inner + maxSummed - 1) / maxSummed;
        int length = (inner + pieces - 1) / pieces;
        for (int at = 0; at < inner; at += length) {
            int summed = Math.min(length, inner - at);
            cblas_sgemm(
                    CblasRowMajor,
                    aTransposed ? CblasTrans : CblasNoTrans,
                    bTransposed ? CblasTrans : CblasNoTrans,
                    rows,
                    columns,
                    summed,
                    1,
                    a.at(part, NativeNumbers.A, aAt + (long) at * aColumn),
                    aTransposed ? Math.max(aColumn, rows) : Math.max(aRow, summed),
                    b.at(part, NativeNumbers.B, bAt + (long) at * bRow),
                    bTransposed ? Math.max(bColumn, summed) : Math.max(bRow, columns),
                    at == 0 && !adds ? 0 : 1,
                    c.at(part, NativeNumbers.C, cAt),
                    Math.max(cRow, columns));
        }
    }
}
