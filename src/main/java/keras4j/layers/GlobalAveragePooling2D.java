package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Kernel;
import keras4j.core.Shape;
import keras4j.internal.engine.AveragePoolingKernel;
import keras4j.internal.engine.Window;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * The mean of each channel of an image: (batch, height, width, channels) to (batch, channels), or from channels first. Keras:
 * {@code GlobalAveragePooling2D}. DL4J: {@code GlobalPoolingLayer}; with keepdims this
 * layer's own kernel.
 */
public final class GlobalAveragePooling2D extends Layer<GlobalAveragePooling2D> {
    private Images dataFormat = Images.CHANNELS_LAST;
    private boolean keepdims;

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public GlobalAveragePooling2D dataFormat(String value) {
        return set(() -> dataFormat = Images.of("GlobalAveragePooling2D.dataFormat", value));
    }

    /** Whether height and width remain, with the length 1; false unless given. */
    public GlobalAveragePooling2D keepdims(boolean value) {
        return set(() -> keepdims = value);
    }

    @Override
    protected void config(Config config) {
        dataFormat = Images.config(config, "GlobalAveragePooling2D", dataFormat);
        keepdims = config.flag("keepdims", keepdims);
    }

    private Shape image(Shape input) {
        return dataFormat.channelsLast("GlobalAveragePooling2D", input);
    }

    @Override
    protected Shape outputShape(Shape input) {
        int channels = image(input).last();
        return keepdims ? dataFormat.shape(1, 1, channels) : Shape.of(channels);
    }

    /** The mean of one window that sees all. */
    @Override
    protected List<Kernel> kernels(Shape input, int offset) {
        Shape image = image(input);
        int[] all = {image.dim(0), image.dim(1)};
        Window window = new Window("GlobalAveragePooling2D", image, all, all, new int[] {1, 1}, false);
        return dataFormat.kernels(new AveragePoolingKernel(window), input, dataFormat.shape(1, 1, image.last()));
    }

    private int[] pooledAxes() {
        return dataFormat == Images.CHANNELS_LAST ? new int[] {1, 2} : new int[] {2, 3};
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        return graph.node("ReduceMean", Map.of("axes", pooledAxes(), "keepdims", keepdims ? 1 : 0), x);
    }

    @Override
    protected Shape dl4jShape(Shape shape) {
        return shape;
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        if (keepdims) {
            return null;
        }
        return new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .poolingDimensions(pooledAxes())
                .build();
    }
}
