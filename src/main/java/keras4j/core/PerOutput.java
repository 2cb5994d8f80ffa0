package keras4j.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What compile was told about a model's outputs: a list with one thing for each, or things by the outputs' names, or what
 * stands for all. Keras: nested structures.
 *
 * @param given a list, a map, or anything else for what stands for all outputs
 */
public record PerOutput(Object given) {
    /**
     * For each output what was given for it; null for nothing.
     *
     * @param what the argument, for error messages
     * @throws KerasException if a list has another length, or a name is that of no output
     */
    public List<Object> of(String what, List<String> outputs) {
        List<Object> all = new ArrayList<>();
        if (given instanceof Map<?, ?> byName) {
            if (!outputs.containsAll(byName.keySet())) {
                throw KerasException.expected(what, "names of the outputs " + outputs, byName.keySet());
            }
            outputs.forEach(output -> all.add(byName.get(output)));
            return all;
        }
        if (given instanceof List<?> list) {
            if (list.size() != outputs.size()) {
                throw KerasException.expected(what, "one for each of the outputs " + outputs, list.size());
            }
            all.addAll(list);
            return all;
        }
        outputs.forEach(output -> all.add(given));
        return all;
    }

    /** The same, each single thing changed. */
    public Object map(Function<Object, Object> change) {
        return map(given, change);
    }

    /** Everything single in lists and maps, changed. */
    public static Object map(Object given, Function<Object, Object> change) {
        if (given instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((name, item) -> changed.put(name, map(item, change)));
            return changed;
        }
        if (given instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            list.forEach(item -> changed.add(map(item, change)));
            return changed;
        }
        return change.apply(given);
    }
}
