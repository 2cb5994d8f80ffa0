package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The two orders of an image's axes, Keras's data_format: (height, width, channels), or (channels, height, width). A sequence,
 * (time, channels) or (channels, time), has one axis beside the channels, an image two.
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
     * The channels of an image, or of a sequence.
     *
     * @param axes those beside the channels
     * @throws KerasException if it has others
     */
    int channels(String layer, int axes, Shape image) {
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
        return image.dim(this == CHANNELS_LAST ? axes : 0);
    }

    /**
     * Checks that a batch has so many axes beside those of batch and channels.
     *
     * @throws KerasException if it has others
     */
    void check(String layer, int axes, Symbol x) {
        channels(layer, axes, x.sampleShape());
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
