package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.tensor.Tensor;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * y = activation(x . kernel + bias): (batch, .., in) to (batch, .., units); kernel (in, units), bias (units). Keras:
 * {@code Dense}. PyTorch: {@code Linear}. DL4J: {@code DenseLayer}, {@code OutputLayer} at the end.
 */
public final class Dense extends KernelAndBias<Dense> {
    private int units;
    private Symbol kernel;
    private Symbol bias;

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
    protected void build(Weights weights, List<Shape> inputs) {
        Shape shape = Shape.of(inputs.get(0).last(), units);
        kernel = weights.add(kernel(shape));
        bias = hasBias() ? weights.add(bias(shape, biasInitializer())) : null;
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol sum = Ops.matmul(x, kernel);
        return activated(bias == null ? sum : Ops.add(sum, bias));
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected Map<String, Tensor> toTorch(List<Tensor> weights) {
        return toTorch(weights, 1, 0);
    }

    @Override
    protected List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        return fromTorch(parameters, 1, 0);
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return new DenseLayer.Builder()
                .nIn(input.last())
                .nOut(units)
                .activation(activation().nd4j())
                .hasBias(hasBias())
                .build();
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4jOutput(Shape input, ILossFunction loss) {
        return new OutputLayer.Builder(loss)
                .nIn(input.last())
                .nOut(units)
                .activation(activation().nd4j())
                .hasBias(hasBias())
                .build();
    }

    @Override
    protected List<String> dl4jParams() {
        return hasBias() ? List.of("W", "b") : List.of("W");
    }

    private static int positive(int units) {
        if (units < 1) {
            throw KerasException.expected("Dense.units", "a positive whole number", units);
        }
        return units;
    }
}
