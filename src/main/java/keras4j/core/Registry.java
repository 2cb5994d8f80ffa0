package keras4j.core;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The things of one kind (activations, losses, ...) by Keras's names, and those that users have registered. Strings that
 * users give and class names in files are resolved here and nowhere else: a name outside the table is an error, never a class
 * to load.
 */
public final class Registry<T> {
    private final String kind;
    private final String module;
    private final Class<?> type;
    private final String packageName;
    /** By each name the class, of which the name is enough until it is needed. */
    private final Map<String, String> classes = new LinkedHashMap<>();

    private final Map<String, Class<? extends T>> registered = new ConcurrentHashMap<>();
    private final Map<Class<?>, String> registeredNames = new ConcurrentHashMap<>();

    /**
     * @param kind what an error message calls the things, such as "activation"
     * @param module Keras's module of their classes, such as "keras.initializers"
     * @param type what they all are
     * @param packageName the package that has them
     */
    public Registry(String kind, String module, Class<?> type, String packageName) {
        this.kind = kind;
        this.module = module;
        this.type = type;
        this.packageName = packageName;
    }

    /**
     * Adds one thing under all of its names. Its class is given by name, not as such or by a constructor reference: a program that
     * needs one of them would load them all at its start.
     *
     * @param made in the registry's package; it has a constructor without parameters, which need not be public
     */
    public Registry<T> add(String made, String... names) {
        for (String name : names) {
            classes.put(name, packageName + "." + made);
        }
        return this;
    }

    /** Whether the class is of this kind. */
    public boolean takes(Class<?> made) {
        return type.isAssignableFrom(made);
    }

    /**
     * Adds a user's class.
     *
     * @param name with a package of Keras's, such as "lesson>Quartic"
     * @param made {@link #takes} it
     * @throws KerasException if it has no constructor without parameters that works, or another class has the name
     */
    @SuppressWarnings("unchecked")
    public void register(String name, Class<?> made) {
        Class<? extends T> known = (Class<? extends T>) made;
        instance(known);
        Class<? extends T> other = registered.putIfAbsent(name, known);
        if (other != null && other != known) {
            throw KerasException.expected(
                    "register", "a name that no other class has", name + ", which " + other + " has");
        }
        registeredNames.put(known, name);
    }

    /**
     * The name that the thing's class was last registered with, for a file; null for one of Keras's.
     *
     * @throws KerasException for one that is neither
     */
    public String registeredName(T thing) {
        Class<?> made = thing.getClass();
        String name = registeredNames.get(made);
        if (name == null && !isOfKeras(thing)) {
            boolean isFunction = made.isAnonymousClass() || made.isHidden();
            throw KerasException.expected(
                    "saving",
                    Names.a(kind) + " that Keras has, or one "
                            + (isFunction
                                    ? "whose class is registered by Keras4j.registerKerasSerializable(package, class)"
                                    : "that is registered by Keras4j.registerKerasSerializable(package, "
                                            + Names.classOf(thing) + ".class)"),
                    isFunction ? "a function" : made.getName());
        }
        return name;
    }

    /** Whether its class is in the table. */
    public boolean isOfKeras(T thing) {
        return classes.containsValue(thing.getClass().getName());
    }

    /** Whether a user's class has this name. */
    public boolean isRegistered(String name) {
        return registered.containsKey(name);
    }

    /**
     * A new one by name.
     *
     * @throws KerasException for an unknown name, with the nearest and all valid names, Keras's or those registered
     */
    public T get(String name) {
        String known = classes.get(name);
        if (known != null) {
            return instance(named(known));
        }
        Class<? extends T> made = name == null ? null : registered.get(name);
        if (made == null) {
            boolean custom = name != null && name.indexOf('>') >= 0;
            throw Names.unknown(kind, name, new TreeSet<>((custom ? registered : classes).keySet()));
        }
        return instance(made);
    }

    /** A class of the table. */
    @SuppressWarnings("unchecked")
    private Class<? extends T> named(String made) {
        try {
            return (Class<? extends T>) Class.forName(made);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new one of the same class, with its defaults. */
    @SuppressWarnings("unchecked")
    public T another(T thing) {
        return instance((Class<? extends T>) thing.getClass());
    }

    private static <S> S instance(Class<S> made) {
        try {
            Constructor<S> constructor = made.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new KerasException(made.getName() + ": its constructor failed with " + e.getCause(), e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw KerasException.expected(
                    made.getName(), "a class with a constructor without parameters, that is not inside an object", e);
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
