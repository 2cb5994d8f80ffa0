package keras4j.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Names;

/** One of Keras's ops: its class there, and what it computes. */
final class OpDefinition {
    /** What an op computes, in a trace. */
    interface Rule {
        Symbol apply(Arguments arguments);
    }

    /** The same for an op of several outputs. */
    interface Rules {
        List<Symbol> apply(Arguments arguments);
    }

    private static final Map<String, OpDefinition> ALL = new HashMap<>();

    /** How many families have been defined. */
    private static int families;

    /** Defines the next family of ops, those before others that most models have; false if there is none left. */
    private static boolean define() {
        switch (families++) {
            case 0 -> ActivationOps.define();
            case 1 -> ProductOps.define();
            case 2 -> ArithmeticOps.define();
            case 3 -> NormalizationOps.define();
            case 4 -> ShapeOps.define();
            case 5 -> ReductionOps.define();
            case 6 -> JoiningOps.define();
            case 7 -> IndexingOps.define();
            case 8 -> SortingOps.define();
            case 9 -> LossOps.define();
            case 10 -> ConvolutionOps.define();
            case 11 -> AttentionOps.define();
            case 12 -> ImageOps.define();
            case 13 -> RandomOps.define();
            case 14 -> ControlOps.define();
            default -> {
                families--;
                return false;
            }
        }
        return true;
    }

    private final String className;
    private final String module;
    private final List<String> callNames = new ArrayList<>();
    private final Set<String> keywords = new HashSet<>();
    private boolean isVariadic;
    private final Rules rules;

    private OpDefinition(String className, String module, String names, Rules rules) {
        this.className = className;
        this.module = module;
        for (String name : names.split(" ")) {
            String plain = name.replaceAll("[=*]", "");
            callNames.add(plain);
            if (name.endsWith("=")) {
                keywords.add(plain);
            }
            isVariadic |= name.endsWith("*");
        }
        this.rules = rules;
    }

    /**
     * Defines an op.
     *
     * @param module the last part of Keras's module, such as "numpy", or all of it behind keras.src
     * @param callNames the arguments of Keras's call in their order, such as "x1 x2"; those which it writes by their names with =, such as
     *     "x weights="; the last as a list of all that are given with *; all others belong to the op's object
     */
    static void define(String module, String className, String callNames, Rule rule) {
        defineAll(module, className, callNames, arguments -> List.of(rule.apply(arguments)));
    }

    /** The same for an op of several outputs. */
    static void defineAll(String module, String className, String callNames, Rules rules) {
        ALL.put(
                className,
                new OpDefinition(
                        className, "keras.src." + (module.contains(".") ? "" : "ops.") + module, callNames, rules));
    }

    /** @throws keras4j.core.KerasException if there is none */
    static OpDefinition of(String className) {
        OpDefinition found = find(className);
        if (found == null) {
            throw Names.unknown("op", className, List.copyOf(ALL.keySet()));
        }
        return found;
    }

    /** The op of this name, by the first families that have it: a model of few ops links few of them. Null if there is none. */
    private static synchronized OpDefinition find(String className) {
        while (!ALL.containsKey(className) && define()) {}
        return ALL.get(className);
    }

    /** Whether there is such an op. */
    static boolean isKnown(String className) {
        return find(className) != null;
    }

    /** Keras's classes of all ops. */
    static synchronized Set<String> names() {
        while (define()) {}
        return ALL.keySet();
    }

    List<Symbol> expand(Arguments arguments) {
        return rules.apply(arguments);
    }

    String className() {
        return className;
    }

    String module() {
        return module;
    }

    List<String> callNames() {
        return callNames;
    }

    boolean isVariadic() {
        return isVariadic;
    }

    Set<String> keywords() {
        return keywords;
    }
}
