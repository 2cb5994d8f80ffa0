package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of a batch, penalties included, and its gradients by every trained weight and by the inputs. Weights have Keras's
 * paths for names, such as "dense/kernel"; all arrays are copies.
 */
public final class Gradients {
    private final double loss;
    private final Network network;
    private final float[] byWeight;
    private final float[] byInput;

    Gradients(double loss, Network network, float[] byWeight, float[] byInput) {
        this.loss = loss;
        this.network = network;
        this.byWeight = byWeight.clone();
        this.byInput = byInput;
    }

    /** The mean loss of the batch, before any step. */
    public double loss() {
        return loss;
    }

    /** The names of the trained weights, in Keras's order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Network.Node node : network.nodes()) {
            for (Network.Slot slot : node.weights()) {
                if (network.trainable().contains(slot)) {
                    names.add(node.name() + "/" + slot.spec().name());
                }
            }
        }
        return List.copyOf(names);
    }

    /**
     * The gradient by one weight, with its shape.
     *
     * @throws keras4j.core.KerasException for a name that is not among {@link #names}
     */
    public INDArray get(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw Names.unknown("gradients", name, names());
        }
        Network.Slot slot = network.trainable().get(index);
        return NdArrays.of(
                Arrays.copyOfRange(byWeight, slot.offset(), slot.end()),
                slot.spec().shape().lengths());
    }

    /** The gradient by the inputs, (batch, ..). */
    public INDArray input() {
        Shape shape = network.inputShape();
        return NdArrays.of(byInput.clone(), shape.batchOf(byInput.length / shape.size()));
    }

    /** Whether they are of this network. */
    boolean areOf(Network other) {
        return network == other;
    }

    /** All weights' gradients in the network's order. */
    float[] copy() {
        return byWeight.clone();
    }
}
