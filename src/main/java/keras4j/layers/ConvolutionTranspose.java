package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * What a convolution makes smaller, made larger again: (batch, height, width, channels) to (batch, new height, new width,
 * filters), or (batch, time, channels) to (batch, new time, filters), or with channels first; kernel (kernel height, kernel
 * width, filters, channels), or without the height, bias (filters).
 *
 * @param <L> the layer's own class
 */
public abstract class ConvolutionTranspose<L extends ConvolutionTranspose<L>> extends Windowed<L>
        implements HasKernel<L> {
    private int filters;
    private int[] outputPadding;
    private Symbol kernel;

    ConvolutionTranspose(int axes) {
        super("kernel", axes, 1);
    }

    ConvolutionTranspose(int axes, int filters, int... kernelSize) {
        super("kernel", axes, kernelSize);
        this.filters = Numbers.positive(className() + ".filters", filters);
    }

    /** How much longer outputs are than they have to be, along each axis, or one number for all; less than strides. None unless given. */
    public final L outputPadding(int... values) {
        return set(() -> outputPadding = KerasException.notNull(className() + ".outputPadding", "numbers", values)
                .clone());
    }

    @Override
    protected final void config(Config config) {
        filters = Numbers.positive(className() + ".filters", config.integer("filters", filters));
        super.config(config);
        outputPadding = config.optionalIntegers("output_padding", outputPadding);
        configKernelAndBias(config, null);
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        Shape shape = kernel(filters, channels(inputs.get(0)));
        kernel = weights.add(kernel(shape));
        addBias(weights, shape, filters);
    }

    /** The output padding of each axis; null for none. */
    private List<Integer> more() {
        if (outputPadding == null) {
            return null;
        }
        List<Integer> strides = strides();
        boolean isValid = outputPadding.length == 1 || outputPadding.length == strides.size();
        for (int i = 0; isValid && i < strides.size(); i++) {
            int more = outputPadding[i % outputPadding.length];
            isValid = more >= 0 && more < strides.get(i);
        }
        if (!isValid) {
            throw KerasException.expected(
                    className() + ".outputPadding",
                    "numbers from 0 to less than strides " + strides,
                    Arrays.toString(outputPadding));
        }
        return IntStream.range(0, strides.size())
                .mapToObj(i -> outputPadding[i % outputPadding.length])
                .toList();
    }

    @Override
    protected final Symbol call(Symbol x, Call call) {
        check(x);
        return outputs(Ops.convTranspose(x, kernel, strides(), padding(), more(), dataFormat(), dilationRate()));
    }
}
