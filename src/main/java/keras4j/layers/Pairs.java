package keras4j.layers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.KerasException;

/** Arguments that are two positive whole numbers, for height and width, or one for both. */
final class Pairs {
    private Pairs() {}

    static int[] of(String argument, int... values) {
        int[] given = KerasException.notNull(argument, "numbers", values);
        if (given.length < 1 || given.length > 2 || Arrays.stream(given).anyMatch(value -> value < 1)) {
            throw KerasException.expected(argument, "a positive whole number, or two of them", Arrays.toString(given));
        }
        return new int[] {given[0], given[given.length - 1]};
    }

    static int[] config(Config config, String layer, String key, int[] value) {
        return of(layer + "." + key, config.integers(key, value));
    }
}
