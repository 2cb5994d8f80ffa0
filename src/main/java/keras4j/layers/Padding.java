package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** Whether windows stand inside of an image only, or along its border, too, or before its beginning. Keras's padding. */
enum Padding {
    VALID("valid", ConvolutionMode.Truncate),
    SAME("same", ConvolutionMode.Same),
    CAUSAL("causal", null);

    private final String text;
    private final ConvolutionMode dl4j;

    Padding(String text, ConvolutionMode dl4j) {
        this.text = text;
        this.dl4j = dl4j;
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

    /** DL4J's name of it; null if it has none. */
    ConvolutionMode dl4j() {
        return dl4j;
    }
}
