package keras4j.core;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A function of rows as loops over arrays, and as ND4J calls it. */
public abstract class RowFunction implements IActivation {
    private static final long serialVersionUID = 1L;

    /** What messages call it. */
    public abstract String name();

    /** The length of the last axis of the outputs, for inputs whose last axis has this length: the same unless overridden. */
    public int outputWidth(int width) {
        return width;
    }

    /**
     * Computes the outputs of some rows.
     *
     * @param x (rows, width), row-major
     * @param y (rows, {@link #outputWidth}), is written
     * @param from the first of these rows
     * @param to the row behind the last
     */
    public abstract void forward(float[] x, float[] y, int from, int to, int width);

    /**
     * Takes a gradient of some rows back.
     *
     * @param x the inputs, (rows, width)
     * @param y the outputs for them, (rows, {@link #outputWidth})
     * @param dy the gradient with respect to the outputs
     * @param dx the gradient with respect to the inputs, is written
     * @param from the first of these rows
     * @param to the row behind the last
     */
    public abstract void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width);

    /** See {@link #forward(float[], float[], int, int, int)}; of rows from the first on. */
    public final void forward(float[] x, float[] y, int rows, int width) {
        forward(x, y, 0, rows, width);
    }

    /** See {@link #backward(float[], float[], float[], float[], int, int, int)}; of rows from the first on. */
    public final void backward(float[] x, float[] y, float[] dy, float[] dx, int rows, int width) {
        backward(x, y, dy, dx, 0, rows, width);
    }

    /** ND4J's way to call {@link #forward}: {@code in} is (rows, width) and is overwritten. */
    @Override
    public final INDArray getActivation(INDArray in, boolean training) {
        int rows = (int) in.size(0);
        int width = (int) in.size(1);
        int outputs = outputWidth(width);
        float[] y = new float[rows * outputs];
        forward(NdArrays.floats(in), y, rows, width);
        INDArray target = outputs == width ? in : in.get(NDArrayIndex.all(), NDArrayIndex.interval(0, outputs));
        return target.assign(NdArrays.of(y, rows, outputs));
    }

    /** ND4J's way to call {@link #backward}. */
    @Override
    public final Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        int rows = (int) in.size(0);
        int width = (int) in.size(1);
        float[] x = NdArrays.floats(in);
        float[] y = new float[rows * outputWidth(width)];
        forward(x, y, rows, width);
        float[] dx = new float[x.length];
        backward(x, y, NdArrays.floats(epsilon), dx, rows, width);
        return new Pair<>(NdArrays.of(dx, rows, width), null);
    }

    @Override
    public final int numParams(int inputSize) {
        return 0;
    }
}
