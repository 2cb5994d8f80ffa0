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
 * One number for each channel of an image, or of a sequence: (batch, height, width, channels) to (batch, channels), or (batch,
 * time, channels) to (batch, channels), or with channels first. DL4J: {@code GlobalPoolingLayer}; with keepdims or a mask this
 * layer's own kernel.
 *
 * @param <L> the layer's own class
 */
public abstract class GlobalPooling<L extends GlobalPooling<L>> extends Layer<L> {
    private final Pooled pooled;
    private final int axes;
    private Images dataFormat = Images.CHANNELS_LAST;
    private boolean keepdims;

    /** @param axes over which it pools: 1 for time, 2 for height and width */
    GlobalPooling(Pooled pooled, int axes) {
        this.pooled = pooled;
        this.axes = axes;
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public final L dataFormat(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    /** Whether the pooled axes remain, with the length 1; false unless given. */
    public final L keepdims(boolean value) {
        return set(() -> keepdims = value);
    }

    @Override
    protected final void config(Config config) {
        dataFormat = Images.config(config, className(), dataFormat);
        keepdims = config.flag("keepdims", keepdims);
    }

    private Shape image(Shape input) {
        return dataFormat.channelsLast(className(), axes, input);
    }

    /** The axis of a batch of sequences along which time runs. */
    final int timeAxis() {
        return dataFormat.axes(axes)[0];
    }

    final boolean keepsDims() {
        return keepdims;
    }

    final int channels(Shape input) {
        return image(input).last();
    }

    @Override
    protected final Shape outputShape(Shape input) {
        return keepdims ? dataFormat.shape(axes, 1, 1, channels(input)) : Shape.of(channels(input));
    }

    /** One window sees all. */
    @Override
    protected final List<SampleKernel> kernels(Shape input, int offset) {
        Shape image = image(input);
        int[] all = {image.dim(0), image.dim(1)};
        return kernels(
                input,
                pooled.kernelOfAll(new Window(className(), image, all, all, new int[] {1, 1}, Window.Border.VALID)));
    }

    /** @param kernel for channels last */
    final List<SampleKernel> kernels(Shape input, SampleKernel kernel) {
        return dataFormat.kernels(kernel, input, dataFormat.shape(axes, 1, 1, channels(input)));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        Map<String, ?> arguments = Map.of("axes", dataFormat.axes(axes), "keepdims", keepdims ? 1 : 0);
        return graph.node(pooled.onnxOfAll(), arguments, x);
    }
}
