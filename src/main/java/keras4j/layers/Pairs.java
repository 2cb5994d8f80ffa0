package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;

/**
 * Arguments that are a positive whole number for each axis that a window moves along: for height and width two, or one for both;
 * for time one. Here they are always two, the height of a sequence being 1.
 */
final class Pairs {
    private Pairs() {}

    /** @param axes 1 for time, 2 for height and width */
    static int[] of(String argument, int axes, int... values) {
        int[] given = KerasException.notNull(argument, "numbers", values);
        if (given.length < 1 || given.length > axes || Arrays.stream(given).anyMatch(value -> value < 1)) {
            throw KerasException.expected(
                    argument,
                    axes == 1 ? "a positive whole number" : "a positive whole number, or two of them",
                    Arrays.toString(given));
        }
        return new int[] {axes == 1 ? 1 : given[0], given[given.length - 1]};
    }

    static int[] config(Config config, String layer, String key, int axes, int[] value) {
        return of(layer + "." + key, axes, config.integers(key, own(axes, value)));
    }

    /** One number for each axis. */
    static List<Integer> each(int axes, int[] pair) {
        return Arrays.stream(own(axes, pair)).boxed().toList();
    }

    private static int[] own(int axes, int[] pair) {
        return Arrays.copyOfRange(pair, pair.length - axes, pair.length);
    }
}
