package keras4j.internal.graph;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;

/**
 * An optimizer and the weights that it is applied to. Those of an optimizer in a field are known once a step is described that
 * applies it: what a file has of it before is kept until then. Who has {@link Network#lock locked} the network may call it; it
 * locks none that is not locked before it.
 */
public final class AppliedOptimizer {
    private final Optimizer rule;
    private final Set<Variable> variables = new LinkedHashSet<>();
    private boolean isKnown;
    private OptimizerState state;
    private OptimizerValues kept;

    /** One that has not been applied. */
    public AppliedOptimizer(Optimizer rule) {
        this.rule = rule;
    }

    /** One that has a state, and has not been applied. */
    public AppliedOptimizer(OptimizerState state) {
        this(state.rule());
        this.state = state;
    }

    /** One that is applied to these. */
    public AppliedOptimizer(OptimizerState state, Collection<Variable> variables) {
        this(state);
        this.variables.addAll(variables);
        isKnown = true;
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
    public OptimizerState on(Network network, Collection<Slot> applied) {
        network.lock();
        try {
            return on(network, network.variables(applied));
        } finally {
            network.unlock();
        }
    }

    private synchronized OptimizerState on(Network network, List<Variable> known) {
        if (state == null) {
            state = network.optimizerState(rule, known);
        }
        OptimizerValues read = kept == null ? null : kept.withRate(rule).checked(state, known);
        state.train(known, network.weights());
        if (read != null) {
            read.copyTo(state, known);
            kept = null;
        }
        variables.addAll(known);
        isKnown = true;
        return state;
    }

    /** Goes on from these, which fit the weights if they are known; or as soon as they are. */
    public synchronized void set(OptimizerValues values) {
        if (isKnown) {
            values.copyTo(state, variables());
        } else {
            values.setRate(rule);
            kept = values;
        }
    }

    /** Whether the weights are known. */
    public synchronized boolean isKnown() {
        return isKnown;
    }

    /** What it remembers; null of one that has not been applied. */
    public synchronized OptimizerState state() {
        return state;
    }

    /** The weights that it has been applied to, in the order in which it met them; none before. */
    public synchronized List<Variable> variables() {
        return List.copyOf(variables);
    }

    /** Its values as they are, not copies; those that are kept, if there are some, and the learning rate as it is. */
    public synchronized OptimizerValues values() {
        return kept == null ? OptimizerValues.of(rule, state, variables()) : kept.withRate(rule);
    }
}
