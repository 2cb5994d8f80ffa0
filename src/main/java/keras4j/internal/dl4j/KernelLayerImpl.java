package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A {@link KernelLayer} at work. */
final class KernelLayerImpl extends BaseLayer<KernelLayer> {
    private static final long serialVersionUID = 1L;

    private final transient TracedKernel kernel;
    private final transient List<WeightSpec> specs;
    /** The numbers of a sample of each input and mask. */
    private final int[] sizes;

    /** The inputs, and the masks behind them. */
    private final transient float[][] x;

    private transient float[] weights;

    /** @param shapes those of the inputs and masks */
    KernelLayerImpl(
            NeuralNetConfiguration conf,
            DataType type,
            TracedKernel kernel,
            List<WeightSpec> specs,
            List<Shape> shapes) {
        super(conf, type);
        this.kernel = kernel;
        this.specs = specs;
        sizes = shapes.stream().mapToInt(Shape::size).toArray();
        x = new float[sizes.length][];
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    /** A change of state is no sum over samples. */
    @Override
    public boolean updaterDivideByMinibatch(String key) {
        int index = KernelLayer.keys(specs).indexOf(key);
        return index < 0 || specs.get(index).kind() == WeightSpec.Kind.TRAINABLE;
    }

    private int samples() {
        return x[0].length / sizes[0];
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        weights = specs.isEmpty() ? new float[0] : NdArrays.floats(paramsFlattened);
        int at = 0;
        for (int k = 0; k < x.length; k++) {
            x[k] = x.length == 1 ? NdArrays.floats(input) : columns(at, sizes[k]);
            at += sizes[k];
        }
        float[] y = new float[samples() * kernel.outputSize()];
        kernel.forward(weights, x, y, samples(), training);
        return array(workspaces, ArrayType.ACTIVATIONS, y);
    }

    private float[] columns(int from, int count) {
        return NdArrays.floats(input.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count)));
    }

    /** What the last forward has added to the loss. */
    double addedLosses() {
        return kernel.addedLosses();
    }

    /** What the last forward has read as one of the inputs and masks. */
    float[] read(int number) {
        return x[number];
    }

    /** See {@link TracedKernel#seed}. */
    void seed(long seed, long common) {
        kernel.seed(seed, common);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        float[] dy = NdArrays.floats(epsilon);
        float[] gradients = new float[weights.length];
        float[][] inputGradients = new float[x.length][];
        for (int k = 0; k < x.length; k++) {
            inputGradients[k] = new float[x[k].length];
        }
        kernel.backward(dy, inputGradients, gradients);
        float[] changes = new float[weights.length];
        kernel.addStateChanges(changes);
        Gradient all = new DefaultGradient();
        int from = 0;
        List<String> keys = KernelLayer.keys(specs);
        for (int k = 0; k < keys.size(); k++) {
            WeightSpec spec = specs.get(k);
            int to = from + spec.shape().size();
            for (int i = from; i < to; i++) {
                gradients[i] = spec.kind() == WeightSpec.Kind.TRAINABLE ? gradients[i] : -changes[i];
            }
            all.setGradientFor(keys.get(k), gradientViews.get(keys.get(k)));
            from = to;
        }
        if (weights.length > 0) {
            gradientsFlattened.assign(NdArrays.of(gradients, gradientsFlattened.shape()));
        }
        return new Pair<>(all, array(workspaces, ArrayType.ACTIVATION_GRAD, sideBySide(inputGradients)));
    }

    /** The gradient by all of a sample's numbers; masks have none. */
    private float[] sideBySide(float[][] dx) {
        int width = Arrays.stream(sizes).sum();
        float[] all = new float[samples() * width];
        int at = 0;
        for (int k = 0; k < dx.length; k++) {
            for (int i = 0; i < samples(); i++) {
                System.arraycopy(dx[k], i * sizes[k], all, i * width + at, sizes[k]);
            }
            at += sizes[k];
        }
        return all;
    }

    /**
     * Adds what the last forward, in training mode, changes the state by where other calls have changed it; the weights are the
     * layer's only.
     */
    void addStateChanges(float[] weights, float[] changes) {
        kernel.addStateChanges(weights, changes);
    }

    private INDArray array(LayerWorkspaceMgr workspaces, ArrayType type, float[] numbers) {
        return workspaces.dup(type, NdArrays.of(numbers, samples(), numbers.length / samples()), 'c');
    }
}
