package keras4j.internal.graph;

import java.util.List;
import java.util.Map;
import keras4j.core.Compiled;
import keras4j.core.OptimizerState;
import keras4j.layers.Input;
import keras4j.layers.Layer;

/**
 * A model as it goes into a file or comes out of one.
 *
 * @param input that of a Sequential; null if its shape is not known
 * @param layers those of a Sequential, without the input
 * @param network the layers with their weights; null for a Sequential that is not built
 * @param compiled null if it is not compiled
 * @param optimizer out of a file, the state to go on from; null without {@code compiled}, or to begin anew
 * @param paths into a file or from one, the layers in the fields of a subclass: see {@link GraphLayer#paths}
 * @param optimizers the same of optimizers, that of compile among them as {@link #OPTIMIZER}
 */
public record SavedModel(
        ModelKind kind,
        String name,
        Input input,
        List<Layer<?>> layers,
        Network network,
        Compiled compiled,
        OptimizerState optimizer,
        Map<String, Layer<?>> paths,
        Map<String, AppliedOptimizer> optimizers) {
    /** The path of compile's. */
    public static final String OPTIMIZER = "optimizer";

    /** One out of a file, or without weights. */
    public SavedModel(
            ModelKind kind,
            String name,
            Input input,
            List<Layer<?>> layers,
            Network network,
            Compiled compiled,
            OptimizerState optimizer) {
        this(kind, name, input, layers, network, compiled, optimizer, Map.of(), Map.of());
    }

    /** One out of a file, with weights. */
    public SavedModel(ModelKind kind, String name, Network network, Compiled compiled, OptimizerState optimizer) {
        this(kind, name, null, List.of(), network, compiled, optimizer);
    }

    /** One with weights, for a file. */
    public SavedModel(
            ModelKind kind,
            String name,
            Network network,
            Compiled compiled,
            Map<String, Layer<?>> paths,
            Map<String, AppliedOptimizer> optimizers) {
        this(kind, name, null, List.of(), network, compiled, null, paths, optimizers);
    }
}
