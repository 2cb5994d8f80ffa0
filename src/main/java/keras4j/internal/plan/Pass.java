package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.ops.Copy;
import keras4j.ops.Fusion;
import keras4j.ops.Gradients;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/**
 * Values of a trace, forward, and backward the gradients that lead back from them, and what states are to have. First it is told where
 * leaves stand and by which the gradients are wanted; then it is planned, and runs.
 */
public final class Pass {
    private final Trace trace;
    private final Map<Symbol, View> places = new HashMap<>();
    /** By what gradients are wanted, and where; null for a place of their own. */
    private final Map<Symbol, View> wanted = new LinkedHashMap<>();

    /** What is planned for values, neighbours being one call. */
    private final Map<Symbol, Symbol> fused = new HashMap<>();

    private final Map<Symbol, Symbol> gradients = new HashMap<>();
    private final List<View> dys = new ArrayList<>();
    private View[] states = {};
    private View[] values = {};
    private Plan plan;

    public Pass(Trace trace) {
        this.trace = trace;
    }

    /** What is to be set before it runs: the numbers of a leaf. */
    public Buffer input(Symbol leaf) {
        Buffer buffer = Buffer.ofArray();
        place(leaf, View.of(buffer, leaf.shape()));
        return buffer;
    }

    /** Says where a leaf stands. */
    public void place(Symbol leaf, View view) {
        places.put(leaf, view);
    }

    /** Asks for the gradient with respect to a leaf, which is to stand there; null for a place of its own. */
    public void differentiate(Symbol leaf, View gradient) {
        wanted.put(leaf, gradient);
    }

    /**
     * Plans it.
     *
     * @param ends what {@link #forward} makes
     * @param sources from where gradients lead back; none for no gradients
     * @param assigned what states, which are leaves, are to have
     */
    public void plan(Arena arena, List<Symbol> ends, List<Symbol> sources, Map<Symbol, Symbol> assigned) {
        List<Symbol> all = new ArrayList<>(ends);
        all.addAll(sources);
        all.addAll(assigned.values());
        List<Symbol> made = Fusion.of(all);
        IntStream.range(0, all.size()).forEach(i -> fused.put(all.get(i), made.get(i)));
        List<Symbol> later = new ArrayList<>();
        if (!sources.isEmpty()) {
            differentiate(sources.stream().map(fused::get).toList(), later);
        }
        assigned.values().forEach(value -> later.add(fused.get(value)));
        plan = new Plan(arena, places, ends.stream().map(fused::get).toList(), later, Plan.Mode.FUSED);
        states = assigned.keySet().stream().map(places::get).toArray(View[]::new);
        values = assigned.values().stream().map(this::view).toArray(View[]::new);
    }

    private void differentiate(List<Symbol> sources, List<Symbol> later) {
        List<Symbol> given = new ArrayList<>();
        for (Symbol source : sources) {
            Symbol dy = trace.input(source.shape());
            input(dy).reserve(dy.shape().size());
            dys.add(places.get(dy));
            given.add(dy);
        }
        List<Symbol> of = List.copyOf(wanted.keySet());
        List<Symbol> made = Gradients.of(sources, given, of);
        for (int i = 0; i < of.size(); i++) {
            View to = wanted.get(of.get(i));
            Symbol gradient = made.get(i);
            if (gradient != null) {
                boolean isElsewhere =
                        to != null && gradient.isLeaf() || places.containsKey(gradient) || later.contains(gradient);
                Symbol end = isElsewhere ? Copy.of(gradient) : gradient;
                if (to != null) {
                    place(end, to);
                }
                gradients.put(of.get(i), end);
                later.add(end);
            }
        }
    }

    /** Makes the ends. */
    public void forward() {
        plan.runFirst();
    }

    /** Makes the gradients, and what states are to have, after {@link #forward}. */
    public void backward() {
        plan.runThen();
    }

    /** What draws random numbers. */
    public List<Primitive> random() {
        return plan.random();
    }

    /** Where one of the ends stands. */
    public View view(Symbol end) {
        return plan.view(fused.get(end));
    }

    /** Where the gradient with respect to one of the sources is to be written. */
    public View dy(int source) {
        return dys.get(source);
    }

    /** Where the gradient with respect to a leaf stands; null if none depends on it. */
    public View gradient(Symbol leaf) {
        return gradients.containsKey(leaf) ? plan.view(gradients.get(leaf)) : null;
    }

    /** Adds what the states are to be changed by, at their places. */
    public void addStateChanges(float[] changes) {
        for (int k = 0; k < states.length; k++) {
            float[] before = states[k].array();
            int offset = states[k].offset();
            for (int i = 0; i < states[k].size(); i++) {
                changes[offset + i] += values[k].array()[values[k].offset() + i] - before[offset + i];
            }
        }
    }
}
