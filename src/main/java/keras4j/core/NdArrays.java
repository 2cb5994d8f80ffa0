package keras4j.core;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's arrays to and from row-major floats, and whether ND4J is there at all. */
public final class NdArrays {
    private NdArrays() {}

    /** Looked for when it is first asked. */
    private static final class Backend {
        private static final String FAILURE = failure();

        private static String failure() {
            try {
                Nd4j.getBackend();
                return null;
            } catch (LinkageError | RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                return cause.toString();
            }
        }
    }

    /**
     * Loads ND4J's native library, if that has not happened yet.
     *
     * @param where what needs it
     * @throws KerasException naming the remedy, if it cannot be loaded
     */
    public static void require(String where) {
        if (Backend.FAILURE != null) {
            throw KerasException.expected(
                    where,
                    "ND4J with its native library: org.nd4j:nd4j-native-platform on the classpath, and a folder to unpack it"
                            + " (-Dorg.bytedeco.javacpp.cachedir=..); without it, use Java arrays and the engine \"compiled\"",
                    Backend.FAILURE);
        }
    }

    /** The numbers in row-major order, whatever the array's type, order and strides. */
    public static float[] floats(INDArray array) {
        return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    /** The lengths of the axes from {@code firstAxis} on. */
    public static Shape shape(INDArray array, int firstAxis) {
        int[] dims = new int[Math.max(0, array.rank() - firstAxis)];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Math.toIntExact(array.size(firstAxis + i));
        }
        return Shape.of(dims);
    }

    /** Arrays that hold these numbers, one for each shape. */
    public static List<INDArray> of(List<float[]> values, List<Shape> shapes) {
        List<INDArray> arrays = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            arrays.add(of(values.get(i), shapes.get(i).lengths()));
        }
        return arrays;
    }

    /**
     * The numbers of arrays that must have these shapes.
     *
     * @throws KerasException naming the first that is missing or has another shape
     */
    public static List<float[]> floats(String verb, List<INDArray> arrays, List<Shape> shapes) {
        KerasException.notNull(verb, shapes.size() + " arrays", arrays);
        if (arrays.size() != shapes.size()) {
            throw KerasException.expected(verb, shapes.size() + " arrays", arrays.size());
        }
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            String where = verb + ", array " + i;
            Shape received = shape(KerasException.notNull(where, "shape " + shapes.get(i), arrays.get(i)), 0);
            if (!received.equals(shapes.get(i))) {
                throw KerasException.expected(where, "shape " + shapes.get(i), received);
            }
            values.add(floats(arrays.get(i)));
        }
        return values;
    }

    /** An array that holds these numbers. */
    public static INDArray of(float[] values, long... shape) {
        require("INDArray");
        return Nd4j.create(values, shape, 'c');
    }
}
