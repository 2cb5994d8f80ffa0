package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Sigmoid;
import keras4j.activations.Tanh;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.engine.LstmKernel;
import keras4j.internal.engine.LstmShape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * Long short-term memory over sequences: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Gates i, f, o = recurrentActivation, c~ = activation of x . kernel + h . recurrent_kernel + bias; the
 * state is c = f c + i c~, the output h = o activation(c). kernel (in, 4 units), recurrent_kernel (units, 4 units), bias (4
 * units), each i, f, c~, o side by side. Steps that a mask leaves out change neither state nor output. Keras: {@code LSTM}.
 * PyTorch: {@code LSTM}, batch_first. DL4J: {@code LSTM}, in {@code LastTimeStep} for the last output; without a bias,
 * backwards, stateful, with dropout or a mask this layer's own kernel.
 */
public final class LSTM extends Recurrent<LSTM> {
    private ActivationFunction recurrentActivation = new Sigmoid();
    private boolean unitForgetBias = true;

    LSTM() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public LSTM(int units) {
        this();
        units(units);
    }

    /** The gates' activation by Keras's name. */
    public LSTM recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public LSTM recurrentActivation(ActivationFunction function) {
        return set(
                () -> recurrentActivation = KerasException.notNull("LSTM.recurrentActivation", "a function", function));
    }

    /** Whether the forget gate's bias begins with 1, whatever the initializer of the others; true unless given. */
    public LSTM unitForgetBias(boolean value) {
        return set(() -> unitForgetBias = value);
    }

    @Override
    protected void config(Config config) {
        configSequences(config);
        configActivation(config);
        recurrentActivation =
                config.function("recurrent_activation", recurrentActivation, FunctionLayer::read, FunctionLayer::write);
        configUseBias(config);
        configKernelInitializer(config);
        configRecurrentInitializer(config);
        configBiasInitializer(config);
        unitForgetBias = config.flag("unit_forget_bias", unitForgetBias);
        configKernelRegularizer(config);
        configRecurrentRegularizer(config);
        configBiasRegularizer(config);
        configDropout(config);
    }

    ActivationFunction recurrentActivation() {
        return recurrentActivation;
    }

    @Override
    int states() {
        return 2;
    }

    @Override
    protected Shape outputShape(Shape input) {
        for (ActivationFunction function : List.of(activation(), recurrentActivation)) {
            if (function.outputWidth(2) != 2) {
                throw KerasException.expected("LSTM", "an activation that keeps the width", function.name());
            }
        }
        return super.outputShape(input);
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        Shape kernel = Shape.of(input.last(), Math.multiplyExact(4, units()));
        List<WeightSpec> all = new ArrayList<>();
        all.add(kernel(kernel));
        all.add(recurrentKernel(4));
        if (hasBias()) {
            all.add(bias(kernel, unitForgetBias ? new ForgetBias(biasInitializer()) : biasInitializer()));
        }
        return all;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        return List.of(kernel(input, offset, mask));
    }

    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs, int offset) {
        return inputs.size() == 1 ? null : kernel(inputs.get(0), offset, null);
    }

    private LstmKernel kernel(Shape input, int offset, Mask mask) {
        LstmShape shape = new LstmShape(
                input.dim(0),
                input.last(),
                units(),
                offset,
                hasBias(),
                activation().rows(),
                recurrentActivation.rows(),
                returnsSequences(),
                returnsState(),
                zeroesOutput(),
                goesBackwards(),
                hasRecurrentDropout() ? 4 : 1);
        return new LstmKernel(shape, mask, memory(), inputFactors(), recurrentFactors());
    }

    @Override
    protected List<String> onnxAll(
            OnnxGraph graph, List<String> x, List<Shape> inputs, List<Tensor> weights, String mask) {
        if (isStateful()) {
            throw KerasException.expected("LSTM in ONNX", "a layer that is not stateful", "one that is");
        }
        return new LstmOnnx(graph, this, weights).outputs(x, mask);
    }
}
