package keras4j.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What compile was told about a model's outputs: a list with one thing for each, or things by the outputs' names, lists and maps of
 * these as the outputs stand in them, or what stands for all. Keras: nested structures.
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
    public List<Object> of(String what, OutputNames outputs) {
        Object[] each = new Object[outputs.size()];
        Object form = outputs.structure().form();
        boolean isNested = form instanceof List<?> list && given instanceof List<?> all && list.size() == all.size();
        if (given instanceof List<?> list && !isNested) {
            checkSize(what, list, each.length, outputs);
            list.toArray(each);
        } else if (given instanceof Map<?, ?> && !(form instanceof Map<?, ?>)) {
            Map<String, Integer> byName = new LinkedHashMap<>();
            for (int k = 0; k < each.length; k++) {
                byName.put(outputs.layers().get(k), k);
            }
            spread(what, given, byName, outputs, each);
        } else {
            spread(what, given, form, outputs, each);
        }
        return Arrays.asList(each);
    }

    private static void checkSize(String what, List<?> given, int size, OutputNames outputs) {
        if (given.size() != size) {
            throw KerasException.expected(what, "one for each of the outputs " + outputs, given.size());
        }
    }

    private static void spread(String what, Object given, Object form, OutputNames outputs, Object[] each) {
        if (given instanceof Map<?, ?> byName && form instanceof Map<?, ?> forms) {
            List<String> names = forms.keySet().stream().map(String::valueOf).toList();
            byName.keySet().stream()
                    .filter(name -> !forms.containsKey(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw Names.unknown(what, String.valueOf(name), names);
                    });
            byName.forEach((name, item) -> spread(what, item, forms.get(name), outputs, each));
        } else if (given instanceof List<?> list && form instanceof List<?> forms) {
            checkSize(what, list, forms.size(), outputs);
            for (int i = 0; i < list.size(); i++) {
                spread(what, list.get(i), forms.get(i), outputs, each);
            }
        } else {
            Structure.numbers(form).forEach(number -> each[number] = given);
        }
    }

    /** The same with null under the names of the outputs of which a map says nothing: Keras asks for all names of those in no map. */
    public Object withAllNames(OutputNames outputs) {
        if (outputs.structure().form() instanceof Map<?, ?> || !(given instanceof Map<?, ?> byName)) {
            return given;
        }
        Map<Object, Object> all = new LinkedHashMap<>();
        outputs.layers().forEach(name -> all.put(name, byName.get(name)));
        return all;
    }

    /** The same, each single thing changed. */
    public Object map(Function<Object, Object> change) {
        return map(given, change);
    }

    /** Everything single in lists and maps, changed; null for nothing stays. */
    public static Object map(Object given, Function<Object, Object> change) {
        if (given instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((name, item) -> changed.put(name, item == null ? null : map(item, change)));
            return changed;
        }
        if (given instanceof List<?> list) {
            List<Object> changed = new ArrayList<>();
            list.forEach(item -> changed.add(item == null ? null : map(item, change)));
            return changed;
        }
        return change.apply(given);
    }
}
