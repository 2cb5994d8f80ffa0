package keras4j.layers;

import java.util.Locale;
import keras4j.core.Config;
import keras4j.core.KerasException;

/** How a resized image's numbers follow from those around them. Keras's interpolation. */
enum Interpolation {
    NEAREST,
    BILINEAR,
    BICUBIC,
    LANCZOS3,
    LANCZOS5;

    /** Keras's name of it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that Keras calls so. */
    static Interpolation of(String argument, String text) {
        for (Interpolation interpolation : values()) {
            if (interpolation.text().equalsIgnoreCase(text)) {
                return interpolation;
            }
        }
        throw KerasException.expected(
                argument, "\"nearest\", \"bilinear\", \"bicubic\", \"lanczos3\" or \"lanczos5\"", text);
    }

    static Interpolation config(Config config, String layer, Interpolation value) {
        return of(layer + ".interpolation", config.text("interpolation", value.text()));
    }
}
