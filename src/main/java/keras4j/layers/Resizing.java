package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Images of another size: (batch, .., .., channels) to (batch, height, width, channels), or with channels first. Keras: {@code
 * Resizing}.
 */
public final class Resizing extends Layer<Resizing> {
    private int height;
    private int width;
    private Interpolation interpolation = Interpolation.BILINEAR;
    private boolean cropToAspectRatio;
    private boolean padToAspectRatio;
    private String fillMode = "constant";
    private double fillValue;
    private boolean antialias;
    private Images dataFormat = Images.CHANNELS_LAST;

    Resizing() {}

    /** @throws KerasException if they are not positive */
    public Resizing(int height, int width) {
        this.height = Numbers.positive("Resizing.height", height);
        this.width = Numbers.positive("Resizing.width", width);
    }

    /** "nearest", "bilinear", "bicubic", "lanczos3" or "lanczos5"; bilinear unless given. */
    public Resizing interpolation(String value) {
        return set(() -> interpolation = Interpolation.of("Resizing.interpolation", value));
    }

    /** Whether the largest part in the middle with the new proportions is taken; false unless given. */
    public Resizing cropToAspectRatio(boolean value) {
        return set(() -> cropToAspectRatio = value);
    }

    /** Whether images get a border before that gives them the new proportions; false unless given. */
    public Resizing padToAspectRatio(boolean value) {
        return set(() -> padToAspectRatio = value);
    }

    /** How that border is filled: "constant", as in Keras, which has no other. */
    public Resizing fillMode(String value) {
        return set(() -> fillMode = constant(value));
    }

    private static String constant(String mode) {
        if (!"constant".equals(mode)) {
            throw KerasException.expected("Resizing.fillMode", "\"constant\"", mode);
        }
        return mode;
    }

    /** The number of that border; 0 unless given. */
    public Resizing fillValue(double value) {
        return set(() -> fillValue = value);
    }

    /** Whether smaller images are means of what they leave out; false unless given. */
    public Resizing antialias(boolean value) {
        return set(() -> antialias = value);
    }

    /** "channels_last" or "channels_first"; channels_last unless given. */
    public Resizing dataFormat(String value) {
        return set(() -> dataFormat = Images.of("Resizing.dataFormat", value));
    }

    @Override
    protected void config(Config config) {
        height = Numbers.positive("Resizing.height", config.integer("height", height));
        width = Numbers.positive("Resizing.width", config.integer("width", width));
        interpolation = Interpolation.config(config, "Resizing", interpolation);
        cropToAspectRatio = config.flag("crop_to_aspect_ratio", cropToAspectRatio);
        padToAspectRatio = config.flag("pad_to_aspect_ratio", padToAspectRatio);
        fillMode = constant(config.text("fill_mode", fillMode));
        fillValue = config.number("fill_value", fillValue);
        antialias = config.flag("antialias", antialias);
        dataFormat = Images.config(config, "Resizing", dataFormat);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (cropToAspectRatio && padToAspectRatio) {
            throw KerasException.expected("Resizing", "cropToAspectRatio or padToAspectRatio, not both", "both");
        }
        dataFormat.check("Resizing", 2, x);
        Symbol image = dataFormat.toLast(x);
        Math.multiplyExact(Math.multiplyExact(height, width), Math.multiplyExact(image.dim(0), image.dim(3)));
        if (cropToAspectRatio) {
            image = cropped(image);
        } else if (padToAspectRatio) {
            image = padded(image);
        }
        return dataFormat.fromLast(
                Ops.resize(image, List.of(height, width), interpolation.text(), antialias, false, false, 0, null));
    }

    /** The height that goes with an image's width in the new proportions. */
    private int heightOf(Symbol image) {
        return (int) ((double) image.dim(2) * height / width);
    }

    /** The width that goes with its height. */
    private int widthOf(Symbol image) {
        return (int) ((double) image.dim(1) * width / height);
    }

    private Symbol cropped(Symbol image) {
        int rows = Math.max(1, Math.min(image.dim(1), heightOf(image)));
        int columns = Math.max(1, Math.min(image.dim(2), widthOf(image)));
        int[] starts = {0, (image.dim(1) - rows) / 2, (image.dim(2) - columns) / 2, 0};
        return Ops.slice(image, starts, image.dim(0), rows, columns, image.dim(3));
    }

    /** The same on both sides, as in Keras: of an odd number of places one is left out. */
    private Symbol padded(Symbol image) {
        int rows = Math.max(0, heightOf(image) - image.dim(1)) / 2;
        int columns = Math.max(0, widthOf(image) - image.dim(2)) / 2;
        int[][] border = {{0, 0}, {rows, rows}, {columns, columns}, {0, 0}};
        return Ops.pad(image, border, fillValue);
    }
}
