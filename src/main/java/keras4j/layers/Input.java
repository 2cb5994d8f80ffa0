package keras4j.layers;

import java.util.Set;
import java.util.TreeSet;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/** The shape of a model's input, added before its layers. Keras: {@code Input}, {@code InputLayer}. */
public final class Input extends Layer<Input> {
    /** A length that each batch says: Keras's {@code None}. */
    public static final int NONE = Shape.NONE;

    private static final Set<String> DTYPES = new TreeSet<>(
            Set.of("bool", "float32", "int16", "int32", "int64", "int8", "uint16", "uint32", "uint64", "uint8"));

    private Symbol symbol;
    private int batchSize;
    private String dtype = "float32";

    Input() {}

    /**
     * An input.
     *
     * @param shape of one sample, such as 11 for eleven features or 28, 28; {@link #NONE} for a length that varies;
     *     none for one number a sample
     */
    public Input(int... shape) {
        inputShape(shape);
    }

    /**
     * How many samples each batch has, which only layers need to know that are stateful; any number unless given. Keras: {@code
     * batch_size}.
     *
     * @throws KerasException if it is not positive
     */
    public Input batchSize(int samples) {
        if (samples < 1) {
            throw KerasException.expected("Input.batchSize", "a positive number of samples", samples);
        }
        return set(() -> batchSize = samples);
    }

    /**
     * The type of the numbers as Keras has them, such as "int32" before an {@link Embedding}; float32 unless given. Here they
     * are floats whatever it is: it is kept for files.
     *
     * @throws KerasException if Keras has no such type of numbers
     */
    public Input dtype(String value) {
        if (!DTYPES.contains(String.valueOf(value))) {
            throw KerasException.expected("Input.dtype", "one of " + DTYPES, value);
        }
        return set(() -> dtype = value);
    }

    /** See {@link #batchSize(int)}; 0 for any. */
    int batchSize() {
        return batchSize;
    }

    /** The input of a model that is being described by {@link Layer#apply}; from here on it cannot be changed. */
    public Symbol symbol() {
        if (symbol == null) {
            symbol = Symbol.input(Description.SCOPE, this, inputShape(), batchSize);
            freeze();
            remember(symbol);
        }
        return symbol;
    }

    @Override
    protected String className() {
        return "InputLayer";
    }

    /** Keras's InputLayer has no "trainable". */
    @Override
    void fullConfig(Config config) {
        configName(config);
        String type = config.text("dtype", dtype);
        if (!dtype.equals(type)) {
            dtype(type);
        }
        config(config);
    }

    @Override
    protected void config(Config config) {
        Shape shape = config.batchShape("batch_shape", inputShape(), batchSize);
        int samples = config.batchSize("batch_shape");
        if (samples != batchSize) {
            batchSize(samples);
        }
        if (shape != inputShape()) {
            inputShape(shape.dims());
        }
        config.only("sparse", false);
        config.only("ragged", false);
        config.only("optional", false);
    }
}
