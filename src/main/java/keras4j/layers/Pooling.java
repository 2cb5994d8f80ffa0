package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.Window;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * One number for each window of an image, or of a sequence, and each channel: (batch, height, width, channels) to (batch, new
 * height, new width, channels), or (batch, time, channels) to (batch, new time, channels), or with channels first. DL4J: {@code
 * SubsamplingLayer}.
 *
 * @param <L> the layer's own class
 */
public abstract class Pooling<L extends Pooling<L>> extends Layer<L> {
    private final Pooled pooled;
    private final int axes;
    private int[] poolSize;
    private int[] strides;
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;

    /** @param axes along which it pools: 1 for time, 2 for height and width */
    Pooling(Pooled pooled, int axes, int... poolSize) {
        this.pooled = pooled;
        this.axes = axes;
        this.poolSize = Pairs.of(className() + ".poolSize", axes, poolSize);
    }

    /** How far the window moves along time, or along height and width or one number for both; as far as it reaches unless given. */
    public final L strides(int... values) {
        return set(() -> strides = Pairs.of(className() + ".strides", axes, values));
    }

    /** "valid", windows lie inside of the image, or "same", also across its border; valid unless given. */
    public final L padding(String value) {
        return set(() -> padding = Padding.of(className() + ".padding", value, false));
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public final L dataFormat(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    private int[] steps() {
        return strides == null ? poolSize : strides;
    }

    @Override
    protected final void config(Config config) {
        poolSize = Pairs.config(config, className(), "pool_size", axes, poolSize);
        strides = Pairs.config(config, className(), "strides", axes, steps());
        padding = Padding.config(config, className(), padding, false);
        dataFormat = Images.config(config, className(), dataFormat);
    }

    private Window window(Shape input) {
        return new Window(
                className() + ".poolSize",
                dataFormat.channelsLast(className(), axes, input),
                poolSize,
                steps(),
                new int[] {1, 1},
                padding.border());
    }

    @Override
    protected final Shape outputShape(Shape input) {
        Window window = window(input);
        int channels = dataFormat.channelsLast(className(), axes, input).last();
        return dataFormat.shape(axes, window.outputHeight(), window.outputWidth(), channels);
    }

    @Override
    protected final List<SampleKernel> kernels(Shape input, int offset) {
        return dataFormat.kernels(pooled.kernel(window(input)), input, outputShape(input));
    }

    @Override
    protected final String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        Map<String, ?> arguments = Map.of(
                "kernel_shape",
                Pairs.own(axes, poolSize),
                "strides",
                Pairs.own(axes, steps()),
                "pads",
                window(input).padding(axes));
        String image = dataFormat.toOnnx(graph, axes, x);
        return dataFormat.fromOnnx(graph, axes, graph.node(pooled.onnx(), arguments, image));
    }
}
