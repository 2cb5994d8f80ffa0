package keras4j.core;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keras's form of an object in JSON: module, class_name, config, registered_name. */
public final class Serialized {
    /** Keras's dtype policy of float32. */
    public static final Map<String, Object> FLOAT32 = of("keras", "DTypePolicy", Map.of("name", "float32"));

    private Serialized() {}

    /**
     * Keras's form of an object with its arguments.
     *
     * @throws KerasException if its class is neither Keras's nor registered
     */
    public static <T extends Configurable> Map<String, Object> of(T value, Registry<T> registry) {
        return of(value, value.getClass().getSimpleName(), registry, Config.write(value::config));
    }

    /** The same with a class name and arguments that are known. */
    public static <T> Map<String, Object> of(
            T value, String className, Registry<T> registry, Map<String, Object> config) {
        String registered = registry.registeredName(value);
        Map<String, Object> object = of(registered == null ? registry.module() : null, className, config);
        object.put("registered_name", registered);
        return object;
    }

    /**
     * Another one with the same arguments, which nobody else can change; itself if its class is a user's, or null.
     *
     * <p>What depends on the number of inputs is made for them when the layer is built.
     */
    public static <T extends Configurable> T copy(T value, Registry<T> registry) {
        if (value == null || value instanceof FanInInitializer || !registry.isOfKeras(value)) {
            return value;
        }
        T copy = registry.another(value);
        Config.read(registry.kind(), Config.write(value::config), copy::config);
        return copy;
    }

    /** Keras's form of a function that is registered. */
    public static Map<String, Object> function(String registered) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", "builtins");
        object.put("class_name", "function");
        object.put("config", registered);
        object.put("registered_name", "function");
        return object;
    }

    /** Whether it is {@link #function}'s form. */
    public static boolean isFunction(Map<?, ?> object) {
        return "builtins".equals(object.get("module")) && "function".equals(object.get("class_name"));
    }

    /**
     * A new object of the class that a serialised one has, without its arguments.
     *
     * @throws KerasException if the class is none of the registry's, nor registered
     */
    public static <T> T instance(String owner, Map<String, Object> object, Registry<T> registry) {
        if (!(object.get("registered_name") instanceof String name) || name.indexOf('>') < 0) {
            return registry.get(className(owner, object, registry.module()));
        }
        if (!registry.isRegistered(name)) {
            throw KerasException.expected(
                    owner,
                    Names.a(registry.kind())
                            + " of Keras, or one that was registered before: Keras4j.registerKerasSerializable(..)",
                    "\"" + name + "\"");
        }
        return registry.get(name);
    }

    /** Keras's form of a serialised object. */
    public static Map<String, Object> of(String module, String className, Map<String, Object> config) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", module);
        object.put("class_name", className);
        object.put("config", config);
        object.put("registered_name", null);
        return object;
    }

    /**
     * The class of a serialised object.
     *
     * @throws KerasException if it is of another module or a registered custom object
     */
    public static String className(String owner, Map<String, Object> object, String... modules) {
        Object registered = object.get("registered_name");
        Object name = object.get("class_name");
        if (!(name instanceof String className)) {
            throw KerasException.expected(owner, "a class_name", name);
        }
        boolean isOfKeras2 = !object.containsKey("module");
        if (!isOfKeras2 && !Arrays.asList(modules).contains(object.get("module"))
                || (registered != null && !registered.equals(className))) {
            throw KerasException.expected(
                    owner,
                    "a class of " + String.join(" or ", modules),
                    className + " of " + object.get("module") + ", registered as " + registered);
        }
        return className;
    }

    /**
     * The object that Keras serialised: by its name, by the name of a function of Keras, or with a config; null for null.
     *
     * @throws KerasException if it is none of the registry's or has arguments that are not supported
     */
    public static <T extends Configurable> T read(String owner, Object found, Registry<T> registry) {
        try {
            return found == null ? null : object(owner, found, registry);
        } catch (KerasException e) {
            throw e.in(owner);
        }
    }

    private static <T extends Configurable> T object(String owner, Object found, Registry<T> registry) {
        if (found instanceof String text) {
            return registry.get(text);
        }
        if (!(found instanceof Map<?, ?>)) {
            throw KerasException.expected(owner, Names.a(registry.kind()), found);
        }
        Map<String, Object> object = Config.map(owner, found);
        if (isFunction(object)) {
            return registry.get(String.valueOf(object.get("config")));
        }
        T made = instance(owner, object, registry);
        Config.read(owner, Config.map(owner + ".config", object.get("config")), made::config);
        return made;
    }
}
