package keras4j.internal.graph;

import java.util.List;
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
 * @param optimizer the state to go on from; null without {@code compiled}, or to begin anew
 */
public record SavedModel(
        ModelKind kind,
        String name,
        Input input,
        List<Layer<?>> layers,
        Network network,
        Compiled compiled,
        OptimizerState optimizer) {
    /** A model with weights. */
    public SavedModel(ModelKind kind, String name, Network network, Compiled compiled, OptimizerState optimizer) {
        this(kind, name, null, List.of(), network, compiled, optimizer);
    }
}
