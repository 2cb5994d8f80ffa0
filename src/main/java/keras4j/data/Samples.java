package keras4j.data;

import java.util.Arrays;
import keras4j.core.KerasException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks at arrays of samples that users give, and brings them into a row. */
final class Samples {
    private Samples() {}

    static <T> T notNull(String name, T array) {
        return KerasException.notNull(name, "an array", array);
    }

    static int rows(String name, float[][] rows) {
        return notNull(name, rows).length;
    }

    static int width(String name, float[][] rows) {
        if (rows(name, rows) == 0 || notNull(name + ", row 0", rows[0]).length == 0) {
            throw KerasException.expected(name, "at least one sample with at least one number", "an empty array");
        }
        return rows[0].length;
    }

    static float[] flatten(String name, float[][] rows) {
        int width = width(name, rows);
        float[] flat = new float[Math.multiplyExact(rows.length, width)];
        for (int row = 0; row < rows.length; row++) {
            if (notNull(name + ", row " + row, rows[row]).length != width) {
                throw KerasException.expected(
                        name, "rows of one length, " + width + " as in row 0", rows[row].length + " in row " + row);
            }
            System.arraycopy(rows[row], 0, flat, row * width, width);
        }
        return flat;
    }

    static void checkRank(String name, int rank, int least, Object shape) {
        if (rank < least) {
            throw KerasException.expected(
                    name,
                    "an array (samples, ..) with at least " + least + (least == 1 ? " axis" : " axes"),
                    "an array of shape " + shape);
        }
    }

    static int rows(String name, INDArray array) {
        DataType type = notNull(name, array).dataType();
        if (!type.isNumerical() && type != DataType.BOOL) {
            throw KerasException.expected(name, "numbers or booleans", "an array of type " + type);
        }
        if (array.isEmpty() || array.rank() < 1) {
            throw KerasException.expected(
                    name, "at least one sample", "an array of shape " + Arrays.toString(array.shape()));
        }
        return Math.toIntExact(array.size(0));
    }

    /** @throws KerasException naming sample and place of the first NaN or infinite number */
    static void checkFinite(String name, float[] values, int size) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                String place = name + ", row " + i / size + ", column " + i % size;
                throw KerasException.expected(place, "a finite number", values[i]);
            }
        }
    }
}
