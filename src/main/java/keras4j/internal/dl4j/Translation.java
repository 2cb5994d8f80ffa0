package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A network in DL4J's own classes. Its layers work on the last axis, so all other axes are rows to DL4J: arrays between the
 * layers are (rows, last axis), and a {@link ReshapePreProcessor} stands where the rows change.
 *
 * @param configuration DL4J's configuration
 * @param layers for each node of the network its layer's index in DL4J, or -1; layers at the end that only hand on are none
 */
record Translation(MultiLayerConfiguration configuration, int[] layers) {
    /** Whether a layer reads a mask, which DL4J's chains do not hand on to it. */
    static boolean readsMask(Network network) {
        return new MaskFlow(network).isRead();
    }

    /** @param loss what the last layer computes; null for a network that can predict only */
    static Translation of(Network network, ILossFunction loss, IUpdater updater) {
        if (readsMask(network)) {
            throw KerasException.expected(
                    "DL4J's MultiLayerConfiguration",
                    "layers that read no mask",
                    "one that does; a ComputationGraph can");
        }
        if (!network.isChain() || network.nodes().isEmpty()) {
            throw KerasException.expected(
                    "DL4J's MultiLayerConfiguration",
                    "layers one after the other",
                    network.nodes().isEmpty() ? "none" : "a model with other connections");
        }
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.ZERO)
                .updater(updater)
                .list()
                .validateOutputLayerConfig(false)
                // Else DL4J puts its own guess, the units of the layer before, in place of our nIn; wrong behind a glu.
                .overrideNinUponBuild(false);
        List<Node> nodes = network.nodes();
        int[] indices = new int[nodes.size()];
        Chain chain = new Chain(list, network.inputShape());
        Arrays.fill(indices, -1);
        int last = network.active(0) - 1;
        for (int i = 0; i <= last; i++) {
            Node node = nodes.get(i);
            Layer layer = loss == null || i < last ? null : Dl4jForms.of(node).output(node.input(), loss);
            boolean carriesLoss = layer != null;
            if (!carriesLoss) {
                layer = Hosting.layer(node);
            }
            if (layer != null) {
                layer.setLayerName(node.name());
                indices[i] = chain.add(
                        layer, Hosting.row(layer, node, node.input()), Hosting.row(layer, node, node.output()));
            }
            ActivationFunction function = Hosting.activation(node);
            Shape row = Shape.of(node.output().last());
            boolean losesLast = i == last && loss != null && !carriesLoss;
            if (losesLast) {
                chain.add(Hosting.loss(loss, Hosting.function(function)), row, row);
            } else if (function != null) {
                chain.add(
                        new ActivationLayer.Builder()
                                .activation(Dl4jActivations.of(function))
                                .build(),
                        row,
                        row);
            } else if (i == last && layer == null) {
                chain.add(new ActivationLayer(Activation.IDENTITY), row, row);
            }
        }
        MultiLayerConfiguration configuration = list.build();
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= 0) {
                Hosting.nameParams(
                        configuration.getConf(indices[i]), nodes.get(i).layer());
            }
        }
        return new Translation(configuration, indices);
    }

    /** Where the weights of a network are that was made here. */
    WeightPlaces places(Network network, MultiLayerNetwork net) {
        return new WeightPlaces(network, net, placed -> {
            List<org.deeplearning4j.nn.api.Layer> found = new ArrayList<>();
            for (int i = 0; i < layers.length; i++) {
                if (layers[i] >= 0 && network.nodes().get(i).placed() == placed) {
                    found.add(net.getLayer(layers[i]));
                }
            }
            return found;
        });
    }

    /** A live network without weights of its own yet: all are 0. */
    MultiLayerNetwork instantiate() {
        MultiLayerNetwork net = new MultiLayerNetwork(configuration);
        net.init();
        return net;
    }

    /** DL4J's layers so far, and the rows that the last of them leaves. */
    private static final class Chain {
        private final NeuralNetConfiguration.ListBuilder list;
        private int count;
        private Shape row;
        private boolean copies;

        Chain(NeuralNetConfiguration.ListBuilder list, Shape input) {
            this.list = list;
            row = Shape.of(input.last());
            copies = input.rank() > 1;
        }

        /** Adds a layer from such rows to such, with a change of rows before it if there are others; returns its index. */
        int add(Layer layer, Shape from, Shape to) {
            // Else a first ActivationLayer writes into the user's array, and a second finds it outside of its
            // workspace.
            copies |= count == 0 && layer instanceof ActivationLayer;
            ReshapePreProcessor rows = Hosting.rows(layer, row, from);
            if (copies || rows != null) {
                list.inputPreProcessor(count, rows == null ? new ReshapePreProcessor(row, from) : rows);
            }
            copies = false;
            list.layer(count, layer);
            row = to;
            return count++;
        }
    }
}
