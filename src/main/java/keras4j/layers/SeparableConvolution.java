package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.initializers.GlorotUniform;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A {@link DepthwiseConvolution}, and a convolution of size 1 over all that it gives: the channels of the output are filters.
 * Weights are the first kernel, (kernel height, kernel width, channels, depth multiplier), the second, (1, 1, channels times
 * depth multiplier, filters), each without the height for sequences, and bias (filters).
 *
 * @param <L> the layer's own class
 */
public abstract class SeparableConvolution<L extends SeparableConvolution<L>> extends DepthwiseConvolution<L> {
    private final WeightArguments pointwise = new WeightArguments(this, "pointwise", new GlorotUniform());
    private int filters;
    private Symbol pointwiseKernel;

    SeparableConvolution(int axes) {
        super(axes, 1);
    }

    SeparableConvolution(int axes, int filters, int... kernelSize) {
        super(axes, kernelSize);
        this.filters = Numbers.positive(className() + ".filters", filters);
    }

    /** The second kernel's initializer by Keras's name. */
    public final L pointwiseInitializer(String name) {
        return set(() -> pointwise.initializer(name));
    }

    /** The second kernel's initializer; glorot_uniform unless given. */
    public final L pointwiseInitializer(Initializer initializer) {
        return set(() -> pointwise.initializer(initializer));
    }

    /** The second kernel's regularizer by Keras's name, such as "l2". */
    public final L pointwiseRegularizer(String name) {
        return set(() -> pointwise.regularizer(name));
    }

    /** The second kernel's regularizer; none unless given. */
    public final L pointwiseRegularizer(Regularizer regularizer) {
        return set(() -> pointwise.regularizer(regularizer));
    }

    /** The second kernel's constraint by Keras's name, such as "max_norm". */
    public final L pointwiseConstraint(String name) {
        return set(() -> pointwise.constraint(name));
    }

    /** The second kernel's constraint; none unless given. */
    public final L pointwiseConstraint(Constraint constraint) {
        return set(() -> pointwise.constraint(constraint));
    }

    @Override
    final WeightArguments pointwise() {
        return pointwise;
    }

    @Override
    protected final void config(Config config) {
        filters = Numbers.positive(className() + ".filters", config.integer("filters", filters));
        super.config(config);
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        Shape first = addKernel(weights, "depthwise_kernel", inputs);
        int[] dims = first.dims();
        int last = dims.length - 1;
        for (int i = 0; i < last - 1; i++) {
            dims[i] = 1;
        }
        dims[last - 1] = Math.multiplyExact(first.dim(last - 1), first.dim(last));
        dims[last] = filters;
        Shape second = Shape.of(dims);
        pointwiseKernel = weights.add(pointwise.weight("pointwise_kernel", second));
        addBias(weights, second, filters);
    }

    @Override
    protected final Symbol call(Symbol x, Call call) {
        check(x);
        return outputs(
                Ops.separableConv(x, kernel(), pointwiseKernel, strides(), padding(), dataFormat(), dilationRate()));
    }
}
