package keras4j.internal.dl4j;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;

/** One object of DL4J's JSON: what nobody asks for and is something is an error that names it. */
final class Dl4jKeys {
    private final String where;
    private final Map<String, Object> values;
    private final Set<String> asked = new HashSet<>(Set.of("@class"));

    Dl4jKeys(String where, Object object) {
        this.where = where;
        values = Config.map(where, object);
    }

    /** What messages call it. */
    String where() {
        return where;
    }

    /** DL4J's class; it is looked up in tables, never loaded. */
    String className() {
        return text("@class");
    }

    Object value(String key) {
        asked.add(key);
        return values.get(key);
    }

    String text(String key) {
        if (value(key) instanceof String text) {
            return text;
        }
        throw KerasException.expected(where + "." + key, "a text", values.get(key));
    }

    double number(String key, double otherwise) {
        Object found = value(key);
        if (found == null) {
            return otherwise;
        }
        if (found instanceof Number number) {
            return number.doubleValue();
        }
        throw KerasException.expected(where + "." + key, "a number", found);
    }

    /** A whole number of at least 1. */
    int count(String key) {
        double number = number(key, 0);
        if (number < 1 || number != Math.rint(number) || number > Integer.MAX_VALUE) {
            throw KerasException.expected(where + "." + key, "a whole number of at least 1", values.get(key));
        }
        return (int) number;
    }

    boolean flag(String key, boolean otherwise) {
        Object found = value(key);
        if (found == null || found instanceof Boolean) {
            return found == null ? otherwise : (Boolean) found;
        }
        throw KerasException.expected(where + "." + key, "true or false", found);
    }

    /** An object within; null for none. */
    Dl4jKeys object(String key) {
        return value(key) == null ? null : new Dl4jKeys(where + "." + key, values.get(key));
    }

    /** A list; none is an empty one. */
    List<?> list(String key) {
        Object found = value(key);
        if (found == null || found instanceof List<?>) {
            return found == null ? List.of() : (List<?>) found;
        }
        throw KerasException.expected(where + "." + key, "a list", found);
    }

    /** The keys that are there. */
    Set<String> keys() {
        return values.keySet();
    }

    /** What does not matter here: for training in DL4J, or for what is not a number. */
    Dl4jKeys ignore(String... keys) {
        asked.addAll(List.of(keys));
        return this;
    }

    /** @throws KerasException naming a key that nobody has asked for, unless it is null, false, empty or 0 */
    void end() {
        values.forEach((key, value) -> {
            boolean nothing = value == null
                    || value.equals(false)
                    || value instanceof List<?> list && list.isEmpty()
                    || value instanceof Map<?, ?> map && map.isEmpty();
            if (!nothing && !asked.contains(key)) {
                throw KerasException.expected(where + "." + key, "nothing, since it is not supported", value);
            }
        });
    }
}
