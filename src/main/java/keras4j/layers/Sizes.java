package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
            if (isOverflow(e)) {
                throw new KerasException(e.getMessage() + arguments(layer), e);
            }
            throw e;
        }
    }

    private static boolean isOverflow(Throwable e) {
        return e instanceof ArithmeticException || e.getCause() != null && isOverflow(e.getCause());
    }

    /** The layer's whole numbers, as its config and those of its parts name them. */
    static String arguments(Layer<?> layer) {
        if (layer instanceof Part part) {
            return arguments(part.owner());
        }
        List<String> all = new ArrayList<>();
        add("", Config.write(layer::config), all);
        return all.isEmpty() ? "" : "; " + layer.className() + " has " + String.join(", ", all);
    }

    /** Adds the whole numbers of a config, and of those of the layers in it. */
    private static void add(String prefix, Object config, List<String> into) {
        if (config instanceof List<?> list) {
            list.forEach(item -> add(prefix, item, into));
        } else if (config instanceof Map<?, ?> object && object.get("class_name") instanceof String name) {
            add(name + ".", object.get("config"), into);
        } else if (config instanceof Map<?, ?> arguments) {
            for (Map.Entry<?, ?> argument : arguments.entrySet()) {
                if (isWhole(argument.getValue())) {
                    into.add(prefix + argument);
                } else {
                    add(prefix, argument.getValue(), into);
                }
            }
        }
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer
                || value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(item -> item == null || isWhole(item));
    }
}
