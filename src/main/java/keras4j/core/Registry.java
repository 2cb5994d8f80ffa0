package keras4j.core;

import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The things of one kind (activations, losses, ...) by Keras's names. Strings that users give and class names in files are
 * resolved here and nowhere else: a name outside the table is an error, never a class to load.
 */
public final class Registry<T> {
    private final String kind;
    private final String module;
    private final Map<String, Class<? extends T>> classes = new LinkedHashMap<>();

    /**
     * @param kind what an error message calls the things, such as "activation"
     * @param module Keras's module of their classes, such as "keras.initializers"
     */
    public Registry(String kind, String module) {
        this.kind = kind;
        this.module = module;
    }

    /**
     * Adds one thing under all of its names. A class, not a constructor reference: a program that needs one of them would
     * link them all at its start.
     *
     * @param made has a constructor without parameters, which need not be public
     */
    public Registry<T> add(Class<? extends T> made, String... names) {
        for (String name : names) {
            classes.put(name, made);
        }
        return this;
    }

    /**
     * A new one by name.
     *
     * @throws KerasException for an unknown name, with the nearest and all valid names
     */
    public T get(String name) {
        Class<? extends T> made = classes.get(name);
        if (made == null) {
            throw Names.unknown(kind, name, new TreeSet<>(classes.keySet()));
        }
        try {
            Constructor<? extends T> constructor = made.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All names, in the order of the table. */
    public Set<String> names() {
        return classes.keySet();
    }

    /** What the things are called in messages. */
    public String kind() {
        return kind;
    }

    /** Keras's module of the classes. */
    public String module() {
        return module;
    }
}
