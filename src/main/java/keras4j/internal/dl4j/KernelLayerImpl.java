package keras4j.internal.dl4j;

import java.util.List;
import keras4j.core.Kernel;
import keras4j.core.NdArrays;
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

/** A {@link KernelLayer} at work. */
final class KernelLayerImpl extends BaseLayer<KernelLayer> {
    private static final long serialVersionUID = 1L;

    private final transient List<Kernel> kernels;
    private final transient List<WeightSpec> specs;
    private final int size;
    /** The input, and what each kernel has made of it. */
    private final transient float[][] values;

    private transient float[] weights;

    /** @param size the numbers of an input sample */
    KernelLayerImpl(
            NeuralNetConfiguration conf, DataType type, List<Kernel> kernels, List<WeightSpec> specs, int size) {
        super(conf, type);
        this.kernels = kernels;
        this.specs = specs;
        this.size = size;
        values = new float[kernels.size() + 1][];
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private int samples() {
        return values[0].length / size;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        weights = specs.isEmpty() ? new float[0] : NdArrays.floats(paramsFlattened);
        values[0] = NdArrays.floats(input);
        for (int i = 0; i < kernels.size(); i++) {
            Kernel kernel = kernels.get(i);
            values[i + 1] = new float[samples() * kernel.outputSize()];
            kernel.weightsChanged(weights);
            kernel.forward(weights, values[i], values[i + 1], samples(), training);
        }
        return array(workspaces, ArrayType.ACTIVATIONS, values[kernels.size()]);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        float[] dy = NdArrays.floats(epsilon);
        float[] gradients = new float[weights.length];
        for (int i = kernels.size() - 1; i >= 0; i--) {
            float[] dx = new float[values[i].length];
            kernels.get(i).backward(weights, values[i], values[i + 1], dy, dx, gradients, samples());
            dy = dx;
        }
        float[] changes = new float[weights.length];
        updateState(weights, changes);
        Gradient all = new DefaultGradient();
        int from = 0;
        for (WeightSpec spec : specs) {
            int to = from + spec.shape().size();
            for (int i = from; i < to; i++) {
                gradients[i] = spec.kind() == WeightSpec.Kind.TRAINABLE ? gradients[i] : -changes[i];
            }
            all.setGradientFor(spec.name(), gradientViews.get(spec.name()));
            from = to;
        }
        if (weights.length > 0) {
            gradientsFlattened.assign(NdArrays.of(gradients, gradientsFlattened.shape()));
        }
        return new Pair<>(all, array(workspaces, ArrayType.ACTIVATION_GRAD, dy));
    }

    /** See {@link Kernel#updateState}; the weights are the layer's only. */
    void updateState(float[] weights, float[] changes) {
        kernels.forEach(kernel -> kernel.updateState(weights, changes));
    }

    private INDArray array(LayerWorkspaceMgr workspaces, ArrayType type, float[] numbers) {
        return workspaces.dup(type, NdArrays.of(numbers, samples(), numbers.length / samples()), 'c');
    }
}
