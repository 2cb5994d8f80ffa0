package keras4j.ops;

import java.util.List;

/** Keras's {@code keras.ops.image}: of images (batch, height, width, channels), or without batch. */
abstract class ImageFunctions extends NnAttention {
    /**
     * Images of another size.
     *
     * @param size height and width
     * @param interpolation "nearest", "bilinear", "bicubic", "lanczos3" or "lanczos5"
     * @param antialias whether smaller images are means of what they leave out
     */
    public static Symbol resize(Symbol images, List<Integer> size, String interpolation, boolean antialias) {
        return Op.call(
                "Resize", "images", images, "size", size, "interpolation", interpolation, "antialias", antialias);
    }

    /**
     * Windows of images as (batch, rows, columns, numbers of a window).
     *
     * @param size height and width
     * @param strides how far windows are apart; null for their size
     * @param padding "valid" or "same"
     */
    public static Symbol extractPatches(
            Symbol images, List<Integer> size, List<Integer> strides, int dilationRate, String padding) {
        return Op.call(
                "ExtractPatches",
                "images",
                images,
                "size",
                size,
                "strides",
                strides,
                "dilation_rate",
                dilationRate,
                "padding",
                padding);
    }

    /** Red, green and blue as one channel. */
    public static Symbol rgbToGrayscale(Symbol images) {
        return Op.call("RGBToGrayscale", "images", images);
    }
}
