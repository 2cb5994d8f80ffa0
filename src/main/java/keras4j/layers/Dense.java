package keras4j.layers;

import java.util.List;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.engine.LinearKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * y = activation(x . kernel + bias): (batch, .., in) to (batch, .., units); kernel (in, units), bias (units). Keras:
 * {@code Dense}. PyTorch: {@code Linear}. DL4J: {@code DenseLayer}, {@code OutputLayer} at the end.
 */
public final class Dense extends KernelAndBias<Dense> {
    private int units;

    Dense() {
        super(new Linear());
    }

    /**
     * @param units the length of the output's last axis
     * @throws KerasException if it is not positive
     */
    public Dense(int units) {
        this();
        this.units = positive(units);
    }

    @Override
    protected void config(Config config) {
        units = positive(config.integer("units", units));
        configKernelAndBias(config);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input.withLast(activation().outputWidth(units));
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        return kernelAndBias(Shape.of(input.last(), units));
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected ActivationFunction outputActivation() {
        return activation();
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset) {
        return List.of(new LinearKernel(input.last(), units, input.positions(), offset, hasBias()));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        String kernel = graph.weight("kernel", weights.get(0));
        if (!hasBias()) {
            return graph.node("MatMul", x, kernel);
        }
        String bias = graph.weight("bias", weights.get(1));
        return input.rank() == 1
                ? graph.node("Gemm", x, kernel, bias)
                : graph.node("Add", graph.node("MatMul", x, kernel), bias);
    }

    private static int positive(int units) {
        if (units < 1) {
            throw KerasException.expected("Dense.units", "a positive whole number", units);
        }
        return units;
    }
}
