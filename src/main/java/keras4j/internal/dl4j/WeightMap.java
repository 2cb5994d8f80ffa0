package keras4j.internal.dl4j;

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
    private final int[] places;
    private final float[] buffer;

    WeightMap(Network network, Translation translation, MultiLayerNetwork net) {
        places = new int[network.countParams()];
        buffer = new float[places.length];
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

    /** Writes weights in Keras's layout into DL4J's parameters. */
    void toDl4j(float[] weights, INDArray params) {
        if (places.length > 0) {
            for (int i = 0; i < places.length; i++) {
                buffer[places[i]] = weights[i];
            }
            params.assign(Nd4j.createFromArray(buffer).reshape(params.shape()));
        }
    }

    /** Writes DL4J's gradients into an array in Keras's layout. */
    void fromDl4j(INDArray gradients, float[] target) {
        if (places.length > 0) {
            float[] found = gradients.data().getFloatsAt(0, places.length);
            for (int i = 0; i < places.length; i++) {
                target[i] = found[places[i]];
            }
        }
    }
}
