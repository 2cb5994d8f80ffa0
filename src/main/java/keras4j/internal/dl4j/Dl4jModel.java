package keras4j.internal.dl4j;

import java.util.Optional;
import keras4j.core.Loss;
import keras4j.core.Optimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Penalties;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A network as it is handed to users of DL4J, in DL4J's own classes. It ends with the loss and can be trained there if DL4J
 * has the same loss and the same optimizer; otherwise, and without them, it can predict only. DL4J divides by the samples
 * where Keras divides by all rows, so an output of several positions is not the same; nor are regularizers.
 */
public final class Dl4jModel {
    private final Network network;
    private final Translation translation;

    /**
     * @param loss null for a model that is not compiled
     * @param optimizer null for a model that is not compiled
     */
    public Dl4jModel(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        Optional<IUpdater> updater = optimizer == null ? Optional.empty() : optimizer.nd4j();
        Optional<ILossFunction> sameLoss = loss == null
                        || !new Penalties(network).isEmpty()
                        || hasFrozenParams(network)
                        || network.outputActivation() == null
                        || network.outputShape().positions() > 1
                ? Optional.empty()
                : loss.nd4j(network.outputActivation(), network.outputShape().last());
        translation = updater.isPresent() && sameLoss.isPresent()
                ? Translation.of(network, sameLoss.get(), updater.get())
                : Translation.of(network, null, new NoOp());
    }

    /** Whether DL4J would train what is not to be trained. */
    private static boolean hasFrozenParams(Network network) {
        return network.graph().layers().stream()
                .anyMatch(layer ->
                        !layer.isTrainable() && !LayerHooks.dl4jParams(layer).isEmpty());
    }

    /** DL4J's configuration. */
    public MultiLayerConfiguration configuration() {
        return translation.configuration();
    }

    /** A live network with a copy of the weights. */
    public MultiLayerNetwork network() {
        Dl4jEngine.useThreads();
        MultiLayerNetwork net = translation.instantiate();
        new WeightMap(network, translation, net).toDl4j(network.copy(), net);
        return net;
    }
}
