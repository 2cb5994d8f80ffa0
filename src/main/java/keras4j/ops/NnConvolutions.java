package keras4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keras's convolutions and pools, from {@code keras.ops.nn}. */
abstract class NnConvolutions extends NnLosses {
    /** @param more the names and values of other arguments */
    private static Symbol call(
            String op,
            List<Integer> strides,
            String padding,
            String dataFormat,
            List<Integer> dilationRate,
            Object... more) {
        List<Object> all = new ArrayList<>(Arrays.asList(more));
        all.addAll(Arrays.asList("strides", strides, "padding", padding, "data_format", dataFormat));
        all.addAll(Arrays.asList("dilation_rate", dilationRate));
        return Op.call(op, all.toArray());
    }

    /**
     * A convolution along one axis or several.
     *
     * @param inputs (batch, length, .., channels), or channels behind the batch for "channels_first"
     * @param kernel (size, .., channels of a group, filters)
     * @param strides one for each axis, or one for all
     * @param padding "valid" or "same"
     * @param dataFormat "channels_last", "channels_first", or null for the first of them
     * @param dilationRate one for each axis, or one for all
     */
    public static Symbol conv(
            Symbol inputs,
            Symbol kernel,
            List<Integer> strides,
            String padding,
            String dataFormat,
            List<Integer> dilationRate) {
        return call("Conv", strides, padding, dataFormat, dilationRate, "inputs", inputs, "kernel", kernel);
    }

    /** {@link #conv(Symbol, Symbol, List, String, String, List)} with strides and dilation 1 and channels last. */
    public static Symbol conv(Symbol inputs, Symbol kernel, String padding) {
        return conv(inputs, kernel, List.of(1), padding, null, List.of(1));
    }

    /** A convolution of each channel alone: kernel (size, .., channels, multiplier) gives channels times multiplier. */
    public static Symbol depthwiseConv(
            Symbol inputs,
            Symbol kernel,
            List<Integer> strides,
            String padding,
            String dataFormat,
            List<Integer> dilationRate) {
        return call("DepthwiseConv", strides, padding, dataFormat, dilationRate, "inputs", inputs, "kernel", kernel);
    }

    /** A {@link #depthwiseConv} and a convolution of size 1 behind it. */
    public static Symbol separableConv(
            Symbol inputs,
            Symbol depthwiseKernel,
            Symbol pointwiseKernel,
            List<Integer> strides,
            String padding,
            String dataFormat,
            List<Integer> dilationRate) {
        return call(
                "SeparableConv",
                strides,
                padding,
                dataFormat,
                dilationRate,
                "inputs",
                inputs,
                "depthwise_kernel",
                depthwiseKernel,
                "pointwise_kernel",
                pointwiseKernel);
    }

    /**
     * The gradient of a convolution as a function: what a convolution makes smaller, it makes larger.
     *
     * @param kernel (size, .., filters, channels)
     * @param outputPadding how much longer the output is; null for what padding and strides say
     */
    public static Symbol convTranspose(
            Symbol inputs,
            Symbol kernel,
            List<Integer> strides,
            String padding,
            List<Integer> outputPadding,
            String dataFormat,
            List<Integer> dilationRate) {
        return call(
                "ConvTranspose",
                strides,
                padding,
                dataFormat,
                dilationRate,
                "inputs",
                inputs,
                "kernel",
                kernel,
                "output_padding",
                outputPadding);
    }

    /** The largest number of each window; strides are the pool's size if they are null. */
    public static Symbol maxPool(
            Symbol inputs, List<Integer> poolSize, List<Integer> strides, String padding, String dataFormat) {
        return pool("MaxPool", inputs, poolSize, strides, padding, dataFormat);
    }

    /** The mean of each window, padding not counted; strides are the pool's size if they are null. */
    public static Symbol averagePool(
            Symbol inputs, List<Integer> poolSize, List<Integer> strides, String padding, String dataFormat) {
        return pool("AveragePool", inputs, poolSize, strides, padding, dataFormat);
    }

    private static Symbol pool(
            String op, Symbol x, List<Integer> size, List<Integer> strides, String padding, String dataFormat) {
        return Op.call(
                op, "inputs", x, "pool_size", size, "strides", strides, "padding", padding, "data_format", dataFormat);
    }
}
