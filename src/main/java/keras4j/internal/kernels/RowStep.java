package keras4j.internal.kernels;

/**
 * What a primitive does to rows, if it works number by number or row by row: such steps over the same rows run together, in a
 * {@link RowProgram}.
 */
public sealed interface RowStep {
    /** y = f(x, ..) number by number. */
    non-sealed interface Map extends RowStep {
        /**
         * @param x the operands, each from its first number on
         * @param y is written; may be one of the operands
         */
        void run(float[][] x, float[] y, int count, Scratch scratch);
    }

    /** A {@link Map} of one operand, as the loop that it is. */
    record One(Loop loop) implements Map {
        @Override
        public void run(float[][] x, float[] y, int count, Scratch scratch) {
            loop.run(x[0], y, count, scratch);
        }
    }

    /** A {@link Map} of two operands, as the loop that it is. */
    record Two(Loop2 loop) implements Map {
        @Override
        public void run(float[][] x, float[] y, int count, Scratch scratch) {
            loop.run(x[0], x[1], y, count, scratch);
        }
    }

    /** A row of the rows at the same place. */
    non-sealed interface Rows extends RowStep {
        /**
         * @param x the operands
         * @param y is written; none of the operands
         * @param from the index of the row's first number in all
         */
        void run(float[][] x, float[] y, int from, int count);
    }

    /** One number of each row. */
    non-sealed interface Reduce extends RowStep {
        float run(float[] x, int from, int count);
    }

    /** Numbers that come from nowhere, such as random ones. */
    non-sealed interface Generate extends RowStep {
        /** @param first the place of the first number among all */
        void run(long first, float[] y, int count, Scratch scratch);
    }

    /** Each number of (.., 1) becomes a row. */
    enum Expand implements RowStep {
        EXPAND
    }

    /** The sum of all rows, a row. */
    enum ColumnSum implements RowStep {
        COLUMN_SUM
    }
}
