package keras4j.core;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's arrays to and from row-major floats. */
public final class NdArrays {
    private NdArrays() {}

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

    /** An array that holds these numbers. */
    public static INDArray of(float[] values, long... shape) {
        return Nd4j.create(values, shape, 'c');
    }
}
