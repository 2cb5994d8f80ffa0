package keras4j.ops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Gradients of traced values, by the rules of the primitives: they are ops themselves, and so have gradients. */
public final class Gradients {
    private Gradients() {}

    /** The calls that the roots need, by their first outputs, each after those whose values it reads. */
    public static List<Symbol> order(Collection<Symbol> roots) {
        return order(roots, Set.of());
    }

    /** @param ends which are not asked for what they read */
    public static List<Symbol> order(Collection<Symbol> roots, Set<Symbol> ends) {
        return order(roots, ends, UnaryOperator.identity());
    }

    /** @param replaced gives what is read in place of what a call reads */
    public static List<Symbol> order(Collection<Symbol> roots, Set<Symbol> ends, UnaryOperator<Symbol> replaced) {
        List<Symbol> order = new ArrayList<>();
        Set<Symbol> entered = new HashSet<>();
        Set<Symbol> done = new HashSet<>();
        Deque<Symbol> way = new ArrayDeque<>();
        for (Symbol root : roots) {
            way.push(root.origin());
            while (!way.isEmpty()) {
                Symbol call = way.peek();
                if (entered.add(call) && !ends.contains(call)) {
                    List<Symbol> inputs = call.inputs();
                    for (int i = inputs.size() - 1; i >= 0; i--) {
                        Symbol read = replaced.apply(inputs.get(i)).origin();
                        if (!entered.contains(read)) {
                            way.push(read);
                        }
                    }
                } else {
                    way.pop();
                    if (done.add(call)) {
                        order.add(call);
                    }
                }
            }
        }
        return order;
    }

    /**
     * The gradients of the sum of all y dy.
     *
     * @param dys for each y; null where there is none
     * @param of with respect to what
     * @return for each of these; null where none flows
     */
    public static List<Symbol> of(List<Symbol> ys, List<Symbol> dys, List<Symbol> of) {
        Set<Symbol> ends = new HashSet<>(of);
        List<Symbol> order = order(ys, ends);
        Set<Symbol> depends = new HashSet<>(of);
        for (Symbol call : order) {
            if (!ends.contains(call) && call.inputs().stream().anyMatch(depends::contains)) {
                depends.addAll(call.outputs());
            }
        }
        Map<Symbol, List<Symbol>> parts = new HashMap<>();
        for (int i = 0; i < ys.size(); i++) {
            if (dys.get(i) != null) {
                parts.computeIfAbsent(ys.get(i), y -> new ArrayList<>()).add(dys.get(i));
            }
        }
        Map<Symbol, Symbol> sums = new HashMap<>();
        boolean hasUnknown = false;
        for (int i = order.size() - 1; i >= 0; i--) {
            Symbol call = order.get(i);
            Symbol[] dy = new Symbol[call.outputs().size()];
            for (int k = 0; k < dy.length; k++) {
                Symbol y = call.outputs().get(k);
                dy[k] = depends.contains(y) && parts.containsKey(y) ? sum(parts.get(y)) : null;
                sums.put(y, dy[k]);
            }
            if (!ends.contains(call)
                    && call.operation() instanceof Primitive primitive
                    && Arrays.stream(dy).anyMatch(one -> one != null)) {
                List<Symbol> dx = primitive.gradient(call, Arrays.asList(dy));
                for (int k = 0; k < dx.size(); k++) {
                    Symbol x = call.inputs().get(k);
                    if (dx.get(k) != null && depends.contains(x)) {
                        parts.computeIfAbsent(x, y -> new ArrayList<>()).add(dx.get(k));
                        hasUnknown |= dx.get(k).operation() instanceof RowLosses.OfLabels;
                    }
                }
            }
        }
        List<Symbol> all = new ArrayList<>();
        of.forEach(x -> all.add(sums.get(x)));
        if (hasUnknown) {
            checkKnown(all);
        }
        return all;
    }

    /** A loss may not know its gradient with respect to labels: that is an error if something was made of it. */
    private static void checkKnown(List<Symbol> gradients) {
        for (Symbol call : order(gradients.stream().filter(Objects::nonNull).toList())) {
            if (call.operation() instanceof RowLosses.OfLabels labels) {
                throw labels.refused();
            }
        }
    }

    /** Gradients of cuts that make up the whole are put side by side instead of being padded and added. */
    private static Symbol sum(List<Symbol> parts) {
        Symbol whole = parts.size() > 1 ? Pad.whole(parts) : null;
        if (whole != null) {
            return whole;
        }
        Symbol sum = parts.get(0);
        for (int i = 1; i < parts.size(); i++) {
            sum = Primitives.add(sum, parts.get(i));
        }
        return sum;
    }
}
