package keras4j.ops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One step of a {@link Scan}, as calls of primitives over leaves.
 *
 * @param xs what it reads of each sequence
 * @param states what the step before has left
 * @param taken what is the same in all steps
 * @param next the new states
 * @param outs what the step gives
 */
public record ScanBody(List<Symbol> xs, List<Symbol> states, List<Symbol> taken, List<Symbol> next, List<Symbol> outs) {
    /** All that the step leaves, new states first. */
    List<Symbol> results() {
        List<Symbol> all = new ArrayList<>(next);
        all.addAll(outs);
        return all;
    }

    /** What is computed in a step, or is there before it, and could be wanted by its gradient: not what is the same in all steps. */
    List<Symbol> values() {
        List<Symbol> values = new ArrayList<>();
        for (Symbol call : Gradients.order(results())) {
            if (!taken.contains(call) && !xs.contains(call) && !isFree(call)) {
                values.addAll(call.outputs());
            }
        }
        return values;
    }

    /** Whether it is made of what it reads at no cost, or of nothing. */
    static boolean isFree(Symbol call) {
        return call.operation() instanceof Primitive primitive && (primitive.isView() || isConstant(call));
    }

    static boolean isConstant(Symbol call) {
        return call.operation() instanceof Primitive primitive
                && primitive.constant(call.inputs().stream().map(Symbol::shape).toList()) != null;
    }

    /** Those of {@code taken} that only products of matrices read. */
    public List<Symbol> factors() {
        List<Symbol> order = Gradients.order(results());
        return taken.stream().filter(leaf -> isFactor(leaf, order)).toList();
    }

    private static boolean isFactor(Symbol symbol, List<Symbol> order) {
        return order.stream()
                .filter(call -> call.inputs().contains(symbol))
                .allMatch(call -> call.operation() instanceof MatMul
                        || call.operation() instanceof Views.Transpose && isFactor(call, order));
    }

    /** The same over leaves of its own. */
    ScanBody over(Trace own) {
        Map<Symbol, Symbol> map = new HashMap<>();
        List<Symbol> ownXs = leaves(xs, own, map);
        List<Symbol> ownStates = leaves(states, own, map);
        List<Symbol> ownTaken = leaves(taken, own, map);
        copy(results(), map);
        return new ScanBody(ownXs, ownStates, ownTaken, mapped(next, map), mapped(outs, map));
    }

    /** What calls in a trace read that were not made there, numbers aside. */
    static List<Symbol> outside(Trace trace, List<Symbol> roots) {
        Set<Symbol> seen = new HashSet<>();
        List<Symbol> outside = new ArrayList<>();
        Deque<Symbol> way = new ArrayDeque<>(roots);
        while (!way.isEmpty()) {
            Symbol symbol = way.pop();
            if (seen.add(symbol)) {
                if (symbol.scope() == trace) {
                    symbol.inputs().forEach(way::push);
                } else if (!isConstant(symbol)) {
                    outside.add(symbol);
                }
            }
        }
        return outside;
    }

    /** A leaf for each. */
    private static List<Symbol> leaves(Collection<Symbol> of, Trace own, Map<Symbol, Symbol> map) {
        List<Symbol> leaves = new ArrayList<>();
        for (Symbol symbol : of) {
            leaves.add(map.computeIfAbsent(symbol, made -> own.input(symbol.shape())));
        }
        return leaves;
    }

    /** Makes the roots once more of what the map has instead of its keys. */
    private static void copy(List<Symbol> roots, Map<Symbol, Symbol> map) {
        for (Symbol call : Gradients.order(roots, map.keySet())) {
            if (!map.containsKey(call)) {
                List<Symbol> made = call.isLeaf() || call.inputs().isEmpty()
                        ? call.outputs()
                        : Primitives.calls((Primitive) call.operation(), mapped(call.inputs(), map));
                for (int i = 0; i < made.size(); i++) {
                    map.putIfAbsent(call.outputs().get(i), made.get(i));
                }
            }
        }
    }

    private static List<Symbol> mapped(List<Symbol> symbols, Map<Symbol, Symbol> map) {
        return symbols.stream().map(map::get).toList();
    }
}
