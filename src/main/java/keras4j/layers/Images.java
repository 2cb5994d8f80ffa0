package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.TransposeKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The two orders of an image's axes, Keras's data_format: (height, width, channels), or (channels, height, width). A sequence,
 * (time, channels) or (channels, time), is an image of height 1: it has one axis beside the channels, an image two.
 */
enum Images {
    CHANNELS_LAST("channels_last"),
    CHANNELS_FIRST("channels_first");

    private final String text;

    Images(String text) {
        this.text = text;
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

    /** Keras's name of it. */
    String text() {
        return text;
    }

    /**
     * The same image as (height, width, channels).
     *
     * @param axes those beside the channels
     * @throws KerasException if it has others
     */
    Shape channelsLast(String layer, int axes, Shape image) {
        if (image.rank() != axes + 1) {
            String lengths = axes == 1 ? "time" : "height, width";
            throw KerasException.expected(
                    layer,
                    (axes == 1 ? "sequences" : "images")
                            + " of shape "
                            + (this == CHANNELS_LAST
                                    ? "(None, " + lengths + ", channels)"
                                    : "(None, channels, " + lengths + ")"),
                    image.batched());
        }
        int first = this == CHANNELS_LAST ? 0 : 1;
        int channels = image.dim(this == CHANNELS_LAST ? axes : 0);
        return Shape.of(axes == 1 ? 1 : image.dim(first), image.dim(first + axes - 1), channels);
    }

    /** An image in this order. */
    Shape shape(int height, int width, int channels) {
        return this == CHANNELS_LAST ? Shape.of(height, width, channels) : Shape.of(channels, height, width);
    }

    /** The same without the height if there is one axis beside the channels. */
    Shape shape(int axes, int height, int width, int channels) {
        if (axes == 2) {
            return shape(height, width, channels);
        }
        return this == CHANNELS_LAST ? Shape.of(width, channels) : Shape.of(channels, width);
    }

    /**
     * A kernel that works on (height, width, channels), for images in this order.
     *
     * @param image the input in this order
     * @param output the output in this order
     */
    List<SampleKernel> kernels(SampleKernel kernel, Shape image, Shape output) {
        if (this == CHANNELS_LAST) {
            return List.of(kernel);
        }
        List<SampleKernel> all = new ArrayList<>();
        all.add(new TransposeKernel(1, image.dim(0), image.size() / image.dim(0)));
        all.add(kernel);
        all.add(new TransposeKernel(1, output.size() / output.dim(0), output.dim(0)));
        return all;
    }

    /** Images in this order as ONNX has them, which is with channels first. */
    String toOnnx(OnnxGraph graph, int axes, String x) {
        int[] order = axes == 1 ? new int[] {0, 2, 1} : new int[] {0, 3, 1, 2};
        return this == CHANNELS_FIRST ? x : graph.node("Transpose", Map.of("perm", order), x);
    }

    /** The way back. */
    String fromOnnx(OnnxGraph graph, int axes, String y) {
        int[] order = axes == 1 ? new int[] {0, 2, 1} : new int[] {0, 2, 3, 1};
        return this == CHANNELS_FIRST ? y : graph.node("Transpose", Map.of("perm", order), y);
    }

    /**
     * Checks that a batch has so many axes beside those of batch and channels.
     *
     * @throws KerasException if it has others
     */
    void check(String layer, int axes, Symbol x) {
        channelsLast(layer, axes, x.sampleShape());
    }

    /** A batch in this order with channels last. */
    Symbol toLast(Symbol x) {
        return this == CHANNELS_LAST ? x : Ops.moveaxis(x, 1, -1);
    }

    /** The way back. */
    Symbol fromLast(Symbol y) {
        return this == CHANNELS_LAST ? y : Ops.moveaxis(y, -1, 1);
    }

    /** The number of each pooled axis in a batch. */
    int[] axes(int axes) {
        int first = this == CHANNELS_LAST ? 1 : 2;
        return axes == 1 ? new int[] {first} : new int[] {first, first + 1};
    }
}
