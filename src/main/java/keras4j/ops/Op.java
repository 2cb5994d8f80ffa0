package keras4j.ops;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call of one of Keras's ops, with all its arguments by their names: symbols, numbers, texts, lists of these, null. While a model
 * is described it is noted as it is, and is in files as Keras writes it; in a trace it becomes primitives.
 */
public final class Op implements Operation {
    private final OpDefinition definition;
    private final Map<String, Object> arguments;

    /** @throws keras4j.core.KerasException if there is no such op */
    public Op(String className, Map<String, Object> arguments) {
        this(OpDefinition.of(className), arguments);
    }

    private Op(OpDefinition definition, Map<String, Object> arguments) {
        this.definition = definition;
        this.arguments = arguments;
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

    /** The symbols among the arguments, in their order. */
    public List<Symbol> inputs() {
        List<Symbol> inputs = new ArrayList<>();
        arguments.values().forEach(value -> collect(value, inputs));
        return inputs;
    }

    private static void collect(Object value, List<Symbol> into) {
        if (value instanceof Symbol symbol) {
            into.add(symbol);
        } else if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, into));
        }
    }

    /** The outputs as primitives of a trace. */
    List<Symbol> expand() {
        return definition.expand(new Arguments(definition.className(), arguments));
    }

    /** The same with other symbols in place of its own. */
    public List<Symbol> expand(List<Symbol> inputs) {
        Map<String, Object> replaced = new LinkedHashMap<>();
        Iterator<Symbol> next = inputs.iterator();
        arguments.forEach((name, value) -> replaced.put(name, replace(value, next)));
        return new Op(definition, replaced).expand();
    }

    private static Object replace(Object value, Iterator<Symbol> next) {
        if (value instanceof Symbol) {
            return next.next();
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(replace(item, next)));
            return all;
        }
        return value;
    }

    /** Keras's class. */
    public String className() {
        return definition.className();
    }

    /** Keras's module of the class. */
    public String module() {
        return definition.module();
    }

    /** The arguments of Keras's call, as opposed to those that the op's object has. */
    public List<String> callNames() {
        return definition.callNames();
    }

    /** Those of them that are given by their names. */
    public Set<String> keywords() {
        return definition.keywords();
    }

    /** Whether the only argument of Keras's call is a list, whose items are given one by one. */
    public boolean isVariadic() {
        return definition.isVariadic();
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
