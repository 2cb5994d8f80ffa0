package keras4j.layers;

import java.util.List;
import java.util.function.UnaryOperator;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = activation(einsum(equation, x, kernel) + bias). The kernel has the lengths that the equation's labels have in the output, or
 * else in the input. Keras: {@code EinsumDense}.
 */
public final class EinsumDense extends KernelAndBias<EinsumDense>
        implements HasKernel<EinsumDense>, HasLora<EinsumDense> {
    private String equation = "ab,bc->ac";
    private int[] outputShape = {};
    private String biasAxes;
    private ActivationFunction activation = new Linear();
    private Symbol kernel;
    private Symbol bias;

    EinsumDense() {
        super("kernel");
    }

    /**
     * @param equation such as {@code abc,cd->abd}, of the input with its batch, the kernel, and the output with its batch
     * @param outputShape the lengths of the output's axes but the batch's, and but those that are dots in the equation; {@link
     *     Input#NONE} for one that is the input's
     * @throws KerasException if it is no such equation
     */
    public EinsumDense(String equation, int... outputShape) {
        this();
        form(KerasException.notNull("EinsumDense.equation", "an equation", equation), outputShape.clone(), null);
    }

    /** Sets what depends on the input's axes, for a layer that this one is a part of. */
    EinsumDense form(String ofInput, int[] lengths, String ofBias) {
        EinsumShapes.check(ofInput, ofBias);
        equation = ofInput;
        outputShape = lengths;
        biasAxes = ofBias;
        return this;
    }

    /** The labels of the output's axes along which the bias has numbers of their own, such as "d"; no bias unless given. */
    public EinsumDense biasAxes(String labels) {
        return set(() -> form(equation, outputShape, labels));
    }

    /** The activation by Keras's name, such as "relu". */
    public EinsumDense activation(String name) {
        return activation(Activations.REGISTRY.get(name));
    }

    /** The activation; linear unless given. */
    public EinsumDense activation(ActivationFunction function) {
        return set(() -> activation = Activations.copy("EinsumDense.activation", function));
    }

    /** The activation by its description: see {@link ActivationFunction#of}. */
    public EinsumDense activation(UnaryOperator<Symbol> function) {
        return activation(ActivationFunction.of(function));
    }

    @Override
    protected void config(Config config) {
        String text = config.text("equation", equation);
        int[] lengths = config.lengths("output_shape", outputShape);
        form(KerasException.notNull("equation", "a text", text), lengths, config.text("bias_axes", biasAxes));
        activation = config.function("activation", activation, FunctionLayer::read, FunctionLayer::write);
        configKernelAndBias(config, null);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        EinsumShapes shapes = EinsumShapes.of(equation, biasAxes, inputs.get(0), outputShape);
        WeightSpec spec = kernelArguments().weight("kernel", shapes.kernel(), shapes.fanIn(), shapes.fanOut());
        kernel = weights.add(lora().kernel(spec));
        bias = shapes.bias() == null
                ? null
                : weights.add(biasArguments().weight("bias", shapes.bias(), biasInitializer(), shapes.fanIn()));
        lora().build(weights, spec);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol y = Ops.einsum(equation, x, lora().merged(kernel));
        y = bias == null ? y : y.plus(bias);
        return activation.apply(y);
    }

    ActivationFunction activation() {
        return activation;
    }
}
