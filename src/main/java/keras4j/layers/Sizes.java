package keras4j.layers;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import keras4j.core.Config;
import keras4j.core.KerasException;

/**
 * Where layers are asked for sizes. They compute them with exact arithmetic, such as {@link Math#multiplyExact}, or leave it to
 * {@link keras4j.core.Shape}; what overflows becomes an error here, with the arguments that can be why.
 */
final class Sizes {
    private Sizes() {}

    /** @throws KerasException if an {@link ArithmeticException} is thrown, or is the cause of what is */
    static <T> T of(Layer<?> layer, Supplier<T> sizes) {
        try {
            return sizes.get();
        } catch (ArithmeticException e) {
            throw new KerasException(
                    "shape: expected at most " + Integer.MAX_VALUE + " elements, received more" + arguments(layer), e);
        } catch (KerasException e) {
            if (e.getCause() instanceof ArithmeticException) {
                throw new KerasException(e.getMessage() + arguments(layer), e);
            }
            throw e;
        }
    }

    /** The layer's whole numbers, as its config names them. */
    static String arguments(Layer<?> layer) {
        if (layer instanceof Part part) {
            return arguments(part.owner());
        }
        String all = Config.write(layer::config).entrySet().stream()
                .filter(argument -> isWhole(argument.getValue()))
                .map(Map.Entry::toString)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : "; " + layer.className() + " has " + all;
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer
                || value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(Sizes::isWhole);
    }
}
