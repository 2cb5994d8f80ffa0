package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.ops.Conv;
import keras4j.ops.Symbol;

/**
 * y = activation(kernel over x + bias), the kernel being moved over height and width, or over time: (batch, height, width,
 * channels) to (batch, new height, new width, filters), or (batch, time, channels) to (batch, new time, filters), or with
 * channels first; kernel (kernel height, kernel width, channels / groups, filters), or without the height, bias (filters).
 * DL4J: {@code ConvolutionLayer}; with groups or causal padding this layer's own kernel.
 *
 * @param <L> the layer's own class
 */
public abstract class Convolution<L extends Convolution<L>> extends Windowed<L> implements HasKernel<L>, HasLora<L> {
    private int filters;
    private int groups = 1;
    private Symbol kernel;

    /** @param axes along which the kernel moves: 1 for time, 2 for height and width */
    Convolution(int axes) {
        super("kernel", axes, 1);
    }

    Convolution(int axes, int filters, int... kernelSize) {
        super("kernel", axes, kernelSize);
        this.filters = Numbers.positive(className() + ".filters", filters);
    }

    /** Into how many groups, each for itself, channels and filters are parted; 1 unless given. */
    public final L groups(int value) {
        return set(() -> groups = Numbers.positive(className() + ".groups", value));
    }

    /** Sequences have a time before. */
    @Override
    final boolean takesCausal() {
        return axes() == 1;
    }

    @Override
    protected final void config(Config config) {
        filters = Numbers.positive(className() + ".filters", config.integer("filters", filters));
        groups = Numbers.positive(className() + ".groups", config.integer("groups", groups));
        super.config(config);
        configKernelAndBias(config, null);
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        int channels = channels(inputs.get(0));
        if (channels != Shape.NONE && (channels % groups != 0 || filters % groups != 0)) {
            throw KerasException.expected(
                    className() + ".groups",
                    "a number that divides channels and filters",
                    groups + " for " + channels + " channels and " + filters + " filters");
        }
        WeightSpec spec = kernel(kernel(channels == Shape.NONE ? channels : channels / groups, filters));
        kernel = weights.add(lora().kernel(spec));
        addBias(weights, spec.shape(), filters);
        lora().build(weights, spec);
    }

    @Override
    protected final Symbol call(Symbol x, Call call) {
        List<Integer> strides = strides();
        try {
            return activated(
                    Conv.of(x, lora().merged(kernel), bias(), strides, padding(), dataFormat(), dilationRate()));
        } catch (KerasException e) {
            throw e.in(className() + ".kernelSize and dilationRate");
        }
    }
}
