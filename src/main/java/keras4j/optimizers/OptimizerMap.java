package keras4j.optimizers;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import keras4j.core.Config;
import keras4j.core.Configurable;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.Registry;
import keras4j.core.Serialized;
import keras4j.core.Variable;

/** Says by weights' paths which optimizer of a {@link MultiOptimizer} trains them. Keras: {@code OptimizerMap}. */
public final class OptimizerMap implements Configurable, Function<Variable, Optimizer> {
    static final Registry<OptimizerMap> REGISTRY = new Registry<OptimizerMap>(
                    "optimizer map", "keras.optimizers", OptimizerMap.class, "keras4j.optimizers")
            .add("OptimizerMap", "OptimizerMap");

    private final Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    private Optimizer defaultOptimizer;

    private OptimizerMap() {}

    /** @param defaultOptimizer trains what no path is put for */
    public OptimizerMap(Optimizer defaultOptimizer) {
        this.defaultOptimizer = MultiOptimizer.single("OptimizerMap", defaultOptimizer);
    }

    /**
     * Says what trains weights of a path.
     *
     * @param path one, such as "sequential/dense/kernel", or a regular expression that matches all of it, such as ".*dense/.*"
     * @throws KerasException if there is one for this path, or for an optimizer made of optimizers
     */
    public OptimizerMap put(String path, Optimizer optimizer) {
        Check.pattern(this, "put", path);
        if (optimizers.putIfAbsent(path, MultiOptimizer.single("OptimizerMap.put", optimizer)) != null) {
            throw KerasException.expected("OptimizerMap.put", "another path than before", path);
        }
        return this;
    }

    /** What trains a weight: by its path itself, else by the one expression that matches it. */
    @Override
    public Optimizer apply(Variable variable) {
        String path = variable.path();
        if (optimizers.containsKey(path)) {
            return optimizers.get(path);
        }
        List<String> matching =
                optimizers.keySet().stream().filter(path::matches).toList();
        if (matching.size() > 1) {
            throw KerasException.expected("OptimizerMap", "one path that matches " + path, matching);
        }
        return matching.isEmpty() ? defaultOptimizer : optimizers.get(matching.get(0));
    }

    /** All optimizers, the default one last, each once. */
    List<Optimizer> all() {
        List<Optimizer> all = new ArrayList<>();
        for (Optimizer optimizer : optimizers.values()) {
            addOnce(all, optimizer);
        }
        addOnce(all, defaultOptimizer);
        return all;
    }

    private static void addOnce(List<Optimizer> all, Optimizer optimizer) {
        if (all.stream().noneMatch(other -> other == optimizer)) {
            all.add(optimizer);
        }
    }

    /** The same with copies of the optimizers; what is one stays one. */
    OptimizerMap copy() {
        Map<Optimizer, Optimizer> copies = new IdentityHashMap<>();
        OptimizerMap copy = new OptimizerMap(copies.computeIfAbsent(defaultOptimizer, Optimizer::copy));
        optimizers.forEach((path, optimizer) -> copy.put(path, copies.computeIfAbsent(optimizer, Optimizer::copy)));
        return copy;
    }

    @Override
    public void config(Config config) {
        defaultOptimizer = MultiOptimizer.single(
                "OptimizerMap.defaultOptimizer",
                config.object("default_optimizer", defaultOptimizer, Optimizers.REGISTRY));
        Map<String, Object> written = new LinkedHashMap<>();
        optimizers.forEach((path, optimizer) -> written.put(path, Serialized.of(optimizer, Optimizers.REGISTRY)));
        Map<String, Object> read = Config.map("OptimizerMap.optimizerMap", config.raw("optimizer_map", written));
        if (optimizers.isEmpty()) {
            read.forEach((path, found) -> put(path, Serialized.read("optimizer", found, Optimizers.REGISTRY)));
        }
    }
}
