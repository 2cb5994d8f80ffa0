package keras4j.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * How things stand in lists and maps of any depth, such as the inputs of a model. They are numbered in Keras's order: that of lists, and in
 * maps that of the names. Keras: {@code keras.tree}.
 *
 * @param form the number of the only thing, or lists and maps of numbers
 * @param size how many things there are
 */
public record Structure(Object form, int size) {
    private static final int MAX_DEPTH = 100;
    /** One thing, in no list. */
    public static final Structure ONE = new Structure(0, 1);

    /**
     * That of things in lists and maps.
     *
     * @param where for error messages
     * @param items the things are added
     * @throws KerasException for names that are no texts, and for lists in lists without end
     */
    public static Structure of(String where, Object nested, List<Object> items) {
        Object form = form(where, nested, items, 0);
        return new Structure(form, items.size());
    }

    /** So many in a list; one as it is. */
    public static Structure ofList(int size) {
        Object[] numbers = new Object[size];
        Arrays.setAll(numbers, i -> i);
        return size == 1 ? ONE : new Structure(List.of(numbers), size);
    }

    private static Object form(String where, Object nested, List<Object> items, int depth) {
        if (depth > MAX_DEPTH) {
            throw KerasException.expected(where, "lists and maps no deeper than " + MAX_DEPTH, "deeper ones");
        }
        if (nested instanceof List<?> list) {
            List<Object> forms = new ArrayList<>();
            for (Object item : list) {
                forms.add(form(where, item, items, depth + 1));
            }
            return forms;
        }
        if (nested instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, item) -> sorted.put(name(where, name), item));
            sorted.replaceAll((name, item) -> form(where, item, items, depth + 1));
            return sorted;
        }
        items.add(nested);
        return items.size() - 1;
    }

    private static String name(String where, Object key) {
        if (key instanceof String name) {
            return name;
        }
        throw KerasException.expected(where, "names in a map", key);
    }

    /** Things in the same lists and maps. */
    public Object pack(IntFunction<?> item) {
        return pack(form, item);
    }

    private static Object pack(Object form, IntFunction<?> item) {
        if (form instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((name, inner) -> all.put(name, pack(inner, item)));
            return all;
        }
        if (form instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(inner -> all.add(pack(inner, item)));
            return all;
        }
        return item.apply((Integer) form);
    }

    /** Whether it is one thing, or a list of things, without any names. */
    public boolean isFlat() {
        return form instanceof Integer
                || form instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance);
    }

    /** Whether as many things stand in the same lists and maps; one is like a list of one. */
    public boolean isLike(Structure other) {
        return isFlat() && other.isFlat() ? size == other.size : equals(other);
    }

    /** Whether things are in a map that has no lists and maps in it. */
    public boolean isFlatMap() {
        return form instanceof Map<?, ?> map && map.values().stream().allMatch(Integer.class::isInstance);
    }

    /**
     * Of each thing the way to it, with / between names and numbers: that of a map by its name there, any other ends with its own.
     *
     * @param names of the things; null for their numbers in the lists
     */
    public List<String> paths(List<String> names) {
        String[] paths = new String[size];
        path(form, "", names, paths);
        return List.of(paths);
    }

    private static void path(Object form, String way, List<String> names, String[] into) {
        if (form instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                if (inner instanceof Integer number) {
                    into[number] = way + name;
                } else {
                    path(inner, way + name + "/", names, into);
                }
            });
        } else if (form instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof Integer number) {
                    into[number] = way + (names == null ? i : names.get(number));
                } else {
                    path(list.get(i), way + i + "/", names, into);
                }
            }
        } else {
            into[0] = names == null ? "" : names.get(0);
        }
    }

    /**
     * For each thing here the number of the one that was given for it. Maps are compared by their names; what is in a map, where here
     * is a list, by the names of the things.
     *
     * @param names of the things here
     * @return -1 for what was not given; null if as many as are here are not given, in other lists
     */
    public int[] places(Structure given, List<String> names) {
        int[] places = new int[size];
        Arrays.fill(places, -1);
        return place(form, given.form, names, places) ? places : null;
    }

    private static boolean place(Object form, Object given, List<String> names, int[] places) {
        if (given instanceof Map<?, ?> byName) {
            if (form instanceof Map<?, ?> map) {
                boolean isAlike = true;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    Object found = byName.get(entry.getKey());
                    isAlike &= found == null || place(entry.getValue(), found, names, places);
                }
                return isAlike;
            }
            for (int number : numbers(form)) {
                if (byName.get(names.get(number)) instanceof Integer place) {
                    places[number] = place;
                }
            }
            return true;
        }
        if (form instanceof List<?> list && given instanceof List<?> items && list.size() == items.size()) {
            boolean isAlike = true;
            for (int i = 0; i < list.size(); i++) {
                isAlike &= place(list.get(i), items.get(i), names, places);
            }
            return isAlike;
        }
        List<Integer> numbers = numbers(form);
        List<Integer> found = numbers(given);
        for (int i = 0; i < numbers.size() && numbers.size() == found.size(); i++) {
            places[numbers.get(i)] = found.get(i);
        }
        return numbers.size() == found.size();
    }

    /** Those of the things in a form, in their order. */
    static List<Integer> numbers(Object form) {
        List<Integer> all = new ArrayList<>();
        pack(form, all::add);
        return all.stream().sorted().toList();
    }
}
