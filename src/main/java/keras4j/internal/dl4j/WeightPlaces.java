package keras4j.internal.dl4j;

import java.util.List;
import java.util.function.Function;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the weights of a network are in DL4J's, a flat array whose parts have their own axis order (a dense layer's W is
 * column-major).
 *
 * @param layers DL4J's layers that have a layer's weights
 */
record WeightPlaces(Network network, Model net, Function<Placed, List<Layer>> layers) {
    /** Is told of a parameter of DL4J. */
    interface Visitor {
        /**
         * @param place the parameter's, in DL4J's array
         * @param weight the place of the weight that it is a copy of
         */
        void visit(int place, int weight);
    }

    /** Goes through all parameters of DL4J. */
    void visit(Visitor visitor) {
        for (Placed placed : network.hosted()) {
            for (Layer layer : layers.apply(placed)) {
                boolean hosted = layer instanceof KernelLayerImpl;
                List<String> params = hosted
                        ? KernelLayer.keys(
                                placed.weights().stream().map(Slot::spec).toList())
                        : Dl4jForms.of(placed.layer()).params();
                for (int p = 0; p < params.size(); p++) {
                    INDArray param = layer.getParam(params.get(p));
                    visit(
                            hosted
                                    ? List.of(param)
                                    : Dl4jForms.of(placed.layer()).views(params.get(p), param),
                            placed.weights().get(p).offset(),
                            visitor);
                }
            }
        }
    }

    /** One parameter: its views stand side by side along the last axis. */
    private static void visit(List<INDArray> views, int offset, Visitor visitor) {
        int width = views.stream().mapToInt(view -> (int) view.size(-1)).sum();
        int column = 0;
        for (INDArray view : views) {
            visit(view, offset + column, width, visitor);
            column += (int) view.size(-1);
        }
    }

    /** Walks a view in row-major order; a vector of DL4J's may be a matrix of one row. */
    private static void visit(INDArray view, int offset, int width, Visitor visitor) {
        int columns = (int) view.size(-1);
        long[] shape = view.shape();
        long[] strides = view.stride();
        long[] index = new long[shape.length];
        long length = view.length();
        for (int i = 0; i < length; i++) {
            long place = view.offset();
            for (int axis = 0; axis < index.length; axis++) {
                place += index[axis] * strides[axis];
            }
            visitor.visit((int) place, offset + i / columns * width + i % columns);
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
    }

    /** Writes weights in Keras's layout into DL4J's network, once, and needs no memory for it. */
    void set(float[] values) {
        if (net.numParams() > 0) {
            DataBuffer params = net.params().data();
            visit((place, weight) -> params.put(place, values[weight]));
        }
    }
}
