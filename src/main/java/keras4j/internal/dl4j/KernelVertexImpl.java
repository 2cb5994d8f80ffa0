package keras4j.internal.dl4j;

import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link KernelVertex} at work. */
@SuppressWarnings("overrides") // DL4J's own setInputs is without its interface's "..."
final class KernelVertexImpl extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;
    private static final float[] NO_WEIGHTS = {};

    private final transient MergeKernel kernel;
    private final transient List<Shape> shapes;
    private final transient Shape output;
    private transient float[][] x;
    private transient float[] y;

    KernelVertexImpl(
            ComputationGraph graph,
            String name,
            int index,
            DataType type,
            MergeKernel kernel,
            List<Shape> shapes,
            Shape output) {
        super(graph, name, index, null, null, type);
        this.kernel = kernel;
        this.shapes = shapes;
        this.output = output;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    private int samples() {
        return x[0].length / shapes.get(0).size();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        x = new float[inputs.length][];
        for (int k = 0; k < x.length; k++) {
            x[k] = NdArrays.floats(inputs[k]);
        }
        y = new float[samples() * output.size()];
        kernel.forward(NO_WEIGHTS, x, y, samples(), training);
        return array(workspaces, ArrayType.ACTIVATIONS, y, output);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        float[][] dx = new float[x.length][];
        for (int k = 0; k < x.length; k++) {
            dx[k] = new float[x[k].length];
        }
        kernel.backward(NO_WEIGHTS, x, y, NdArrays.floats(epsilon), dx, NO_WEIGHTS, samples());
        INDArray[] gradients = new INDArray[x.length];
        for (int k = 0; k < x.length; k++) {
            gradients[k] = array(workspaces, ArrayType.ACTIVATION_GRAD, dx[k], shapes.get(k));
        }
        return new Pair<>(null, gradients);
    }

    /** Rows of the last axis, in the workspace where DL4J looks for them. */
    private static INDArray array(LayerWorkspaceMgr workspaces, ArrayType type, float[] numbers, Shape shape) {
        return workspaces.dup(type, NdArrays.of(numbers, numbers.length / shape.last(), shape.last()), 'c');
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {}

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int samples) {
        return new Pair<>(null, state);
    }

    @Override
    public String toString() {
        return "KernelVertex(" + vertexName + ")";
    }
}
