package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;

/** An op's arguments, read by their names as what they should be. */
final class Arguments {
    private final String op;
    private final Map<String, Object> values;

    Arguments(String op, Map<String, Object> values) {
        this.op = op;
        this.values = values;
    }

    private KerasException expected(String name, String expected) {
        return KerasException.expected(op + "." + name, expected, values.get(name));
    }

    /** Whether it is given and not null. */
    boolean has(String name) {
        return values.get(name) != null;
    }

    Object value(String name) {
        return values.get(name);
    }

    /** A symbol, or numbers as one. */
    Symbol symbol(String name) {
        return symbol(name, values.get(name));
    }

    /** The same; null if it is not given. */
    Symbol optional(String name) {
        return has(name) ? symbol(name) : null;
    }

    private Symbol symbol(String name, Object value) {
        if (value instanceof Symbol symbol) {
            return symbol;
        }
        if (value instanceof Number number) {
            return Primitives.constant(number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return Primitives.constant(flag ? 1 : 0);
        }
        if (value instanceof Numbers numbers) {
            return numbers.symbol();
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return hasSymbol(list) ? stacked(name, list) : new Numbers(list, "float32").symbol();
        }
        throw expected(name, "a symbol or numbers");
    }

    private static boolean hasSymbol(Object value) {
        return value instanceof Symbol
                || value instanceof List<?> list && list.stream().anyMatch(Arguments::hasSymbol);
    }

    private Symbol stacked(String name, List<?> list) {
        List<Symbol> parts = new ArrayList<>();
        list.forEach(item -> parts.add(symbol(name, item)));
        return JoiningOps.stack(parts, 0);
    }

    /** Several symbols. */
    List<Symbol> symbols(String name) {
        if (!(values.get(name) instanceof List<?> list) || list.isEmpty()) {
            throw expected(name, "a list of symbols");
        }
        List<Symbol> all = new ArrayList<>();
        list.forEach(item -> all.add(symbol(name, item)));
        return all;
    }

    /** True or false; false if it is not given. */
    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        Object value = values.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw expected(name, "true or false");
        }
        return value == null ? otherwise : (Boolean) value;
    }

    double number(String name, double otherwise) {
        Object value = values.get(name);
        if (value != null && !(value instanceof Number)) {
            throw expected(name, "a number");
        }
        return value == null ? otherwise : ((Number) value).doubleValue();
    }

    int integer(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != (int) value) {
            throw expected(name, "a whole number");
        }
        return (int) value;
    }

    String text(String name, String otherwise) {
        Object value = values.get(name);
        if (value != null && !(value instanceof String)) {
            throw expected(name, "a text");
        }
        return value == null ? otherwise : (String) value;
    }

    /** Whole numbers: one, or a list of them. */
    List<Integer> integers(String name) {
        return integers(name, values.get(name));
    }

    /** The same of a part of an argument. */
    List<Integer> integers(String name, Object value) {
        List<Integer> all = new ArrayList<>();
        for (Object item : items(name, value)) {
            if (!(item instanceof Number number) || number.doubleValue() != number.intValue()) {
                throw expected(name, "whole numbers");
            }
            all.add(number.intValue());
        }
        return all;
    }

    private List<?> items(String name, Object value) {
        if (value instanceof Numbers numbers) {
            return items(name, numbers.value());
        }
        if (value == null) {
            throw expected(name, "whole numbers");
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    /** Different axes of a value, counted from the front; all of them if null is given. */
    List<Integer> axes(String name, int rank) {
        if (!has(name)) {
            return Primitives.range(rank);
        }
        List<Integer> all = new ArrayList<>();
        for (int axis : integers(name)) {
            int counted = axis < 0 ? axis + rank : axis;
            if (counted < 0 || counted >= rank || all.contains(counted)) {
                throw expected(name, "different axes of " + rank);
            }
            all.add(counted);
        }
        return all;
    }

    /** One axis of a value, counted from the front. */
    int axis(String name, int rank, int otherwise) {
        int axis = integer(name, otherwise);
        int counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw expected(name, "an axis of " + rank);
        }
        return counted;
    }
}
