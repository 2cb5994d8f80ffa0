package keras4j;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Registry;
import keras4j.ops.Ops;

/**
 * Finds by reflection what stands for a name of one of Keras's modules. A class is in its package's table under Keras's name
 * or has that name; its setters, the options of {@link Args} and the methods of a model have Keras's names in camelCase;
 * functions are methods of {@link Keras4j}, and ops those of {@link Ops}. A parameter is Keras's argument of its name, or the first one that is left.
 *
 * @param registry the package's table; null if it has none
 */
record JavaNames(String module, Registry<?> registry) {
    /**
     * What stands for a name of Keras.
     *
     * @param code Java, in pieces
     * @param missing Keras's arguments that are not there
     * @param others setters or options that are no arguments of Keras
     * @param isMade whether it is a class that users make
     */
    record Found(List<String> code, List<String> missing, Set<String> others, boolean isMade) {}

    static JavaNames of(String module) {
        try {
            Class<?> table =
                    Class.forName("keras4j." + module + "." + capital(module.substring(module.lastIndexOf('.') + 1)));
            return new JavaNames(
                    module, (Registry<?>) table.getField("REGISTRY").get(null));
        } catch (ReflectiveOperationException e) {
            return new JavaNames(module, null);
        }
    }

    /** Null if nothing stands for it. */
    Found find(String name, Map<String, Object> entry) {
        if (entry.containsKey("property")) {
            return property(capital(camel(name)));
        }
        List<String> arguments =
                new ArrayList<>(Config.map(name, entry.get("args")).keySet());
        if (module.equals("Model")) {
            return method("model.", Sequential.class, name, arguments);
        }
        if (module.equals("ops")) {
            return method("", Ops.class, name, arguments);
        }
        if (module.equals("activations")) {
            arguments.remove("x"); // what the function is applied to
        }
        Class<?> type = type(name);
        return type == null ? method("Keras4j.", Keras4j.class, name, arguments) : made(type, arguments);
    }

    private static Found property(String name) {
        List<String> code = Stream.of("get", "is", "set")
                .filter(verb -> !methods(Sequential.class, verb + name).isEmpty())
                .map(verb -> "model." + verb + name + (verb.equals("set") ? "(..)" : "()"))
                .toList();
        return code.isEmpty() ? null : new Found(code, List.of(), Set.of(), false);
    }

    private Class<?> type(String name) {
        if (registry != null) {
            try {
                return registry.get(name).getClass();
            } catch (KerasException e) {
                // It may be a class all the same, one that strings and files cannot name.
            }
        }
        for (String home : List.of("keras4j." + module, "keras4j", registry == null ? "keras4j" : "keras4j.core")) {
            try {
                Class<?> type = Class.forName(home + "." + capital(camel(name)));
                return Modifier.isPublic(type.getModifiers()) ? type : null;
            } catch (ClassNotFoundException e) {
                // It is not in this package.
            }
        }
        return null;
    }

    private Found made(Class<?> type, List<String> arguments) {
        boolean isNear = List.of("keras4j", "keras4j." + module).contains(type.getPackageName());
        String name = isNear ? type.getSimpleName() : type.getName();
        Constructor<?>[] constructors = type.getConstructors();
        if (Modifier.isAbstract(type.getModifiers()) || constructors.length == 0) {
            boolean isAbstract = Modifier.isAbstract(type.getModifiers());
            String kind = type.isInterface() ? "interface " : isAbstract ? "abstract class " : "class ";
            return new Found(List.of(kind + name), List.of(), Set.of(), false);
        }
        Set<String> setters = new TreeSet<>();
        for (Method method : type.getMethods()) {
            Class<?> result = method.getReturnType();
            boolean isOfModels = Model.class.isAssignableFrom(result) || !Model.class.isAssignableFrom(type);
            boolean chains = result != Object.class && result.isAssignableFrom(type) && isOfModels;
            if (chains && method.getParameterCount() > 0 && !Modifier.isStatic(method.getModifiers())) {
                setters.add(method.getName());
            }
        }
        List<String> code = new ArrayList<>();
        code.add("new " + name + "(" + String.join(", ", longest(List.of(constructors), arguments)) + ")");
        List<String> rest = rest(List.of(constructors), arguments);
        rest.stream()
                .map(JavaNames::camel)
                .filter(setters::contains)
                .forEach(setter -> code.add("." + setter + "(..)"));
        return new Found(code, without(rest, setters), others(arguments, setters), true);
    }

    private static Found method(String owner, Class<?> type, String name, List<String> arguments) {
        List<Method> methods = methods(type, camel(name));
        if (methods.isEmpty()) {
            return null;
        }
        Set<String> options = new TreeSet<>();
        for (Method method : methods) {
            Class<?> option = option(method);
            for (Method made : Args.class.getMethods()) {
                if (option != null && option.isAssignableFrom(made.getReturnType())) {
                    options.add(made.getName());
                }
            }
        }
        List<String> rest = rest(methods, arguments);
        List<String> all = new ArrayList<>(longest(methods, arguments));
        rest.stream().map(JavaNames::camel).filter(options::contains).forEach(option -> all.add(option + "(..)"));
        others(arguments, options).forEach(option -> all.add(option + "(..)"));
        String code = owner + camel(name) + "(" + String.join(", ", all) + ")";
        return new Found(List.of(code), without(rest, options), Set.of(), false);
    }

    /** The kind of options that a verb takes; null if it takes none. */
    private static Class<?> option(Executable verb) {
        Class<?>[] types = verb.getParameterTypes();
        Class<?> last = verb.isVarArgs() ? types[types.length - 1].getComponentType() : null;
        return last != null && last.isSealed() ? last : null;
    }

    private static List<Method> methods(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
    }

    /** Keras's arguments that the parameters of one constructor or method stand for, in camelCase. */
    private static List<String> given(Executable made, List<String> arguments) {
        List<String> names = arguments.stream().map(JavaNames::camel).toList();
        List<String> given = new ArrayList<>();
        int count = made.getParameterCount() - (option(made) == null ? 0 : 1);
        for (Parameter parameter : List.of(made.getParameters()).subList(0, count)) {
            if (!parameter.isNamePresent()) {
                throw new IllegalStateException("classes of an older build, without parameter names: ./mvnw clean");
            }
            given.add(parameter.getName());
        }
        List<String> left = new ArrayList<>(names);
        left.removeAll(given);
        given.replaceAll(name -> names.contains(name) || left.isEmpty() ? name : left.remove(0));
        return given;
    }

    private static List<String> longest(List<? extends Executable> overloads, List<String> arguments) {
        return overloads.stream()
                .map(overload -> given(overload, arguments))
                .max(Comparator.<List<String>>comparingInt(List::size).thenComparing(Object::toString))
                .orElseThrow();
    }

    /** Keras's arguments that no parameter of any overload stands for. */
    private static List<String> rest(List<? extends Executable> overloads, List<String> arguments) {
        Set<String> given = new TreeSet<>();
        overloads.forEach(overload -> given.addAll(given(overload, arguments)));
        return without(arguments, given);
    }

    private static List<String> without(List<String> arguments, Set<String> names) {
        return arguments.stream()
                .filter(argument -> !names.contains(camel(argument)))
                .toList();
    }

    private static Set<String> others(List<String> arguments, Set<String> names) {
        Set<String> others = new TreeSet<>(names);
        arguments.forEach(argument -> others.remove(camel(argument)));
        return others;
    }

    private static String camel(String name) {
        return Pattern.compile("_(.)")
                .matcher(name)
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
