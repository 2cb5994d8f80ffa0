package keras4j.ops;

import java.util.List;

/** Keras's convolutions and pools, from {@code keras.ops.nn}. */
abstract class NnConvolutions extends NnLosses {
    private static Symbol call(
            String op,
            Symbol inputs,
            Symbol kernel,
            List<Integer> strides,
            String padding,
            String dataFormat,
            List<Integer> dilationRate) {
        return Op.call(
                op,
                "inputs",
                inputs,
                "kernel",
                kernel,
                "strides",
                strides,
                "padding",
                padding,
                "data_format",
                dataFormat,
                "dilation_rate",
                dilationRate);
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
        return call("Conv", inputs, kernel, strides, padding, dataFormat, dilationRate);
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
        return call("DepthwiseConv", inputs, kernel, strides, padding, dataFormat, dilationRate);
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
        return Op.call(
                "SeparableConv",
                "inputs",
                inputs,
                "depthwise_kernel",
                depthwiseKernel,
                "pointwise_kernel",
                pointwiseKernel,
                "strides",
                strides,
                "padding",
                padding,
                "data_format",
                dataFormat,
                "dilation_rate",
                dilationRate);
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
        return Op.call(
                "ConvTranspose",
                "inputs",
                inputs,
                "kernel",
                kernel,
                "strides",
                strides,
                "padding",
                padding,
                "output_padding",
                outputPadding,
                "data_format",
                dataFormat,
                "dilation_rate",
                dilationRate);
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
