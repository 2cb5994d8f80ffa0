package keras4j.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The things of one kind (activations, losses, ...) by Keras's names. Strings that users give and class names in files are
 * resolved here and nowhere else: a name outside the table is an error, never a class to load.
 */
public final class Registry<T> {
    private final String kind;
    private final String module;
    private final Map<String, Supplier<? extends T>> makers = new LinkedHashMap<>();

    /**
     * @param kind what an error message calls the things, such as "activation"
     * @param module Keras's module of their classes, such as "keras.initializers"
     */
    public Registry(String kind, String module) {
        this.kind = kind;
        this.module = module;
    }

    /** Adds one thing under all of its names. */
    public Registry<T> add(Supplier<? extends T> maker, String... names) {
        for (String name : names) {
            makers.put(name, maker);
        }
        return this;
    }

    /**
     * A new one by name.
     *
     * @throws KerasException for an unknown name, with the nearest and all valid names
     */
    public T get(String name) {
        Supplier<? extends T> maker = makers.get(name);
        if (maker == null) {
            throw Names.unknown(kind, name, new TreeSet<>(makers.keySet()));
        }
        return maker.get();
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
