package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keras4j.activations.ActivationFunction;
import keras4j.core.Compiled;
import keras4j.core.Loss;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.internal.graph.Penalties;
import keras4j.internal.graph.Slot;
import keras4j.layers.LayerTrace;
import keras4j.layers.Part;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A network as it is handed to users of DL4J, in DL4J's own classes. It ends with the loss and can be trained there if DL4J
 * has the same loss and the same optimizer; otherwise, and without them, it can predict only. DL4J divides by the samples
 * where Keras divides by all rows, so an output of several positions is not the same; nor are regularizers and
 * constraints.
 */
public final class Dl4jModel {
    private static final String FORM = "DL4J's form of a model";

    private final Network network;

    /** One for each output; none for a network that can predict only. */
    private final List<ILossFunction> losses;

    private final IUpdater updater;

    /**
     * @param compiled null for a model that is not compiled
     * @throws keras4j.core.KerasException if ND4J cannot be loaded, or a layer is stateful
     */
    public Dl4jModel(Network network, Compiled compiled) {
        this.network = network;
        NdArrays.require(FORM);
        network.checkStateless(FORM);
        network.checkKnown(FORM);
        Optional<IUpdater> sameUpdater = compiled == null ? Optional.empty() : Dl4jUpdaters.of(compiled.optimizer());
        boolean same = sameUpdater.isPresent()
                && new Penalties(network).isEmpty()
                && network.trained().stream().allMatch(slot -> slot.spec().constraint() == null)
                && network.nodes().stream().noneMatch(Dl4jModel::addsLoss)
                && !hasFrozenParams(network);
        losses = same ? losses(compiled) : List.of();
        updater = losses.isEmpty() ? new NoOp() : sameUpdater.get();
    }

    /** ND4J's losses with the same gradients; none if it has not all of them. */
    private List<ILossFunction> losses(Compiled compiled) {
        List<Loss> given = compiled.losses(network.outputNames());
        if (given.contains(null)) {
            return List.of();
        }
        MaskFlow masks = new MaskFlow(network);
        List<ILossFunction> found = new ArrayList<>();
        for (int k = 0; k < given.size(); k++) {
            ActivationFunction activation = network.outputActivation(k);
            Shape output = network.outputShapes().get(k);
            boolean same = activation != null
                    && given.get(k).reduction().isMean()
                    && output.positions() == 1
                    && masks.of(network.outputs().get(k)) == null
                    && compiled.lossWeights(network.outputNames()).get(k) == 1;
            Optional<ILossFunction> loss = same ? Dl4jLosses.of(given.get(k), activation, output) : Optional.empty();
            if (loss.isEmpty()) {
                return List.of();
            }
            found.add(loss.get());
        }
        return found;
    }

    private static boolean addsLoss(Node node) {
        return !(node.layer() instanceof Part) && LayerTrace.addsLoss(node.layer(), node.inputs(), node.arguments());
    }

    /** Whether DL4J would train what is not to be trained. */
    private static boolean hasFrozenParams(Network network) {
        List<Slot> trained = network.trainable();
        return network.slots().stream()
                .anyMatch(slot -> slot.spec().kind() == WeightSpec.Kind.TRAINABLE && !trained.contains(slot));
    }

    private Translation chain() {
        return Translation.of(network, losses.isEmpty() ? null : losses.get(0), updater);
    }

    /** Without the loss if DL4J would train copies of a layer's weights apart from each other. */
    private GraphTranslation graph() {
        GraphTranslation graph = new GraphTranslation(network, losses, updater);
        return graph.hasCopies() && !losses.isEmpty() ? new GraphTranslation(network, List.of(), new NoOp()) : graph;
    }

    /** Whether the layers run one after the other, and read no mask: only then is it a MultiLayerNetwork, too. */
    public boolean isChain() {
        return network.isChain() && !Translation.readsMask(network);
    }

    /** DL4J's configuration of layers that run one after the other. */
    public MultiLayerConfiguration chainConfiguration() {
        return chain().configuration();
    }

    /** DL4J's configuration of any model. */
    public ComputationGraphConfiguration graphConfiguration() {
        return graph().configuration();
    }

    /** A live network of layers that run one after the other, with a copy of the weights. */
    public MultiLayerNetwork chainNetwork() {
        Dl4jEngine.useThreads();
        Translation translation = chain();
        MultiLayerNetwork net = translation.instantiate();
        network.lock();
        try {
            translation.places(network, net).set(network.weights());
        } finally {
            network.unlock();
        }
        return net;
    }

    /** A live network of any model, with a copy of the weights. */
    public ComputationGraph graphNetwork() {
        Dl4jEngine.useThreads();
        GraphTranslation translation = graph();
        ComputationGraph net = translation.instantiate();
        network.lock();
        try {
            translation.places(net).set(network.weights());
        } finally {
            network.unlock();
        }
        return net;
    }
}
