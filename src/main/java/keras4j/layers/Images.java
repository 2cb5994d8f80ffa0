package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Kernel;
import keras4j.core.Shape;
import keras4j.internal.engine.TransposeKernel;
import keras4j.internal.onnx.OnnxGraph;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/** The two orders of an image's axes, Keras's data_format: (height, width, channels), or (channels, height, width). */
enum Images {
    CHANNELS_LAST("channels_last", CNN2DFormat.NHWC),
    CHANNELS_FIRST("channels_first", CNN2DFormat.NCHW);

    private final String text;
    private final CNN2DFormat dl4j;

    Images(String text, CNN2DFormat dl4j) {
        this.text = text;
        this.dl4j = dl4j;
    }

    /** The one that Keras calls so. */
    static Images of(String argument, String text) {
        for (Images order : values()) {
            if (order.text.equals(text)) {
                return order;
            }
        }
        throw KerasException.expected(argument, "\"channels_last\" or \"channels_first\"", text);
    }

    /** Keras's data_format argument. */
    static Images config(Config config, String layer, Images value) {
        String text = config.text("data_format", value.text);
        return text == null ? value : of(layer + ".data_format", text);
    }

    CNN2DFormat dl4j() {
        return dl4j;
    }

    /** The same image as (height, width, channels). */
    Shape channelsLast(String layer, Shape image) {
        if (image.rank() != 3) {
            throw KerasException.expected(
                    layer,
                    "images of shape "
                            + (this == CHANNELS_LAST
                                    ? "(None, height, width, channels)"
                                    : "(None, channels, height, width)"),
                    image.batched());
        }
        return this == CHANNELS_LAST ? image : Shape.of(image.dim(1), image.dim(2), image.dim(0));
    }

    /** An image in this order. */
    Shape shape(int height, int width, int channels) {
        return this == CHANNELS_LAST ? Shape.of(height, width, channels) : Shape.of(channels, height, width);
    }

    /**
     * A kernel that works on (height, width, channels), for images in this order.
     *
     * @param image the input in this order
     * @param output the output in this order
     */
    List<Kernel> kernels(Kernel kernel, Shape image, Shape output) {
        if (this == CHANNELS_LAST) {
            return List.of(kernel);
        }
        List<Kernel> all = new ArrayList<>();
        all.add(new TransposeKernel(1, image.dim(0), image.size() / image.dim(0)));
        all.add(kernel);
        all.add(new TransposeKernel(1, output.size() / output.dim(0), output.dim(0)));
        return all;
    }

    /** Images in this order as ONNX has them, which is with channels first. */
    String toOnnx(OnnxGraph graph, String x) {
        return this == CHANNELS_FIRST ? x : graph.node("Transpose", Map.of("perm", new int[] {0, 3, 1, 2}), x);
    }

    /** The way back. */
    String fromOnnx(OnnxGraph graph, String y) {
        return this == CHANNELS_FIRST ? y : graph.node("Transpose", Map.of("perm", new int[] {0, 2, 3, 1}), y);
    }
}
