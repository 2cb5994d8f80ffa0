package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** Keras's {@code keras.ops.image}: of images (batch, height, width, channels), or without batch. */
final class ImageOps {
    private ImageOps() {}

    static void define() {
        OpDefinition.define("image", "Resize", "images", a -> ofImages(a, ImageOps::resized));
        OpDefinition.define("image", "ExtractPatches", "images", ImageOps::patches);
        OpDefinition.define("image", "RGBToGrayscale", "images", a -> ofImages(a, ImageOps::gray));
    }

    private interface Rule {
        Symbol apply(Symbol images, Arguments a);
    }

    /** A rule for (batch, height, width, channels). */
    private static Symbol ofImages(Arguments a, Rule rule) {
        Symbol given = a.symbol("images");
        if (given.rank() != 3 && given.rank() != 4) {
            throw KerasException.expected("images", "three or four axes", given.shape());
        }
        Symbol batch = given.rank() == 4
                ? given
                : Primitives.reshape(given, given.shape().withFirst(1));
        boolean isFirst = Grid.isChannelsFirst(a);
        Symbol y = rule.apply(isFirst ? Grid.channelsLast(batch) : batch, a);
        Symbol made = isFirst ? Grid.channelsFirst(y) : y;
        return given.rank() == 4 ? made : Primitives.reshape(made, made.shape().withoutFirst());
    }

    private static Symbol gray(Symbol x, Arguments a) {
        int channels = x.shape().last();
        if (channels == 1) {
            return x;
        }
        if (channels != 3) {
            throw KerasException.expected("rgb_to_grayscale", "3 channels, or 1", channels);
        }
        return Primitives.matmul(x, Primitives.constant(new float[] {0.2989f, 0.587f, 0.114f}, Shape.of(3, 1)));
    }

    private static Symbol patches(Arguments a) {
        Symbol given = a.symbol("images");
        List<Integer> size = a.integers("size");
        int axes = Math.max(2, size.size());
        Symbol batch = given.rank() == axes + 2
                ? given
                : Primitives.reshape(given, given.shape().withFirst(1));
        Symbol y = Grid.of(a, batch, size).patches();
        return batch == given ? y : Primitives.reshape(y, y.shape().withoutFirst());
    }

    private static Symbol resized(Symbol images, Arguments a) {
        List<Integer> size = a.integers("size");
        if (size.size() != 2) {
            throw KerasException.expected("resize.size", "height and width", size);
        }
        String fill = a.text("fill_mode", "constant");
        if (!fill.equals("constant")) {
            throw KerasException.expected("resize.fill_mode", "\"constant\"", fill);
        }
        boolean crops = a.flag("crop_to_aspect_ratio");
        boolean pads = a.flag("pad_to_aspect_ratio");
        if (crops && pads) {
            throw KerasException.expected("resize", "one of crop_to_aspect_ratio and pad_to_aspect_ratio", "both");
        }
        Symbol x = images;
        for (int axis = 1; axis <= 2; axis++) {
            int length = images.dim(axis);
            int fitting = (int) ((float) images.dim(3 - axis) * size.get(axis - 1) / size.get(2 - axis));
            if (crops) {
                int kept = Math.max(1, Math.min(length, fitting));
                x = Primitives.slice(x, axis, (length - kept) / 2, 1, kept);
            } else if (pads) {
                x = padded(x, axis, (Math.max(length, fitting) - length) / 2, a.number("fill_value", 0));
            }
        }
        Interpolation interpolation = Interpolation.of(a.text("interpolation", "bilinear"));
        boolean antialias = a.flag("antialias");
        int height = size.get(0);
        int width = size.get(1);
        int channels = x.dim(3);
        Symbol rows = Primitives.reshape(x, Shape.of(x.dim(0), x.dim(1), x.dim(2) * channels));
        Symbol high = along(rows, interpolation, height, antialias);
        Symbol columns = Primitives.reshape(high, Shape.of(x.dim(0) * height, x.dim(2), channels));
        return Primitives.reshape(
                along(columns, interpolation, width, antialias), Shape.of(x.dim(0), height, width, channels));
    }

    /** Along the middle of three axes. */
    private static Symbol along(Symbol x, Interpolation interpolation, int to, boolean antialias) {
        Symbol weights = Trace.isExport(x)
                ? interpolation.exported(x, to, antialias)
                : Primitives.constant(interpolation.weights(x.dim(1), to, antialias), Shape.of(to, x.dim(1)));
        return Primitives.matmul(weights, x);
    }

    private static Symbol padded(Symbol x, int axis, int count, double fill) {
        int length = x.dim(axis) + 2 * count;
        Symbol y = Primitives.pad(x, axis, count, 1, length);
        if (fill == 0 || count == 0) {
            return y;
        }
        int[] dims = {1, 1, 1, 1};
        dims[axis] = length;
        float[] inside = new float[length];
        Arrays.fill(inside, count, length - count, 1);
        return Primitives.where(Primitives.constant(inside, Shape.of(dims)), y, Primitives.constant(fill));
    }
}
