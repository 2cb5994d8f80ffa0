package keras4j.layers;

import java.util.function.BinaryOperator;
import keras4j.core.Registry;
import keras4j.ops.Symbol;

/**
 * A function of a layer's input and of its mask, which is null for none, for {@link Lambda#ofMasked} and {@link Lambda#mask}. Files have it
 * by the name of its class, if that is registered. Keras: {@code def function(inputs, mask)}.
 */
public interface MaskedFunction extends BinaryOperator<Symbol> {
    /** Users' own: Keras has none. */
    Registry<MaskedFunction> REGISTRY =
            new Registry<>("function of a mask", "builtins", MaskedFunction.class, "keras4j.layers");
}
