package keras4j.layers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.ops.Op;
import keras4j.ops.Symbol;

/** What becomes of masks in a call of a layer. Keras: {@code Layer.__call__}, {@code _set_mask_metadata}. */
final class Masks {
    /** The argument of a call that stands in place of the masks that its inputs have. */
    static final String ARGUMENT = "mask";

    private Masks() {}

    /**
     * Those of a call's inputs that are no arguments by name: what the call was given, or else their own; null for none.
     *
     * @throws KerasException if what it was given is no mask
     */
    static List<Symbol> ofInputs(List<Symbol> inputs, Map<String, Object> arguments) {
        List<Symbol> masks = new ArrayList<>();
        List<Symbol> plain = LayerHooks.plain(inputs, arguments);
        Object given = arguments.get(ARGUMENT);
        List<?> all = given instanceof List<?> list ? list : Arrays.asList(given);
        if (all.size() > plain.size()) {
            throw KerasException.expected(ARGUMENT, "at most one for each input", all.size());
        }
        for (int i = 0; i < plain.size(); i++) {
            masks.add(given == null ? plain.get(i).mask() : i < all.size() ? symbol(all.get(i), inputs) : null);
        }
        return masks;
    }

    private static Symbol symbol(Object given, List<Symbol> inputs) {
        if (given != null && !(given instanceof Symbol.Argument)) {
            throw KerasException.expected(ARGUMENT, "a symbol", given);
        }
        return given == null ? null : inputs.get(((Symbol.Argument) given).input());
    }

    /** Which of a call's inputs is given as a mask for another one, in place of the mask that this has; -1 for none. */
    static int other(Symbol call, int input) {
        Object given = call.arguments().get(ARGUMENT);
        List<?> all = given instanceof List<?> list ? list : Arrays.asList(given);
        if (input >= all.size() || !(all.get(input) instanceof Symbol.Argument argument)) {
            return -1;
        }
        Symbol own = call.inputs().get(input).mask();
        return isSame(call.inputs().get(argument.input()), own) ? -1 : argument.input();
    }

    /** Whether two arguments of ops in a model that is being described are the same, though they may have been described apart. */
    private static boolean isSame(Object some, Object other) {
        Set<Map.Entry<Symbol, Symbol>> compared = new HashSet<>();
        Deque<Object[]> pairs = new ArrayDeque<>();
        pairs.push(new Object[] {some, other});
        while (!pairs.isEmpty()) {
            Object[] pair = pairs.pop();
            if (pair[0] instanceof List<?> list && pair[1] instanceof List<?> others && list.size() == others.size()) {
                for (int i = 0; i < list.size(); i++) {
                    pairs.push(new Object[] {list.get(i), others.get(i)});
                }
            } else if (pair[0] != pair[1] && pair[0] instanceof Symbol one && pair[1] instanceof Symbol another) {
                boolean isNew = compared.add(Map.entry(one, another));
                if (isNew && !isSameCall(one, another, pairs)) {
                    return false;
                }
            } else if (!isEqual(pair[0], pair[1])) {
                return false;
            }
        }
        return true;
    }

    /** Whether two symbols are the same output of ops of one class, whose arguments are still to be compared. */
    private static boolean isSameCall(Symbol some, Symbol other, Deque<Object[]> arguments) {
        if (some.output() != other.output()
                || !(some.operation() instanceof OpLayer one)
                || !(other.operation() instanceof OpLayer another)) {
            return false;
        }
        Op first = one.op(some.origin());
        Op second = another.op(other.origin());
        Map<String, Object> others = second.arguments();
        first.arguments().forEach((name, value) -> arguments.push(new Object[] {value, others.get(name)}));
        return first.className().equals(second.className())
                && first.arguments().keySet().equals(others.keySet());
    }

    private static boolean isEqual(Object some, Object other) {
        return some instanceof Number number && other instanceof Number next
                ? number.doubleValue() == next.doubleValue()
                : Objects.equals(some, other);
    }

    /**
     * Those of what a layer has given, if not all of that have one already; the last of them may have none.
     *
     * @param inputs without those that are arguments by name
     * @param given their masks before the call, which may have taken them
     */
    static List<Symbol> of(Layer<?> layer, List<Symbol> inputs, List<Symbol> given, List<Symbol> outputs) {
        List<Symbol> own = new ArrayList<>();
        outputs.forEach(output -> own.add(output.mask()));
        if (own.contains(null)) {
            List<Symbol> made = layer.computeMask(inputs, given);
            for (int i = 0; i < Math.min(made.size(), own.size()); i++) {
                own.set(i, own.get(i) == null ? made.get(i) : own.get(i));
            }
        }
        return own;
    }

    /**
     * Whether a call in a model that is being described is given its input's mask as an argument. Keras does so where the input is
     * one value without further arguments, and notes that it is no training; other masks are passed when the model runs.
     */
    static boolean isGiven(Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        return inputs.size() == 1
                && arguments.isEmpty()
                && !LayerHooks.takesList(layer)
                && layer.callArguments().contains(ARGUMENT)
                && inputs.get(0) != null
                && inputs.get(0).mask() != null;
    }
}
