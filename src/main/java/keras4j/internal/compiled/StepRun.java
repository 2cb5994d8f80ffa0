package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import keras4j.core.KerasException;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.StagedPlan;
import keras4j.layers.LayerTrace;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** What was described in a trace, over the weights of a network, ready to run stage after stage. */
public final class StepRun {
    private final Network network;
    private final Buffer weights = Buffer.ofArray();
    private final Buffer[] inputs;
    private final StagedPlan plan;
    private final Map<Symbol, View> views = new HashMap<>();
    private final State[] states;

    /** What a state is to have after a run. */
    private record State(int offset, View value) {}

    /**
     * @param given the leaves that are set before each run
     * @param placed what is to be made in places of its own
     * @param read what is read after a run
     */
    public StepRun(
            Network network,
            Arena arena,
            LayerTrace trace,
            List<Symbol> given,
            List<StagedPlan.End> placed,
            Set<Symbol> read) {
        this.network = network;
        Map<Symbol, View> leaves = new HashMap<>();
        inputs = new Buffer[given.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Buffer.ofArray();
            leaves.put(given.get(i), View.of(inputs[i], given.get(i).shape()));
        }
        Map<Symbol, Slot> slots = network.bySymbol();
        Map<Symbol, Symbol> assigned = trace.assigned();
        trace.stages().weights().forEach((weight, all) -> {
            View view = View.of(weights, offset(weight, slots), weight.shape());
            all.forEach(leaf -> leaves.put(leaf, view));
        });
        int last = trace.stages().stage();
        List<StagedPlan.End> all = new ArrayList<>(placed);
        assigned.values().forEach(value -> all.add(new StagedPlan.End(value, null, last)));
        read.forEach(symbol -> all.add(new StagedPlan.End(symbol, null, last)));
        plan = new StagedPlan(arena, trace.stages(), leaves, all);
        states = new State[assigned.size()];
        int next = placed.size();
        for (Symbol state : assigned.keySet()) {
            states[next - placed.size()] = new State(offset(state, slots), plan.view(next++));
        }
        for (Symbol symbol : read) {
            views.put(symbol, plan.view(next++));
        }
    }

    /** @throws KerasException for a weight of a layer that the model has not */
    private static int offset(Symbol weight, Map<Symbol, Slot> slots) {
        Slot slot = slots.get(weight);
        if (slot == null) {
            throw KerasException.expected(
                    "weights",
                    "those of layers of this model: keep the layer, or the model that it is in, in a field of it",
                    "a weight " + weight.shape() + " of another layer");
        }
        return slot.offset();
    }

    /** Sets one of the leaves that were given. */
    public void set(int input, float[] values) {
        inputs[input].set(values);
    }

    /** Gives what is random other numbers. */
    public void seed(SplittableRandom seeds, long draws) {
        List<Primitive> random = plan.random();
        for (int i = 0; i < random.size(); i++) {
            random.get(i).seed(seeds.nextLong(), draws + i);
        }
    }

    /** How many draws of random numbers there are. */
    public int draws() {
        return plan.random().size();
    }

    /** Runs one of the stages, with the weights as they are. */
    public void run(int stage) {
        weights.set(network.weights(), network.version());
        plan.run(stage);
    }

    /** Writes what states are to have, after the last stage. */
    public void assign() {
        float[] all = network.weights();
        for (State state : states) {
            View value = state.value;
            System.arraycopy(value.array(), value.offset(), all, state.offset, value.size());
        }
        if (states.length > 0) {
            network.changed();
        }
    }

    /** Where something that is read after a run stands. */
    public View view(Symbol read) {
        return views.get(read);
    }
}
