package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import keras4j.core.Span;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
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
    private final Function<Placed, List<Layer>> layers;
    /** For each parameter of DL4J the weight that it is a copy of. */
    private final int[] weights;

    private final float[] buffer;

    /** @param layers DL4J's layers that have a layer's weights */
    WeightMap(Network network, Model net, Function<Placed, List<Layer>> layers) {
        this.network = network;
        this.net = net;
        this.layers = layers;
        weights = new int[(int) net.numParams()];
        buffer = new float[weights.length];
        for (Placed placed : network.leaves()) {
            for (Layer layer : layers.apply(placed)) {
                boolean hosted = layer instanceof KernelLayerImpl;
                List<String> params = hosted
                        ? placed.weights().stream()
                                .map(slot -> KernelLayer.key(slot.spec()))
                                .toList()
                        : LayerHooks.dl4jParams(placed.layer());
                for (int p = 0; p < params.size(); p++) {
                    INDArray param = layer.getParam(params.get(p));
                    map(
                            hosted ? List.of(param) : LayerHooks.dl4jViews(placed.layer(), params.get(p), param),
                            placed.weights().get(p).offset());
                }
            }
        }
    }

    /** Maps one parameter: its views stand side by side along the last axis. */
    private void map(List<INDArray> views, int offset) {
        int width = views.stream().mapToInt(view -> (int) view.size(-1)).sum();
        int column = 0;
        for (INDArray view : views) {
            map(view, offset + column, width);
            column += (int) view.size(-1);
        }
    }

    /** Walks a view in row-major order; a vector of DL4J's may be a matrix of one row. */
    private void map(INDArray view, int offset, int width) {
        int columns = (int) view.size(-1);
        long[] index = new long[view.rank()];
        for (int i = 0; i < view.length(); i++) {
            long place = view.offset();
            for (int axis = 0; axis < index.length; axis++) {
                place += index[axis] * view.stride(axis);
            }
            weights[(int) place] = offset + i / columns * width + i % columns;
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == view.size(axis); axis--) {
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
        for (Placed placed : network.leaves()) {
            for (Layer layer : layers.apply(placed)) {
                LayerHooks.dl4jState(placed.layer(), layer.conf().getLayer(), values, placed.offset());
            }
        }
    }

    /**
     * Adds up DL4J's gradients in an array in Keras's layout; they are 0 for what DL4J has no parameter of. In the place of
     * state is what it changes by; to DL4J that is a gradient, too, which it subtracts.
     *
     * @param values all weights, as they were in the step
     */
    void fromDl4j(float[] values, float[] target) {
        Arrays.fill(target, 0);
        if (buffer.length > 0) {
            float[] found = net.getGradientsViewArray().data().getFloatsAt(0, buffer.length);
            for (int i = 0; i < found.length; i++) {
                target[weights[i]] += found[i];
            }
        }
        for (Span span : network.state()) {
            for (int i = span.from(); i < span.to(); i++) {
                target[i] = -target[i];
            }
        }
        for (Placed placed : network.leaves()) {
            List<Layer> calls = layers.apply(placed);
            if (calls.size() > 1 && calls.get(0) instanceof KernelLayerImpl) {
                updateState(placed, calls, values, target);
            }
        }
    }

    /** Each call of a layer goes on where the one before has left its state. */
    private static void updateState(Placed placed, List<Layer> calls, float[] values, float[] target) {
        float[] own =
                Arrays.copyOfRange(values, placed.span().from(), placed.span().to());
        float[] changes = new float[own.length];
        calls.forEach(call -> ((KernelLayerImpl) call).updateState(own, changes));
        for (Slot slot : placed.weights()) {
            if (slot.spec().kind() != WeightSpec.Kind.TRAINABLE) {
                int from = slot.offset() - placed.offset();
                System.arraycopy(changes, from, target, slot.offset(), slot.end() - slot.offset());
            }
        }
    }
}
