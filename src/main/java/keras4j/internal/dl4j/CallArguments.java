package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import keras4j.ops.Symbol;

/** The arguments of a layer's call as JSON has them: one that is an input is a list of its number. */
final class CallArguments {
    private CallArguments() {}

    static Map<String, Object> inJson(Map<String, Object> arguments) {
        return each(arguments, CallArguments::inJson);
    }

    static Map<String, Object> ofJson(Map<String, Object> arguments) {
        return each(arguments, CallArguments::ofJson);
    }

    private static Map<String, Object> each(Map<String, Object> arguments, UnaryOperator<Object> change) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.replaceAll((name, value) -> change.apply(value));
        return all;
    }

    private static Object inJson(Object value) {
        if (value instanceof List<?> list) {
            return each(list, CallArguments::inJson);
        }
        return value instanceof Symbol.Argument argument ? List.of(argument.input()) : value;
    }

    private static Object ofJson(Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        return list.size() == 1 && list.get(0) instanceof Integer input
                ? new Symbol.Argument(input)
                : each(list, CallArguments::ofJson);
    }

    private static List<Object> each(List<?> list, UnaryOperator<Object> change) {
        List<Object> all = new ArrayList<>();
        list.forEach(item -> all.add(change.apply(item)));
        return all;
    }
}
