package keras4j.layers;

import keras4j.core.KerasException;

/** Arguments that have to be in a range. */
final class Numbers {
    private Numbers() {}

    static int positive(String argument, int value) {
        if (value < 1) {
            throw KerasException.expected(argument, "a positive whole number", value);
        }
        return value;
    }

    /** From 0 to 1. */
    static double part(String argument, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw KerasException.expected(argument, "a number from 0 to 1", value);
        }
        return value;
    }

    /** From 0 to less than 1: the part of numbers that dropout makes 0. */
    static double rate(String argument, double value) {
        if (!(value >= 0 && value < 1)) {
            throw KerasException.expected(argument, "a number from 0 to less than 1", value);
        }
        return value;
    }
}
