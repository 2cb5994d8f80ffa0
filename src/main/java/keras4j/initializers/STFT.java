package keras4j.initializers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.NumberArray;
import keras4j.core.Shape;

/**
 * Kernels (frame length, 1, frequencies) of a convolution that is a short-time Fourier transform: the cosines or the negative sines,
 * through a window. Keras: {@code STFT}.
 */
public final class STFT implements Initializer {
    private static final List<String> SIDES = List.of("real", "imag");
    private static final List<String> SCALINGS = List.of("density", "spectrum");

    private String side = "real";
    /** Its name, its numbers, or null for none. */
    private Object window = "hann";

    private String scaling = "density";
    private boolean periodic;

    /** "real", which it is unless given, or "imag". */
    public STFT side(String value) {
        side = Names.oneOf("STFT.side", value, SIDES);
        return this;
    }

    /** One of scipy's windows by name, "hann" unless given; null for none. */
    public STFT window(String name) {
        window = name == null ? null : WindowFunctions.checked("STFT.window", name);
        return this;
    }

    /** A window by its numbers, one for each of a frame. */
    public STFT window(double... values) {
        double[] given = KerasException.notNull("STFT.window", "numbers", values);
        window = new NumberArray(Shape.of(given.length), given.clone());
        return this;
    }

    /** By what the window is divided: "density" its length as a vector, which it is unless given, "spectrum" its sum, null nothing. */
    public STFT scaling(String value) {
        scaling = value == null ? null : Names.oneOf("STFT.scaling", value, SCALINGS);
        return this;
    }

    /** Whether the window's end is the beginning of the next one. */
    public STFT periodic(boolean value) {
        periodic = value;
        return this;
    }

    @Override
    public void config(Config config) {
        side(config.text("side", side));
        window = config.function("window", window, STFT::read, STFT::written);
        periodic = config.flag("periodic", periodic);
        scaling(config.text("scaling", scaling));
    }

    private static Object read(String where, Object value) {
        if (value == null || value instanceof String) {
            return value == null ? null : WindowFunctions.checked(where, (String) value);
        }
        try {
            return NumberArray.fromJson(value);
        } catch (ClassCastException e) {
            throw KerasException.expected(where, "a name or a list of numbers", value);
        }
    }

    private static Object written(Object window) {
        return window instanceof NumberArray numbers ? numbers.toJson() : window;
    }

    @Override
    public void fill(float[] values, int offset, Shape shape) {
        if (shape.rank() != 3 || shape.dim(1) != 1) {
            throw KerasException.expected("STFT", "a weight of shape (frame length, 1, frequencies)", shape);
        }
        int frame = shape.dim(0);
        int frequencies = shape.dim(2);
        double[] scaled = scaled(frame);
        for (int t = 0; t < frame; t++) {
            for (int k = 0; k < frequencies; k++) {
                double angle = -2.0 * t * k / (2 * (frequencies - 1)) * Math.PI;
                double wave = side.equals("real") ? Math.cos(angle) : Math.sin(angle);
                values[offset + t * frequencies + k] = (float) (wave * scaled[t]);
            }
        }
    }

    private double[] scaled(int frame) {
        double[] numbers = new double[frame];
        if (window == null) {
            Arrays.fill(numbers, 1);
            return numbers;
        }
        numbers = window instanceof NumberArray given
                ? given.values().clone()
                : WindowFunctions.of((String) window, frame, periodic);
        if (numbers.length != frame) {
            throw KerasException.expected("STFT.window", frame + " numbers, as many as a frame has", numbers.length);
        }
        double sum = 0;
        double squares = 0;
        for (double number : numbers) {
            sum += Math.abs(number);
            squares += number * number;
        }
        double divisor = scaling == null ? 1 : scaling.equals("density") ? Math.sqrt(squares) : sum;
        for (int i = 0; i < frame; i++) {
            numbers[i] /= divisor;
        }
        return numbers;
    }
}
