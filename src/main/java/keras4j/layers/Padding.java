package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;

/** Whether windows stand inside of an image only, or along its border, too, or before its beginning. Keras's padding. */
enum Padding {
    VALID("valid"),
    SAME("same"),
    CAUSAL("causal");

    private final String text;

    Padding(String text) {
        this.text = text;
    }

    /**
     * The one that Keras calls so.
     *
     * @param causal whether it may be "causal"
     */
    static Padding of(String argument, String text, boolean causal) {
        for (Padding padding : values()) {
            if (padding.text.equalsIgnoreCase(text) && (causal || padding != CAUSAL)) {
                return padding;
            }
        }
        throw KerasException.expected(argument, "\"valid\" or \"same\"" + (causal ? " or \"causal\"" : ""), text);
    }

    static Padding config(Config config, String layer, Padding value, boolean causal) {
        return of(layer + ".padding", config.text("padding", value.text), causal);
    }

    /** Keras's name of it. */
    String text() {
        return text;
    }
}
