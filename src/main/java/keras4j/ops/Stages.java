package keras4j.ops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of a trace, between which weights change. A weight is a leaf of its own before and after a change, so that what was
 * made before keeps its value.
 */
public final class Stages {
    private final Trace trace;
    private final Map<Symbol, Symbol> leaves = new HashMap<>();
    private final Map<Symbol, List<Symbol>> weights = new LinkedHashMap<>();
    private final Map<Symbol, Integer> made = new HashMap<>();
    private final Map<Symbol, Integer> last = new HashMap<>();
    private final Map<Symbol, Symbol> fused = new HashMap<>();
    private int stage;

    Stages(Trace trace) {
        this.trace = trace;
    }

    /** Notes a call that was made. */
    void made(Symbol call) {
        made.putIfAbsent(call, stage);
    }

    /** What stands for symbols in the trace: for weights, and for what was made of them outside, what they are by now. */
    List<Symbol> now(List<Symbol> symbols) {
        return symbols.stream().map(this::now).toList();
    }

    /** The same for one. */
    public Symbol now(Symbol x) {
        if (x.scope() != null) {
            return x;
        }
        if (x.isLeaf()) {
            return leaves.computeIfAbsent(x, weight -> {
                Symbol leaf = Symbol.leaf(trace, weight.shape());
                weights.computeIfAbsent(weight, key -> new ArrayList<>()).add(leaf);
                return leaf;
            });
        }
        return x.isConstant()
                ? x
                : trace.call((Primitive) x.operation(), x.inputs()).get(x.output());
    }

    /** Begins the next stage: from here on, these weights are others. */
    public void change(Collection<Symbol> changed) {
        for (Symbol weight : changed) {
            Symbol leaf = leaves.remove(weight);
            if (leaf != null) {
                last.put(leaf, stage);
            }
        }
        stage++;
    }

    /** The number of the stage that is being described. */
    public int stage() {
        return stage;
    }

    /** The stage in which a symbol was made; -1 for what is the same in all. */
    public int stage(Symbol symbol) {
        return made.getOrDefault(symbol.origin(), -1);
    }

    /** The last stage in which a value can be read where it stands: it looks at a weight that changes then. */
    public int last(Symbol symbol) {
        boolean isLook = symbol.operation() instanceof Primitive primitive && primitive.isView();
        return isLook ? last(symbol.inputs().get(0)) : last.getOrDefault(symbol, Integer.MAX_VALUE);
    }

    /** The weights that are read, with their leaves in the order of their changes. */
    public Map<Symbol, List<Symbol>> weights() {
        return weights;
    }

    /** What takes the place of a symbol, neighbours being one call. */
    public Symbol fused(Symbol symbol) {
        Symbol found = symbol;
        while (fused.containsKey(found)) {
            found = fused.get(found);
        }
        return found;
    }

    /**
     * The gradients of a number; with respect to a weight, those of all that it was.
     *
     * @return null in it where none flows
     */
    public List<Symbol> gradients(Symbol loss, List<Symbol> of) {
        List<Symbol> ends = new ArrayList<>(List.of(loss));
        of.forEach(symbol -> ends.addAll(weights.getOrDefault(symbol, List.of(symbol))));
        Fusion.all(ends.stream().map(this::fused).toList()).forEach((symbol, with) -> {
            if (symbol != with) {
                fused.put(symbol, with);
                made.computeIfPresent(with.origin(), (call, now) -> Math.min(now, stage(symbol)));
            }
        });
        List<Symbol> found = ends.stream().map(this::fused).toList();
        Symbol one = Primitives.broadcast(Primitives.constant(1), loss.shape());
        List<Symbol> parts = Gradients.of(found.subList(0, 1), List.of(one), found.subList(1, found.size()));
        List<Symbol> gradients = new ArrayList<>();
        int next = 0;
        for (Symbol symbol : of) {
            Symbol sum = null;
            for (int i = weights.getOrDefault(symbol, List.of(symbol)).size(); i > 0; i--) {
                Symbol part = parts.get(next++);
                sum = sum == null || part == null ? (part == null ? sum : part) : Primitives.add(sum, part);
            }
            gradients.add(sum);
        }
        return gradients;
    }
}
