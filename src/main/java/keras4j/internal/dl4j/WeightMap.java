package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import keras4j.internal.graph.Network;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which of a network's weights each of DL4J's is, in flat arrays of parameters and of gradients, whose parts have their own
 * axis order (a dense layer's W is column-major).
 */
final class WeightMap {
    private final Network network;
    private final Model net;
    private final Function<Network.Placed, List<Layer>> layers;
    /** For each parameter of DL4J the weight that it is a copy of. */
    private final int[] weights;

    private final float[] buffer;

    /** @param layers DL4J's layers that have a layer's weights */
    WeightMap(Network network, Model net, Function<Network.Placed, List<Layer>> layers) {
        this.network = network;
        this.net = net;
        this.layers = layers;
        weights = new int[(int) net.numParams()];
        buffer = new float[weights.length];
        for (Network.Placed placed : network.leaves()) {
            List<String> params = LayerHooks.dl4jParams(placed.layer());
            for (Layer layer : layers.apply(placed)) {
                for (int p = 0; p < params.size(); p++) {
                    map(layer.getParam(params.get(p)), placed.weights().get(p).offset());
                }
            }
        }
    }

    /** Walks one parameter in row-major order; a vector of DL4J's is a matrix of one row. */
    private void map(INDArray param, int offset) {
        long[] index = new long[param.rank()];
        for (int i = 0; i < param.length(); i++) {
            long place = param.offset();
            for (int axis = 0; axis < index.length; axis++) {
                place += index[axis] * param.stride(axis);
            }
            weights[(int) place] = offset + i;
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == param.size(axis); axis--) {
                index[axis] = 0;
            }
        }
    }

    /** Writes weights in Keras's layout into DL4J's network. */
    void toDl4j(float[] values) {
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = values[weights[i]];
        }
        if (buffer.length > 0) {
            net.params()
                    .assign(Nd4j.createFromArray(buffer).reshape(net.params().shape()));
        }
        for (Network.Placed placed : network.leaves()) {
            for (Layer layer : layers.apply(placed)) {
                LayerHooks.dl4jState(placed.layer(), layer.conf().getLayer(), values, placed.offset());
            }
        }
    }

    /** Adds up DL4J's gradients in an array in Keras's layout; they are 0 for what DL4J has no parameter of. */
    void fromDl4j(float[] target) {
        if (buffer.length > 0) {
            Arrays.fill(target, 0);
            float[] found = net.getGradientsViewArray().data().getFloatsAt(0, buffer.length);
            for (int i = 0; i < found.length; i++) {
                target[weights[i]] += found[i];
            }
        }
    }
}
