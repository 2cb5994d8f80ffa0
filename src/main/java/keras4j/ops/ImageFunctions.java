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
     * @param cropToAspectRatio whether they are cut first, so that nothing is stretched
     * @param padToAspectRatio whether they are padded first, with {@code fillValue}
     * @param dataFormat "channels_last", "channels_first", or null for the first of them
     */
    public static Symbol resize(
            Symbol images,
            List<Integer> size,
            String interpolation,
            boolean antialias,
            boolean cropToAspectRatio,
            boolean padToAspectRatio,
            double fillValue,
            String dataFormat) {
        return Op.call(
                "Resize",
                "images",
                images,
                "size",
                size,
                "interpolation",
                interpolation,
                "antialias",
                antialias,
                "crop_to_aspect_ratio",
                cropToAspectRatio,
                "pad_to_aspect_ratio",
                padToAspectRatio,
                "fill_mode",
                "constant",
                "fill_value",
                fillValue,
                "data_format",
                dataFormat);
    }

    /** The same, stretched, and channels last. */
    public static Symbol resize(Symbol images, List<Integer> size, String interpolation) {
        return resize(images, size, interpolation, false, false, false, 0, null);
    }

    /**
     * Windows of images as (batch, rows, columns, numbers of a window).
     *
     * @param size height and width
     * @param strides how far windows are apart; null for their size
     * @param padding "valid" or "same"
     * @param dataFormat "channels_last", "channels_first", or null for the first of them
     */
    public static Symbol extractPatches(
            Symbol images,
            List<Integer> size,
            List<Integer> strides,
            int dilationRate,
            String padding,
            String dataFormat) {
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
                padding,
                "data_format",
                dataFormat);
    }

    /** Red, green and blue as one channel. */
    public static Symbol rgbToGrayscale(Symbol images, String dataFormat) {
        return Op.call("RGBToGrayscale", "images", images, "data_format", dataFormat);
    }
}
