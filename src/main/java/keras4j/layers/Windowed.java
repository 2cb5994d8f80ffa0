package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.activations.Linear;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A layer whose kernel moves over time, or over height and width: Keras's arguments for that.
 *
 * @param <L> the layer's own class
 */
public abstract class Windowed<L extends Windowed<L>> extends Biased<L> {
    private final int axes;
    private int[] kernelSize;
    private int[] strides = {1, 1};
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;
    private int[] dilationRate = {1, 1};
    private Symbol bias;

    /**
     * @param prefix of the names of the kernel's arguments, such as "kernel"
     * @param axes along which the kernel moves: 1 for time, 2 for height and width
     */
    Windowed(String prefix, int axes, int... kernelSize) {
        super(prefix, new Linear());
        this.axes = axes;
        this.kernelSize = Pairs.of(className() + ".kernelSize", axes, kernelSize);
    }

    /** How far windows are apart along time, or along height and width or one number for both; 1 unless given. */
    public final L strides(int... values) {
        return set(() -> strides = Pairs.of(className() + ".strides", axes, values));
    }

    /**
     * "valid", windows lie inside of the image, or "same", the border is padded with 0, or for convolutions of sequences "causal", the
     * time before is, so that no step sees a later one; valid unless given.
     */
    public final L padding(String value) {
        return set(() -> padding = Padding.of(className() + ".padding", value, takesCausal()));
    }

    /** Whether padding can be "causal"; not unless overridden. */
    boolean takesCausal() {
        return false;
    }

    final int axes() {
        return axes;
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public final L dataFormat(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    /** The distance between neighbours in the kernel, along time, or along height and width or one number for both; 1 unless given. */
    public final L dilationRate(int... values) {
        return set(() -> dilationRate = Pairs.of(className() + ".dilationRate", axes, values));
    }

    @Override
    protected void config(Config config) {
        kernelSize = Pairs.config(config, className(), "kernel_size", axes, kernelSize);
        strides = Pairs.config(config, className(), "strides", axes, strides);
        padding = Padding.config(config, className(), padding, takesCausal());
        dataFormat = Images.config(config, className(), dataFormat);
        dilationRate = Pairs.config(config, className(), "dilation_rate", axes, dilationRate);
        configActivation(config);
        configUseBias(config);
    }

    /** The channels of an input, (batch, ..). */
    final int channels(Shape input) {
        return dataFormat.channels(className(), axes, input.withoutFirst());
    }

    /** The shape of a kernel of this layer's size, with these two axes behind. */
    final Shape kernel(int first, int second) {
        return axes == 1
                ? Shape.of(kernelSize[1], first, second)
                : Shape.of(kernelSize[0], kernelSize[1], first, second);
    }

    /** Makes the bias, if there is one, of the outputs of a kernel. */
    final void addBias(Weights weights, Shape kernel, int channels) {
        int fanIn = WeightArguments.fanIn(kernel);
        bias = hasBias()
                ? weights.add(biasArguments().weight("bias", Shape.of(channels), biasInitializer(), fanIn))
                : null;
    }

    /**
     * Checks an input's lengths: with the kernel's reach, and times strides, they are lengths, too.
     *
     * @throws ArithmeticException if they are not
     */
    final void check(Symbol x) {
        int first = dataFormat == Images.CHANNELS_LAST ? 1 : 2;
        for (int i = 0; i < axes; i++) {
            int place = 2 - axes + i;
            int reach = Math.multiplyExact(kernelSize[place], dilationRate[place]);
            Math.addExact(Math.multiplyExact(x.dim(first + i), strides[place]), reach);
        }
    }

    /** Null for none. */
    final Symbol bias() {
        return bias;
    }

    /** How far windows are apart. */
    final List<Integer> strides() {
        if (Arrays.stream(strides).max().getAsInt() > 1
                && Arrays.stream(dilationRate).max().getAsInt() > 1) {
            throw KerasException.expected(
                    className(),
                    "strides or a dilationRate above 1, not both",
                    Arrays.toString(strides) + " and " + Arrays.toString(dilationRate));
        }
        return Pairs.each(axes, strides);
    }

    final List<Integer> dilationRate() {
        return Pairs.each(axes, dilationRate);
    }

    /** Keras's names of padding and order. */
    final String padding() {
        return padding.text();
    }

    final String dataFormat() {
        return dataFormat.text();
    }

    /** The outputs, with bias and activation. */
    final Symbol outputs(Symbol y) {
        if (bias == null) {
            return activated(y);
        }
        boolean isLast = dataFormat == Images.CHANNELS_LAST;
        return activated(y.plus(isLast ? bias : Ops.expandDims(bias, axes == 1 ? new int[] {1} : new int[] {1, 2})));
    }
}
