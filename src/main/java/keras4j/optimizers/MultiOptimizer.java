package keras4j.optimizers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LearningRateSchedule;
import keras4j.core.Names;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;

/**
 * Several optimizers, each of which trains some of the weights. It has no learning rate of its own: set those of {@link #optimizers}.
 * Keras: {@code MultiOptimizer}.
 */
public final class MultiOptimizer implements Optimizer {
    private String name = "multi_optimizer";
    private Function<Variable, Optimizer> map;
    private final List<Optimizer> optimizers = new ArrayList<>();
    private Double lossScaleFactor;

    private MultiOptimizer() {}

    /** @param optimizerMap says which optimizer trains a weight */
    public MultiOptimizer(OptimizerMap optimizerMap) {
        map = KerasException.notNull("MultiOptimizer", "an OptimizerMap", optimizerMap);
        optimizers.addAll(optimizerMap.all());
    }

    /** @param optimizerMap says which optimizer trains a weight; with a function a model cannot be saved */
    public MultiOptimizer(Function<Variable, Optimizer> optimizerMap) {
        map = KerasException.notNull("MultiOptimizer", "a function", optimizerMap);
    }

    /** The name in Keras's config. */
    public MultiOptimizer name(String value) {
        name = Names.valid("MultiOptimizer.name", value);
        return this;
    }

    /** See {@link GradientOptimizer#lossScaleFactor}. */
    public MultiOptimizer lossScaleFactor(double value) {
        lossScaleFactor = Check.positive(this, "lossScaleFactor", value);
        return this;
    }

    /** Those that train weights: of the map; those that a function gives, from the first step on. */
    public List<Optimizer> optimizers() {
        return List.copyOf(optimizers);
    }

    /** The number of the one that trains a weight. */
    int indexFor(Variable variable) {
        if (map == null) {
            throw KerasException.expected("MultiOptimizer", "an OptimizerMap", null);
        }
        Optimizer optimizer = single("MultiOptimizer for " + variable.path(), map.apply(variable));
        for (int i = 0; i < optimizers.size(); i++) {
            if (optimizers.get(i) == optimizer) {
                return i;
            }
        }
        optimizers.add(optimizer);
        return optimizers.size() - 1;
    }

    /** An optimizer that is not made of others. */
    static Optimizer single(String where, Optimizer optimizer) {
        if (optimizer == null || optimizer instanceof LossScaleOptimizer || optimizer instanceof MultiOptimizer) {
            throw KerasException.expected(
                    where, "an optimizer that is no LossScaleOptimizer or MultiOptimizer", optimizer);
        }
        return optimizer;
    }

    @Override
    public void config(Config config) {
        if (map != null && !(map instanceof OptimizerMap)) {
            throw KerasException.expected("saving", "a MultiOptimizer with an OptimizerMap", "one with a function");
        }
        OptimizerMap read = config.object("optimizer_map", (OptimizerMap) map, OptimizerMap.REGISTRY);
        if (read == null) {
            throw KerasException.expected("MultiOptimizer.optimizerMap", "an OptimizerMap", null);
        }
        if (map == null) {
            optimizers.addAll(read.all());
        }
        map = read;
        lossScaleFactor =
                Check.notNegative(this, "lossScaleFactor", config.optionalNumber("loss_scale_factor", lossScaleFactor));
        name = Names.valid("MultiOptimizer.name", config.text("name", name));
    }

    private static KerasException noLearningRate(Object received) {
        return KerasException.expected("MultiOptimizer.learningRate", "that of one of its optimizers()", received);
    }

    @Override
    public double learningRate() {
        throw noLearningRate("that of all of them");
    }

    @Override
    public MultiOptimizer learningRate(double value) {
        throw noLearningRate(value);
    }

    @Override
    public MultiOptimizer learningRate(LearningRateSchedule schedule) {
        throw noLearningRate("a schedule");
    }

    /** Each by its name: "learning_rate_adam"; several of one name are numbered as Keras numbers those without a name, in their order. */
    @Override
    public Map<String, Optimizer> rates() {
        Map<String, Optimizer> rates = new LinkedHashMap<>();
        for (Optimizer optimizer : optimizers) {
            String base = "learning_rate_" + nameOf(optimizer);
            String logged = base;
            for (int number = 1; rates.containsKey(logged); number++) {
                logged = base + "_" + number;
            }
            rates.put(logged, optimizer);
        }
        return rates;
    }

    private static String nameOf(Optimizer optimizer) {
        return optimizer instanceof GradientOptimizer<?> named
                ? named.name()
                : Names.snakeCase(Names.classOf(optimizer));
    }

    /** 0, as in Keras: the learning rate is elsewhere. */
    @Override
    public OptionalDouble savedRate() {
        return OptionalDouble.of(0);
    }

    /** It is 0. */
    @Override
    public void restoreRate(float value) {}

    @Override
    public boolean isScheduled() {
        return false;
    }

    @Override
    public MultiOptimizer copy() {
        MultiOptimizer copy =
                map instanceof OptimizerMap given ? new MultiOptimizer(given.copy()) : new MultiOptimizer(map);
        copy.lossScaleFactor = lossScaleFactor;
        return copy.name(name);
    }

    @Override
    public OptimizerState state(float[] weights, List<Variable> variables) {
        return new MultiState(this, weights, variables);
    }
}
