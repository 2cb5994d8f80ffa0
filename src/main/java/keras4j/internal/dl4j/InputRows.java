package keras4j.internal.dl4j;

import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gives an input of a network as rows, and keeps the gradient by it, which DL4J itself does not. */
final class InputRows extends ReshapePreProcessor {
    private static final long serialVersionUID = 1L;

    private transient float[] gradient;

    InputRows(Shape row) {
        super(row, row);
    }

    /** Copies the gradient that the last backward found. */
    void copyGradient(float[] into) {
        System.arraycopy(gradient, 0, into, 0, gradient.length);
    }

    @Override
    public INDArray backprop(INDArray output, int samples, LayerWorkspaceMgr workspace) {
        gradient = NdArrays.floats(output);
        return super.backprop(output, samples, workspace);
    }
}
