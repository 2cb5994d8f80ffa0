package keras4j.ops;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import keras4j.core.KerasException;

/**
 * A call of one of Keras's ops, with all its arguments by their names: symbols, numbers, texts, lists of these, null. While a model
 * is described it is noted as it is, and is in files as Keras writes it; in a trace it becomes primitives.
 */
public final class Op implements Operation {
    private final OpDefinition definition;
    private final Map<String, Object> arguments;

    /** @throws KerasException if there is no such op */
    public Op(String className, Map<String, Object> arguments) {
        this(OpDefinition.of(className), arguments);
    }

    private Op(OpDefinition definition, Map<String, Object> arguments) {
        this.definition = definition;
        this.arguments = arguments;
    }

    /**
     * A call as Keras's files have it.
     *
     * @param config the arguments that Keras's object has
     * @param positional the arguments of its call in their order
     * @param keywords those that are given by their names
     * @throws KerasException if there is no such op, or none of so many arguments
     */
    public static Op of(String className, Map<String, ?> config, List<?> positional, Map<String, ?> keywords) {
        OpDefinition definition = OpDefinition.of(className);
        List<?> given = definition.isVariadic() ? List.of(positional) : positional;
        if (given.size() > definition.callNames().size()) {
            throw KerasException.expected(
                    className, "at most " + definition.callNames().size() + " arguments", given.size());
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            arguments.put(definition.callNames().get(i), given.get(i));
        }
        arguments.putAll(keywords);
        arguments.putAll(config);
        return new Op(definition, arguments);
    }

    /** Whether there is such an op. */
    public static boolean isKnown(String className) {
        return OpDefinition.isKnown(className);
    }

    /** Keras's module of a class that is {@link #isKnown known}. */
    public static String module(String className) {
        return OpDefinition.of(className).module();
    }

    /** The only output of an op; its arguments are names and values in turns. */
    static Symbol call(String className, Object... arguments) {
        return calls(className, arguments).get(0);
    }

    /** All outputs of an op. */
    static List<Symbol> calls(String className, Object... arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            named.put((String) arguments[i], arguments[i + 1]);
        }
        return new Op(className, named).call();
    }

    /** Notes the call where its inputs are noted. */
    public List<Symbol> call() {
        List<Symbol> inputs = inputs();
        for (Symbol input : inputs) {
            if (input.scope() != null) {
                return input.scope().call(this, inputs);
            }
        }
        return expand();
    }

    /** The symbols among the arguments, in their order; not those whose numbers are known. */
    public List<Symbol> inputs() {
        List<Symbol> inputs = new ArrayList<>();
        arguments.values().forEach(value -> collect(value, inputs));
        return inputs;
    }

    private static void collect(Object value, List<Symbol> into) {
        if (value instanceof Symbol symbol) {
            if (!symbol.isConstant()) {
                into.add(symbol);
            }
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, into));
        }
    }

    /** The outputs as primitives of a trace. */
    List<Symbol> expand() {
        return definition.expand(new Arguments(definition.className(), arguments));
    }

    /** The same with other symbols in place of its {@link #inputs}. */
    public Op with(List<Symbol> inputs) {
        Map<String, Object> replaced = new LinkedHashMap<>();
        Iterator<Symbol> next = inputs.iterator();
        arguments.forEach((name, value) -> replaced.put(name, replace(value, next)));
        return new Op(definition, replaced);
    }

    private static Object replace(Object value, Iterator<Symbol> next) {
        if (value instanceof Symbol symbol) {
            return symbol.isConstant() ? symbol : next.next();
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(replace(item, next)));
            return all;
        }
        return value;
    }

    /** Whether a cross-entropy of what it gives goes back to its input, as on TensorFlow. */
    public boolean keepsLogits() {
        return className().equals("Sigmoid")
                || className().equals("Softmax") && !(arguments.get("axis") instanceof List<?>);
    }

    /** Keras's class. */
    public String className() {
        return definition.className();
    }

    /** Keras's module of the class. */
    public String module() {
        return definition.module();
    }

    /** Whether Keras's call takes any number of arguments. */
    boolean isVariadic() {
        return definition.isVariadic();
    }

    /** The arguments of Keras's call that stand in their order. */
    public List<Object> positional() {
        if (isVariadic()) {
            return new ArrayList<>(
                    (List<?>) arguments.get(definition.callNames().get(0)));
        }
        List<Object> all = new ArrayList<>();
        for (String name : definition.callNames()) {
            if (!definition.keywords().contains(name) && arguments.containsKey(name)) {
                all.add(arguments.get(name));
            }
        }
        return all;
    }

    /** The arguments of Keras's call that are given by their names. */
    public Map<String, Object> keywords() {
        return some(definition.keywords()::contains);
    }

    /** The arguments that Keras's object has. */
    public Map<String, Object> config() {
        return some(name -> !definition.callNames().contains(name));
    }

    private Map<String, Object> some(Predicate<String> which) {
        Map<String, Object> some = new LinkedHashMap<>(arguments);
        some.keySet().removeIf(which.negate());
        return some;
    }

    /** All arguments. */
    public Map<String, Object> arguments() {
        return arguments;
    }

    @Override
    public String toString() {
        return className();
    }
}
