package keras4j.optimizers;

import keras4j.core.KerasException;

/** The checks of arguments that optimizers have in common. */
final class Rates {
    private Rates() {}

    static double learningRate(String optimizer, double value) {
        return notNegative(optimizer + ".learningRate", value);
    }

    static double decay(String argument, double value) {
        if (!(value >= 0 && value < 1)) {
            throw KerasException.expected(argument, "a number from 0 to less than 1", value);
        }
        return value;
    }

    static double notNegative(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(argument, "a number of at least 0", value);
        }
        return value;
    }
}
