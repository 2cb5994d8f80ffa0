package keras4j;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import keras4j.core.KerasException;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;

/** The options given to one call of a verb, at most one of a kind. */
final class Options {
    private static final int BATCH_SIZE = 32;

    private final Map<Class<?>, Object> options = new LinkedHashMap<>();

    /** @throws KerasException if an option is given twice or is null */
    Options(String verb, Object[] args) {
        String expected = "options made by keras4j.Args";
        for (Object arg : KerasException.notNull(verb, expected, args)) {
            KerasException.notNull(verb, expected, arg);
            if (options.put(arg.getClass(), arg) != null) {
                throw KerasException.expected(verb, "each option once", nameOf(arg) + " twice");
            }
        }
    }

    /** The value of an option, or {@code otherwise} if it was not given. */
    <A, T> T get(Class<A> option, Function<A, T> value, T otherwise) {
        Object arg = options.get(option);
        return arg == null ? otherwise : value.apply(option.cast(arg));
    }

    /** As given; else, with a number of steps, so many that samples in memory are gone through in them; else 32. */
    int batchSize(BatchSource data, int steps) {
        int otherwise = steps > 0 && data instanceof Dataset all ? (all.size() - 1) / steps + 1 : BATCH_SIZE;
        return get(Args.BatchSize.class, Args.BatchSize::value, otherwise);
    }

    int verbose() {
        return get(Args.Verbose.class, Args.Verbose::value, Terminal.isInteractive() ? 1 : 2);
    }

    /** The method of {@link Args} that makes it. */
    private static String nameOf(Object arg) {
        String record = arg.getClass().getSimpleName().replaceAll("Option$", "");
        return record.substring(0, 1).toLowerCase(Locale.ROOT) + record.substring(1);
    }
}
