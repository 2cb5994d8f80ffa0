package keras4j;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Compiled;
import keras4j.core.Optimizer;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.SavedModel;
import keras4j.ops.Symbol;

/** Which steps a model describes itself, and what runs them. */
final class CustomSteps {
    private final Model model;
    private final boolean trains;
    private final boolean tests;
    private final boolean predicts;
    private final boolean hasLoss;
    private final Map<Optimizer, AppliedOptimizer> optimizers = Collections.synchronizedMap(new IdentityHashMap<>());
    private Network network;
    /** That of compile; null for none. */
    private Optimizer compiled;

    private StepRunner runner;

    CustomSteps(Model model) {
        this.model = model;
        trains = isOverridden("trainStep", TrainStep.class);
        tests = isOverridden("testStep", Step.class);
        predicts = isOverridden("predictStep", Step.class);
        hasLoss = isOverridden("computeLoss", Step.class, List.class);
    }

    private boolean isOverridden(String name, Class<?>... parameters) {
        return isOverridden(model, name, parameters);
    }

    /** Whether a subclass of {@link Model} has a method of its own. */
    static boolean isOverridden(Model model, String name, Class<?>... parameters) {
        for (Class<?> owner = model.getClass(); owner != Model.class; owner = owner.getSuperclass()) {
            try {
                owner.getDeclaredMethod(name, parameters);
                return true;
            } catch (NoSuchMethodException e) {
                // one further up may have it
            }
        }
        return false;
    }

    /** Whether a step is described by symbols: by the model, or where compile was told of no loss. */
    boolean isDescribed(StepRunner.Kind kind, Compiled compiled) {
        return switch (kind) {
            case TRAIN -> trains || hasLoss || !compiled.hasLoss();
            case TEST -> tests || hasLoss || !compiled.hasLoss();
            default -> predicts;
        };
    }

    private List<Symbol> describe(StepRunner.Kind kind, TrainStep step) {
        switch (kind) {
            case TRAIN -> model.trainStep(step);
            case TEST -> model.testStep(step);
            default -> {
                return model.predictStep(step);
            }
        }
        return null;
    }

    /**
     * What runs them.
     *
     * @param own that of compile
     */
    synchronized StepRunner runner(Network built, Compiled compiled, AppliedOptimizer own) {
        Map<Optimizer, AppliedOptimizer> optimizers = optimizers(built, own);
        if (runner == null || !runner.isOf(built, compiled)) {
            long draws = runner == null ? 0 : runner.draws();
            runner = new StepRunner(new StepPlanner(model, this::describe, built, compiled, optimizers), draws);
        }
        return runner;
    }

    /**
     * The optimizers at work on such a network, by themselves; they go on if it is one for inputs of other lengths.
     *
     * @param own that of compile; null for none
     */
    synchronized Map<Optimizer, AppliedOptimizer> optimizers(Network built, AppliedOptimizer own) {
        if (!built.isAlike(network)) {
            optimizers.clear();
        }
        network = built;
        Optimizer rule = own == null ? null : own.rule();
        if (compiled != rule && !isInField(compiled)) {
            optimizers.remove(compiled);
        }
        compiled = rule;
        if (own != null) {
            optimizers.put(rule, own);
        }
        return optimizers;
    }

    private boolean isInField(Optimizer rule) {
        return Fields.optimizerPaths(model).values().stream().anyMatch(one -> one == rule);
    }

    /** The same by their paths in files: those in the model's fields, then that of compile. */
    synchronized Map<String, AppliedOptimizer> optimizersInFields(Network built, AppliedOptimizer own) {
        Map<Optimizer, AppliedOptimizer> known = optimizers(built, own);
        Map<String, AppliedOptimizer> all = new LinkedHashMap<>();
        Fields.optimizerPaths(model).forEach((path, rule) -> {
            AppliedOptimizer found = known.computeIfAbsent(rule, AppliedOptimizer::new);
            if (found != own && !all.containsValue(found)) {
                all.put(path, found);
            }
        });
        if (own != null) {
            all.putIfAbsent(SavedModel.OPTIMIZER, own);
        }
        return all;
    }
}
