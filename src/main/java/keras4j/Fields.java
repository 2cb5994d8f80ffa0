package keras4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import keras4j.core.Names;
import keras4j.core.Optimizer;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/** The fields of subclasses of {@link Model}. Keras: attributes that are tracked. */
final class Fields {
    /** Keras's attribute that has all layers: those of fields that come later by name are there in files. */
    private static final String LAYERS = "layers";

    private final Map<String, Object> tracked = new LinkedHashMap<>();
    private final Set<Object> containers = Collections.newSetFromMap(new IdentityHashMap<>());

    private Fields() {}

    /** Those that have layers, by their names. */
    static Map<String, Layer<?>> layers(Model model) {
        Map<String, Layer<?>> layers = new LinkedHashMap<>();
        for (Class<?> owner : classes(model)) {
            for (Field field : owner.getDeclaredFields()) {
                if (!field.isSynthetic() && value(field, model) instanceof Layer<?> layer && layer != model) {
                    layers.put(field.getName(), layer);
                }
            }
        }
        return layers;
    }

    /**
     * The layers, by their paths in Keras's files: those of fields in snake case, and in lists, arrays and maps by class. A layer is
     * there twice where Keras looks at it twice. In the order of Keras, which is that of the names.
     */
    static Map<String, Layer<?>> layerPaths(Model model) {
        Map<String, Layer<?>> layers = new LinkedHashMap<>();
        tracked(model).forEach((path, value) -> {
            if (value instanceof Layer<?> layer && layer != model) {
                layers.put(path, layer);
            }
        });
        return layers;
    }

    /** The optimizers in the same way. */
    static Map<String, Optimizer> optimizerPaths(Model model) {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        tracked(model).forEach((path, value) -> {
            if (value instanceof Optimizer optimizer) {
                optimizers.put(path, optimizer);
            }
        });
        return optimizers;
    }

    private static Map<String, Object> tracked(Model model) {
        List<Class<?>> classes = classes(model);
        Collections.reverse(classes);
        Map<String, Object> values = new TreeMap<>(Fields::compare);
        Set<Object> layers = new LinkedHashSet<>();
        for (Class<?> owner : classes) {
            for (Field field : owner.getDeclaredFields()) {
                Object value = field.isSynthetic() ? null : value(field, model);
                Fields own = new Fields();
                own.add("", value);
                own.tracked.values().stream()
                        .filter(each -> each instanceof Layer && each != model)
                        .forEach(layers::add);
                if (!own.tracked.isEmpty()) {
                    values.put(Names.snakeCase(field.getName()), value);
                }
            }
        }
        values.put(LAYERS, List.copyOf(layers));
        Fields all = new Fields();
        values.forEach(all::add);
        return all.tracked;
    }

    /** Names that begin with an underscore come last. */
    private static int compare(String one, String other) {
        return one.replaceFirst("^_", "~_").compareTo(other.replaceFirst("^_", "~_"));
    }

    private void add(String path, Object value) {
        if (value instanceof Layer || value instanceof Optimizer) {
            tracked.put(path, value);
            return;
        }
        List<?> all = elements(value);
        if (all.isEmpty() || !containers.add(value)) {
            return;
        }
        Map<String, Integer> used = new HashMap<>();
        for (Object each : all) {
            String name =
                    each instanceof Layer || each instanceof Optimizer ? Names.snakeCase(className(each)) : "container";
            if (!name.equals("container") || !elements(each).isEmpty()) {
                int number = used.merge(name, 1, Integer::sum) - 1;
                add(path + "/" + name + (number == 0 ? "" : "_" + number), each);
            }
        }
    }

    private static List<?> elements(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values());
        }
        return value instanceof List<?> list
                ? list
                : value instanceof Object[] array ? Arrays.asList(array) : List.of();
    }

    private static String className(Object value) {
        return value instanceof Layer<?> layer && !(layer instanceof Model model && model.isDescribedByCall())
                ? LayerHooks.className(layer)
                : Names.classOf(value);
    }

    /** That of the model and those that it extends, up to {@link Model}. */
    private static List<Class<?>> classes(Model model) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> owner = model.getClass(); owner != Model.class; owner = owner.getSuperclass()) {
            classes.add(owner);
        }
        return classes;
    }

    private static Object value(Field field, Model model) {
        try {
            return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible() ? field.get(model) : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
