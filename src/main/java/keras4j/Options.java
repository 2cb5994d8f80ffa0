package keras4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import keras4j.core.KerasException;

/** The options given to one call of a verb, at most one of a kind. */
final class Options {
    private final Map<Class<?>, Object> options = new LinkedHashMap<>();

    /** @throws KerasException if an option is given twice or is null */
    Options(String verb, Object[] args) {
        for (Object arg : args) {
            if (arg == null) {
                throw KerasException.expected(verb, "options made by keras4j.Args", null);
            }
            if (options.put(arg.getClass(), arg) != null) {
                throw new KerasException(
                        verb + ": the option " + arg.getClass().getSimpleName() + " is given twice, lastly as " + arg);
            }
        }
    }

    /** The value of an option, or {@code otherwise} if it was not given. */
    <A, T> T get(Class<A> option, Function<A, T> value, T otherwise) {
        Object arg = options.get(option);
        return arg == null ? otherwise : value.apply(option.cast(arg));
    }
}
