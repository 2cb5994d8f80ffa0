package keras4j.layers;

import java.util.List;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = activation(x . kernel + bias): (batch, .., in) to (batch, .., units); kernel (in, units), bias (units). Keras:
 * {@code Dense}. PyTorch: {@code Linear}. DL4J: {@code DenseLayer}, {@code OutputLayer} at the end.
 */
public final class Dense extends Biased<Dense> implements HasKernel<Dense>, HasLora<Dense> {
    private int units;
    private Symbol kernel;
    private Symbol bias;

    Dense() {
        super("kernel", new Linear());
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
        configActivation(config);
        configUseBias(config);
        configKernelAndBias(config, null);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        if (inputs.get(0).rank() < 2) {
            throw KerasException.expected("Dense", "inputs (batch, .., features)", inputs.get(0));
        }
        WeightSpec spec = kernel(Shape.of(inputs.get(0).last(), units));
        kernel = weights.add(lora().kernel(spec));
        bias = hasBias() ? weights.add(bias(spec.shape(), biasInitializer())) : null;
        lora().build(weights, spec);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol sum = Ops.matmul(x, lora().merged(kernel));
        return activated(bias == null ? sum : Ops.add(sum, bias));
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    private static int positive(int units) {
        if (units < 1) {
            throw KerasException.expected("Dense.units", "a positive whole number", units);
        }
        return units;
    }
}
