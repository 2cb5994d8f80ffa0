package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import keras4j.internal.graph.Network;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where each of a network's weights stands in DL4J's flat arrays of parameters and gradients, whose parts have their own
 * axis order (a dense layer's W is column-major).
 */
final class WeightMap {
    /** The place of each weight, or -1 for one that DL4J holds not among its parameters. */
    private final int[] places;

    private final float[] buffer;
    private final Network network;
    private final Translation translation;

    WeightMap(Network network, Translation translation, MultiLayerNetwork net) {
        this.network = network;
        this.translation = translation;
        places = new int[network.countParams()];
        Arrays.fill(places, -1);
        buffer = new float[(int) net.numParams()];
        List<Network.Node> nodes = network.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            List<String> params = LayerHooks.dl4jParams(nodes.get(i).layer());
            for (int p = 0; p < params.size(); p++) {
                INDArray param = net.getLayer(translation.layers()[i]).getParam(params.get(p));
                place(param, nodes.get(i).weights().get(p).offset());
            }
        }
    }

    /** Walks one parameter in row-major order; a vector of DL4J's is a matrix of one row. */
    private void place(INDArray param, int offset) {
        long[] index = new long[param.rank()];
        for (int i = 0; i < param.length(); i++) {
            long place = param.offset();
            for (int axis = 0; axis < index.length; axis++) {
                place += index[axis] * param.stride(axis);
            }
            places[offset + i] = (int) place;
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == param.size(axis); axis--) {
                index[axis] = 0;
            }
        }
    }

    /** Writes weights in Keras's layout into DL4J's network. */
    void toDl4j(float[] weights, MultiLayerNetwork net) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                buffer[places[i]] = weights[i];
            }
        }
        if (buffer.length > 0) {
            net.params()
                    .assign(Nd4j.createFromArray(buffer).reshape(net.params().shape()));
        }
        for (int i = 0; i < network.nodes().size(); i++) {
            Network.Node node = network.nodes().get(i);
            if (translation.layers()[i] >= 0) {
                LayerHooks.dl4jState(
                        node.layer(),
                        net.getLayer(translation.layers()[i]).conf().getLayer(),
                        weights,
                        node.offset());
            }
        }
    }

    /** Writes DL4J's gradients into an array in Keras's layout; they are 0 for what DL4J has no parameter of. */
    void fromDl4j(INDArray gradients, float[] target) {
        if (buffer.length > 0) {
            float[] found = gradients.data().getFloatsAt(0, buffer.length);
            for (int i = 0; i < places.length; i++) {
                target[i] = places[i] < 0 ? 0 : found[places[i]];
            }
        }
    }
}
