package keras4j.optimizers;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import keras4j.core.KerasException;
import keras4j.core.Names;

/** Looks at arguments of optimizers; errors name the optimizer's class and the argument. */
final class Check {
    private Check() {}

    private static KerasException expected(Object of, String argument, String expected, Object received) {
        return KerasException.expected(Names.classOf(of) + "." + argument, expected, received);
    }

    /** How much is kept from step to step. */
    static double decay(Object of, String argument, double value) {
        if (!(value >= 0 && value < 1)) {
            throw expected(of, argument, "a number from 0 to less than 1", value);
        }
        return value;
    }

    static double fraction(Object of, String argument, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw expected(of, argument, "a number from 0 to 1", value);
        }
        return value;
    }

    static double notNegative(Object of, String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw expected(of, argument, "a number of at least 0", value);
        }
        return value;
    }

    /** The same, or null for none. */
    static Double notNegative(Object of, String argument, Double value) {
        return value == null ? null : (Double) notNegative(of, argument, value.doubleValue());
    }

    static double positive(Object of, String argument, double value) {
        if (!(value > 0 && value <= Float.MAX_VALUE)) {
            throw expected(of, argument, "a positive number", value);
        }
        return value;
    }

    static double notPositive(Object of, String argument, double value) {
        if (!(value <= 0 && value >= -Float.MAX_VALUE)) {
            throw expected(of, argument, "a number of at most 0", value);
        }
        return value;
    }

    static double finite(Object of, String argument, double value) {
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw expected(of, argument, "a finite number", value);
        }
        return value;
    }

    static int atLeast(Object of, String argument, int least, int value) {
        if (value < least) {
            throw expected(of, argument, "a whole number of at least " + least, value);
        }
        return value;
    }

    /** The same, or null for none, as 0 is to Keras. */
    static Integer atLeastOrNone(Object of, String argument, int least, Integer value) {
        return value == null || value == 0 ? null : (Integer) atLeast(of, argument, least, value);
    }

    /** Looks whether there is a list, and no null in it. */
    static void all(Object of, String argument, String expected, List<?> values) {
        if (values == null || values.stream().anyMatch(Objects::isNull)) {
            throw expected(of, argument, expected, values);
        }
    }

    static Pattern pattern(Object of, String argument, String regex) {
        if (regex == null) {
            throw expected(of, argument, "a regular expression", null);
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw expected(of, argument, "a regular expression", "\"" + regex + "\"");
        }
    }
}
