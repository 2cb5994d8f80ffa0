package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.internal.kernels.View;
import keras4j.ops.Copy;
import keras4j.ops.Fusion;
import keras4j.ops.Gradients;
import keras4j.ops.Primitive;
import keras4j.ops.Stages;
import keras4j.ops.Symbol;

/** A trace in which weights change between its {@link Stages}, as a plan with a part for each of them. */
public final class StagedPlan {
    /**
     * What is to be made.
     *
     * @param place where it is to stand; null for a place of its own
     * @param stage the last in which it can be made
     */
    public record End(Symbol symbol, View place, int stage) {}

    private final Stages stages;
    private final Map<Symbol, View> places;
    private final List<List<Symbol>> parts = new ArrayList<>();
    private final Map<Symbol, Symbol> made = new HashMap<>();
    private final Map<Symbol, Symbol> copies = new HashMap<>();
    private final Plan plan;
    private final List<View> views;

    /** @param leaves where leaves stand */
    public StagedPlan(Arena arena, Stages stages, Map<Symbol, View> leaves, List<End> ends) {
        this.stages = stages;
        places = new HashMap<>(leaves);
        for (int stage = 0; stage <= stages.stage(); stage++) {
            parts.add(new ArrayList<>());
        }
        List<Symbol> roots =
                ends.stream().map(end -> stages.fused(stages.now(end.symbol()))).toList();
        Gradients.order(roots, Set.of(), stages::fused).forEach(this::make);
        Set<Symbol> taken = new HashSet<>();
        List<Symbol> found = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            found.add(end(roots.get(i), ends.get(i), taken));
        }
        List<Symbol> all = parts.stream().flatMap(List::stream).toList();
        List<Symbol> fused = Fusion.of(all);
        Map<Symbol, Symbol> byEnd = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            byEnd.put(all.get(i), fused.get(i));
            if (places.containsKey(all.get(i))) {
                places.put(fused.get(i), places.get(all.get(i)));
            }
        }
        plan = new Plan(
                arena,
                places,
                parts.stream()
                        .map(part -> part.stream().map(byEnd::get).toList())
                        .toList(),
                Plan.Mode.FUSED);
        views = found.stream().map(end -> plan.view(byEnd.get(end))).toList();
    }

    /** The same call, of what is read in the place of its inputs; what later stages read is made in its own. */
    private void make(Symbol call) {
        int stage = stages.stage(call);
        List<Symbol> inputs = new ArrayList<>();
        for (Symbol input : call.inputs()) {
            inputs.add(read(stages.fused(input), stage));
        }
        List<Symbol> outputs =
                inputs.equals(call.inputs()) ? call.outputs() : Primitive.call((Primitive) call.operation(), inputs);
        for (int i = 0; i < outputs.size(); i++) {
            made.put(call.outputs().get(i), outputs.get(i));
        }
    }

    /** What a call of a stage reads: a copy of what will have changed by then. */
    private Symbol read(Symbol input, int stage) {
        int own = stages.stage(input);
        int last = stages.last(input);
        if (stage > last) {
            return copies.computeIfAbsent(input, symbol -> add(Copy.of(made.get(symbol)), last));
        }
        boolean isCut = own >= 0 && own < stage;
        return isCut ? add(made.get(input), own) : made.get(input);
    }

    private Symbol add(Symbol symbol, int stage) {
        if (!parts.get(stage).contains(symbol)) {
            parts.get(stage).add(symbol);
        }
        return symbol;
    }

    /** A leaf, a look at one, and what has a place already are copied. */
    private Symbol end(Symbol root, End end, Set<Symbol> taken) {
        Symbol symbol = made.get(root);
        boolean isView = symbol.isLeaf() || ((Primitive) symbol.operation()).isView();
        boolean isElsewhere = end.place() != null && parts.stream().anyMatch(part -> part.contains(symbol));
        Symbol own = isView || isElsewhere || !taken.add(symbol) ? Copy.of(symbol) : symbol;
        if (end.place() != null) {
            places.put(own, end.place());
        }
        return add(own, root.isLeaf() ? Math.min(stages.last(root), end.stage()) : Math.max(stages.stage(root), 0));
    }

    /** Makes what a stage makes, after those before it. */
    public void run(int stage) {
        plan.run(stage);
    }

    /** What draws random numbers. */
    public List<Primitive> random() {
        return plan.random();
    }

    /** Where the end with this number stands. */
    public View view(int end) {
        return views.get(end);
    }
}
