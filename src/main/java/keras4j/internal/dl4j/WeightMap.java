package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Span;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.factory.Nd4j;

/** Weights and gradients between a network and DL4J's, step by step: {@link WeightPlaces}, remembered. */
final class WeightMap {
    private final WeightPlaces places;
    private final Network network;
    private final Model net;
    /** For each parameter of DL4J the weight that it is a copy of. */
    private final int[] weights;

    private final float[] buffer;

    WeightMap(WeightPlaces places) {
        this.places = places;
        network = places.network();
        net = places.net();
        weights = new int[(int) net.numParams()];
        buffer = new float[weights.length];
        places.visit((place, weight) -> weights[place] = weight);
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
            List<Layer> calls = places.layers().apply(placed);
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
        calls.forEach(call -> ((KernelLayerImpl) call).addStateChanges(own, changes));
        for (Slot slot : placed.weights()) {
            if (slot.spec().kind() != WeightSpec.Kind.TRAINABLE) {
                int from = slot.offset() - placed.offset();
                System.arraycopy(changes, from, target, slot.offset(), slot.end() - slot.offset());
            }
        }
    }
}
