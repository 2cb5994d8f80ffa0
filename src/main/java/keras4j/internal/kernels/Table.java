package keras4j.internal.kernels;

import java.util.Arrays;
import keras4j.core.KerasException;
import keras4j.core.Parallel;

/** Rows of a table (rows, width), by their numbers: read, or added up. */
public final class Table {
    /** The fewest numbers that are worth a thread. */
    private static final int LEAST = 1 << 15;

    private Table() {}

    /**
     * Checks that a number is that of a row.
     *
     * @param where what an error message begins with
     * @param i which of the numbers it is
     * @param positions how many numbers a sample has
     * @throws KerasException if there is no such row
     */
    public static int row(String where, float number, int i, int positions, int rows) {
        int row = (int) number;
        if (row != number || row < 0 || row >= rows) {
            throw KerasException.expected(
                    where + ", sample " + i / positions + " of the batch, place " + i % positions,
                    "a whole number from 0 to " + (rows - 1),
                    number);
        }
        return row;
    }

    /**
     * y[i] = the row with the number numbers[i].
     *
     * @param where what an error message begins with
     */
    public static Kernel read(String where, View numbers, View table, View y) {
        int rows = table.shape().dim(0);
        int width = table.shape().dim(1);
        int count = numbers.size();
        int positions = count / numbers.shape().dim(0);
        Parallel.Loop loop = (part, from, to) -> {
            for (int i = from; i < to; i++) {
                int row = (int) numbers.array()[numbers.offset() + i];
                System.arraycopy(table.array(), table.offset() + row * width, y.array(), y.offset() + i * width, width);
            }
        };
        Parallel parallel = new Parallel(loop, Math.max(1, LEAST / width));
        return () -> {
            for (int i = 0; i < count; i++) {
                row(where, numbers.array()[numbers.offset() + i], i, positions, rows);
            }
            parallel.run(0, count);
        };
    }

    /** table[row] = the sum of all x[i] with the number of that row. */
    public static Kernel add(View numbers, View x, View table) {
        int width = table.shape().dim(1);
        int count = numbers.size();
        return () -> {
            float[] sums = table.array();
            float[] from = x.array();
            Arrays.fill(sums, table.offset(), table.offset() + table.size(), 0);
            for (int i = 0, at = x.offset(); i < count; i++, at += width) {
                int row = table.offset() + (int) numbers.array()[numbers.offset() + i] * width;
                for (int j = 0; j < width; j++) {
                    sums[row + j] += from[at + j];
                }
            }
        };
    }
}
