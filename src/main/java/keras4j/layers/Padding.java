package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** Whether windows stand inside of an image only, or along its border, too. Keras's padding. */
enum Padding {
    VALID("valid", ConvolutionMode.Truncate),
    SAME("same", ConvolutionMode.Same);

    private final String text;
    private final ConvolutionMode dl4j;

    Padding(String text, ConvolutionMode dl4j) {
        this.text = text;
        this.dl4j = dl4j;
    }

    /** The one that Keras calls so. */
    static Padding of(String argument, String text) {
        for (Padding padding : values()) {
            if (padding.text.equalsIgnoreCase(text)) {
                return padding;
            }
        }
        throw KerasException.expected(argument, "\"valid\" or \"same\"", text);
    }

    static Padding config(Config config, String layer, Padding value) {
        return of(layer + ".padding", config.text("padding", value.text));
    }

    ConvolutionMode dl4j() {
        return dl4j;
    }
}
