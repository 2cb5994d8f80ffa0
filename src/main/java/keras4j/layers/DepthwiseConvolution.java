package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A convolution of each channel alone: (batch, height, width, channels) to (batch, new height, new width, channels times depth
 * multiplier), or (batch, time, channels) to (batch, new time, ..), or with channels first; kernel (kernel height, kernel width,
 * channels, depth multiplier), or without the height, bias (channels times depth multiplier).
 *
 * @param <L> the layer's own class
 */
public abstract class DepthwiseConvolution<L extends DepthwiseConvolution<L>> extends Windowed<L> {
    private int depthMultiplier = 1;
    private Symbol kernel;

    DepthwiseConvolution(int axes, int... kernelSize) {
        super("depthwise", axes, kernelSize);
    }

    /** How many outputs each channel has; 1 unless given. */
    public final L depthMultiplier(int value) {
        return set(() -> depthMultiplier = Numbers.positive(className() + ".depthMultiplier", value));
    }

    /** The initializer of the kernel of each channel by Keras's name. */
    public final L depthwiseInitializer(String name) {
        return set(() -> kernelArguments().initializer(name));
    }

    /** The initializer of the kernel of each channel; glorot_uniform unless given. */
    public final L depthwiseInitializer(Initializer initializer) {
        return set(() -> kernelArguments().initializer(initializer));
    }

    /** The regularizer of the kernel of each channel by Keras's name, such as "l2". */
    public final L depthwiseRegularizer(String name) {
        return set(() -> kernelArguments().regularizer(name));
    }

    /** The regularizer of the kernel of each channel; none unless given. */
    public final L depthwiseRegularizer(Regularizer regularizer) {
        return set(() -> kernelArguments().regularizer(regularizer));
    }

    /** The constraint of the kernel of each channel by Keras's name, such as "max_norm". */
    public final L depthwiseConstraint(String name) {
        return set(() -> kernelArguments().constraint(name));
    }

    /** The constraint of the kernel of each channel; none unless given. */
    public final L depthwiseConstraint(Constraint constraint) {
        return set(() -> kernelArguments().constraint(constraint));
    }

    @Override
    protected void config(Config config) {
        depthMultiplier = Numbers.positive(
                className() + ".depth_multiplier", config.integer("depth_multiplier", depthMultiplier));
        super.config(config);
        configKernelAndBias(config, pointwise());
    }

    /** The arguments of a second kernel; null for none. */
    WeightArguments pointwise() {
        return null;
    }

    /** Makes the kernel of each channel. */
    final Shape addKernel(Weights weights, String name, List<Shape> inputs) {
        Shape shape = kernel(channels(inputs.get(0)), depthMultiplier);
        kernel = weights.add(kernelArguments().weight(name, shape));
        return shape;
    }

    final Symbol kernel() {
        return kernel;
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Shape shape = addKernel(weights, "kernel", inputs);
        addBias(weights, shape, Math.multiplyExact(channels(inputs.get(0)), depthMultiplier));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        check(x);
        return outputs(Ops.depthwiseConv(x, kernel, strides(), padding(), dataFormat(), dilationRate()));
    }
}
