package keras4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.layers.LayerTrace;
import keras4j.ops.Symbol;

/** Has steps described, and makes of a description what runs. */
final class StepPlanner {
    /** Describes a step of a kind. */
    interface Description {
        /** @return what it gives; null for none */
        List<Symbol> describe(StepRunner.Kind kind, TrainStep step);
    }

    private final Model model;
    private final Description description;
    private final Network network;
    private final Compiled compiled;
    private final Map<Optimizer, AppliedOptimizer> optimizers;
    private final Arena arena = new Arena();
    private final List<float[]> gradients = new ArrayList<>();

    /**
     * @param compiled null for a model that is not compiled
     * @param optimizers those at work, by what says how they work
     */
    StepPlanner(
            Model model,
            Description description,
            Network network,
            Compiled compiled,
            Map<Optimizer, AppliedOptimizer> optimizers) {
        this.model = model;
        this.description = description;
        this.network = network;
        this.compiled = compiled;
        this.optimizers = optimizers;
    }

    /** Whether it is of this network, and of what compile was told then. */
    boolean isOf(Network built, Compiled other) {
        return network == built && compiled == other;
    }

    /** @param known those that are there, of which it keeps the optimizers and metrics */
    DescribedStep plan(Signature of, List<DescribedStep> known) {
        StepSetting setting = new StepSetting(model, network, compiled, LayerTrace.staged(), of);
        TrainStep step = new TrainStep(setting);
        List<Symbol> outputs = setting.trace().describe(() -> outputs(of, step));
        known.forEach(other -> checkKept(of.kind(), step, other));
        List<List<View>> places = new ArrayList<>();
        List<float[]> values = new ArrayList<>();
        int optimized = 0;
        for (Step.Change change : step.changes()) {
            boolean isAssigned = change.optimizer() == null;
            float[] all = isAssigned ? new float[change.weights().get(0).shape().size()] : gradients(optimized++);
            List<Slot> slots = slots(change.weights());
            places.add(slots.stream()
                    .map(slot -> DescribedStep.place(
                            all, isAssigned ? 0 : slot.offset(), slot.spec().shape()))
                    .toList());
            values.add(all);
        }
        return new DescribedStep(setting, arena, step, places, () -> changes(step, values), outputs);
    }

    private List<DescribedStep.Change> changes(TrainStep step, List<float[]> values) {
        Map<Optimizer, OptimizerState> states = states(step);
        List<DescribedStep.Change> changes = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Step.Change change = step.changes().get(i);
            OptimizerState state = states.get(change.optimizer());
            List<Variable> variables = network.variables(slots(change.weights()));
            OptimizerState.Part part = state == null ? OptimizerState.Part.of(variables) : state.part(variables);
            changes.add(new DescribedStep.Change(state, part, values.get(i)));
        }
        return changes;
    }

    /** What the optimizers of a step work with; each is told of all weights that it is applied to. */
    private Map<Optimizer, OptimizerState> states(TrainStep step) {
        Map<Optimizer, Set<Slot>> applied = new LinkedHashMap<>();
        for (Step.Change change : step.changes()) {
            if (change.optimizer() != null) {
                applied.computeIfAbsent(change.optimizer(), rule -> new LinkedHashSet<>())
                        .addAll(slots(change.known()));
            }
        }
        Map<Optimizer, OptimizerState> states = new HashMap<>();
        applied.forEach((rule, slots) -> states.put(
                rule, optimizers.computeIfAbsent(rule, AppliedOptimizer::new).on(network, slots)));
        return states;
    }

    private List<Slot> slots(List<Symbol> weights) {
        Map<Symbol, Slot> known = network.bySymbol();
        List<Slot> slots = new ArrayList<>();
        for (Symbol weight : weights) {
            Slot slot = known.get(weight);
            if (slot == null) {
                throw KerasException.expected(
                        "apply", "weights of this model, or of a layer that is in a field of it", weight);
            }
            slots.add(slot);
        }
        return slots;
    }

    /** What a step of prediction, or a function, gives. */
    private List<Symbol> outputs(Signature of, TrainStep step) {
        List<Symbol> outputs = description.describe(of.kind(), step);
        if (of.kind() == StepRunner.Kind.TRAIN || of.kind() == StepRunner.Kind.TEST) {
            return null;
        }
        boolean isPredicted = of.kind() == StepRunner.Kind.PREDICT;
        String where = isPredicted ? "predictStep" : "Function";
        List<Symbol> all = KerasException.notNull(where, "outputs", outputs).stream()
                .map(output -> step.now(where, output))
                .toList();
        for (Symbol output : all) {
            if (isPredicted && (output.rank() == 0 || output.dim(0) != of.rows())) {
                throw KerasException.expected(where, "outputs of " + of.rows() + " samples", output.shape());
            }
        }
        return all;
    }

    /** Optimizers and metrics are the same for each number of samples, or they would begin anew. */
    private static void checkKept(StepRunner.Kind kind, TrainStep step, DescribedStep other) {
        if (other.of().kind() != kind) {
            return;
        }
        List<Optimizer> optimizers = step.optimizers();
        if (optimizers.size() == other.optimizers().size()) {
            for (int i = 0; i < optimizers.size(); i++) {
                if (optimizers.get(i) != other.optimizers().get(i)) {
                    throw KerasException.expected(
                            "apply", "an optimizer that is kept in a field of the model", "one that the step makes");
                }
            }
        }
        for (StepReports.Tracked tracked : step.reports().tracked()) {
            for (Metric metric : other.readings().metrics()) {
                if (metric != tracked.metric()
                        && metric.getName().equals(tracked.metric().getName())) {
                    throw KerasException.expected(
                            "update",
                            "a metric that is kept in a field of the model",
                            "one that the step makes, " + metric.getName());
                }
            }
        }
    }

    /** Room for the gradients of the optimizer's step with this number, for all that were described. */
    private float[] gradients(int number) {
        if (gradients.size() == number) {
            gradients.add(new float[network.countParams()]);
        }
        return gradients.get(number);
    }
}
