package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.Constraint;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Span;

/**
 * An optimizer and the weights that it is applied to. Those of an optimizer in a field are known once a step is described that
 * applies it: what a file has of it before is kept until then.
 */
public final class AppliedOptimizer {
    private final Optimizer rule;
    private final Set<Slot> weights = new LinkedHashSet<>();
    private OptimizerState state;
    private OptimizerValues kept;

    /** One that has not been applied. */
    public AppliedOptimizer(Optimizer rule) {
        this.rule = rule;
    }

    /** One with its state; for weights that may be known, or none. */
    public AppliedOptimizer(OptimizerState state, Collection<Slot> weights) {
        this(state.rule());
        this.state = state;
        this.weights.addAll(weights);
    }

    /** The optimizer. */
    public Optimizer rule() {
        return rule;
    }

    /**
     * Applies it to weights, from here on.
     *
     * @throws keras4j.core.KerasException if a file has the state of other weights; nothing has changed then
     */
    public synchronized OptimizerState on(Network network, Collection<Slot> applied) {
        if (state == null) {
            state = new OptimizerState(rule, network.countParams(), spans(applied), constrained(applied));
        }
        if (kept != null) {
            kept.copyTo(state, List.copyOf(applied));
            kept = null;
        }
        weights.addAll(applied);
        return state;
    }

    /** Goes on from these, which fit the weights if they are known; or as soon as they are. */
    public synchronized void set(OptimizerValues values) {
        values.setRate(rule);
        if (weights.isEmpty()) {
            kept = values;
        } else {
            values.copyTo(state, weights());
        }
    }

    /** The weights that it has been applied to, in the order in which it met them; none before. */
    public synchronized List<Slot> weights() {
        return List.copyOf(weights);
    }

    /** Its values as they are, not copies; those that are kept, if there are some, and the learning rate as it is. */
    public synchronized OptimizerValues values() {
        OptimizerValues now = OptimizerValues.of(rule, state, weights());
        return kept == null
                ? now
                : new OptimizerValues(kept.where(), kept.iterations(), now.learningRate(), kept.remembered());
    }

    /** The places of weights. */
    public static List<Span> spans(Collection<Slot> slots) {
        return slots.stream().map(slot -> new Span(slot.offset(), slot.end())).toList();
    }

    /** Those of them that have a constraint. */
    public static List<Constraint.Place> constrained(Collection<Slot> slots) {
        List<Constraint.Place> all = new ArrayList<>();
        for (Slot slot : slots) {
            if (slot.spec().constraint() != null) {
                all.add(new Constraint.Place(
                        slot.spec().constraint(), slot.offset(), slot.spec().shape()));
            }
        }
        return all;
    }
}
