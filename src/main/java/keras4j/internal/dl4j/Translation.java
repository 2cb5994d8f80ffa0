package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
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
    /** @param loss what the last layer computes; null for a network that can predict only */
    static Translation of(Network network, ILossFunction loss, IUpdater updater) {
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
        List<Network.Node> nodes = network.nodes();
        int[] indices = new int[nodes.size()];
        int count = 0;
        Rows rows = new Rows(network.inputShape());
        Arrays.fill(indices, -1);
        int last = network.active(0) - 1;
        for (int i = 0; i <= last; i++) {
            Network.Node node = nodes.get(i);
            Layer layer = loss == null || i < last ? null : LayerHooks.dl4jOutput(node.layer(), node.input(), loss);
            boolean carriesLoss = layer != null;
            if (!carriesLoss) {
                layer = LayerHooks.dl4j(node.layer(), node.input());
            }
            indices[i] = layer == null ? -1 : count;
            if (layer != null) {
                layer.setLayerName(node.name());
                // Else a first ActivationLayer writes into the user's array, and a second finds it outside of its
                // workspace.
                rows.copy |= count == 0 && layer instanceof ActivationLayer;
                rows.into(list, count, LayerHooks.dl4jRow(node.layer(), node.input()));
                list.layer(count++, layer);
                rows.last = LayerHooks.dl4jRow(node.layer(), node.output());
            }
            if (i == last && (layer == null || (loss != null && !carriesLoss))) {
                rows.into(list, count, node.output().last());
                list.layer(count++, end(loss));
            }
        }
        return new Translation(list.build(), indices);
    }

    /** The last layer where none of the model's own can be it: the loss alone, or nothing but the shape. */
    private static Layer end(ILossFunction loss) {
        return loss == null
                ? new ActivationLayer(Activation.IDENTITY)
                : new LossLayer.Builder(loss).activation(Activation.IDENTITY).build();
    }

    /** Where the weights of a network are that was made here. */
    WeightMap map(Network network, MultiLayerNetwork net) {
        return new WeightMap(network, net, placed -> {
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

    /** The row length that the DL4J layer before leaves, and whether the next gets its rows through a ReshapePreProcessor. */
    private static final class Rows {
        private int last;
        private boolean copy;

        Rows(Shape input) {
            last = input.last();
            copy = input.rank() > 1;
        }

        /** Puts a change of rows before DL4J's layer {@code index} if its input has others. */
        void into(NeuralNetConfiguration.ListBuilder list, int index, int length) {
            if (copy || length != last) {
                list.inputPreProcessor(index, new ReshapePreProcessor(last, length));
            }
            copy = false;
        }
    }
}
