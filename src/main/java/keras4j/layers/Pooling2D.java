package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Kernel;
import keras4j.core.Shape;
import keras4j.internal.engine.Window;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;

/**
 * One number for each window of an image and each channel: (batch, height, width, channels) to (batch, new height, new width,
 * channels), or with channels first. DL4J: {@code SubsamplingLayer}.
 *
 * @param <L> the layer's own class
 */
public abstract class Pooling2D<L extends Pooling2D<L>> extends Layer<L> {
    private int[] poolSize;
    private int[] strides;
    private Padding padding = Padding.VALID;
    private Images dataFormat = Images.CHANNELS_LAST;

    Pooling2D(int... poolSize) {
        this.poolSize = Pairs.of(className() + ".poolSize", poolSize);
    }

    /** How far the window moves along height and width, or one number for both; as far as it reaches unless given. */
    public final L strides(int... values) {
        return set(() -> strides = Pairs.of(className() + ".strides", values));
    }

    /** "valid", windows lie inside of the image, or "same", also across its border; valid unless given. */
    public final L padding(String value) {
        return set(() -> padding = Padding.of(className() + ".padding", value));
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
        poolSize = Pairs.config(config, className(), "pool_size", poolSize);
        strides = Pairs.config(config, className(), "strides", steps());
        padding = Padding.config(config, className(), padding);
        dataFormat = Images.config(config, className(), dataFormat);
    }

    private Window window(Shape input) {
        return new Window(
                className(),
                dataFormat.channelsLast(className(), input),
                poolSize,
                steps(),
                new int[] {1, 1},
                padding == Padding.SAME);
    }

    @Override
    protected final Shape outputShape(Shape input) {
        Window window = window(input);
        int channels = dataFormat.channelsLast(className(), input).last();
        return dataFormat.shape(window.outputHeight(), window.outputWidth(), channels);
    }

    /** What is done with the numbers of a window. */
    abstract Kernel kernel(Window window);

    /** DL4J's name of it. */
    abstract PoolingType dl4jType();

    @Override
    protected final List<Kernel> kernels(Shape input, int offset) {
        return dataFormat.kernels(kernel(window(input)), input, outputShape(input));
    }

    /** ONNX's operator. */
    abstract String onnxType();

    @Override
    protected final String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        Map<String, ?> arguments = Map.of(
                "kernel_shape",
                poolSize,
                "strides",
                steps(),
                "pads",
                window(input).padding());
        return dataFormat.fromOnnx(graph, graph.node(onnxType(), arguments, dataFormat.toOnnx(graph, x)));
    }

    @Override
    protected final Shape dl4jShape(Shape shape) {
        return shape;
    }

    @Override
    protected final org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return new SubsamplingLayer.Builder(dl4jType(), poolSize, steps())
                .convolutionMode(padding.dl4j())
                .dataFormat(dataFormat.dl4j())
                .avgPoolIncludePadInDivisor(false)
                .build();
    }
}
