package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of a batch, penalties included, and its gradients by every trained weight and by the inputs; or the sum of
 * several. Weights have the names of the layers that they are in for names, such as "dense/kernel" or
 * "encoder/dense/kernel": no two are the same, where Keras's paths may be. All arrays are copies.
 */
public final class Gradients {
    private final double loss;
    private final Network network;
    private final float[] byWeight;
    private final float[][] byInput;

    /**
     * @param byWeight in the network's order; is kept
     * @param byInput of each input; null for the gradients of more than one batch
     */
    Gradients(double loss, Network network, float[] byWeight, float[][] byInput) {
        this.loss = loss;
        this.network = network;
        this.byWeight = byWeight;
        this.byInput = byInput;
    }

    /** The mean loss of the batch, before any step; of several added up, the sum. */
    public double loss() {
        return loss;
    }

    /**
     * These and the others, added up: a step on several batches. PyTorch: {@code loss.backward()} adds to what {@code grad}
     * has.
     *
     * @throws KerasException if they are of another model
     */
    public Gradients plus(Gradients other) {
        if (!KerasException.notNull("plus", "gradients", other).areOf(network)) {
            throw KerasException.expected("plus", "gradients of the same model", "those of another");
        }
        float[] sum = copy();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.byWeight[i];
        }
        return new Gradients(loss + other.loss, network, sum, null);
    }

    /** The names of the trained weights, in Keras's order. */
    public List<String> names() {
        Map<Slot, String> names = new HashMap<>();
        addNames("", network.layers(), names);
        return network.trained().stream().map(names::get).toList();
    }

    private static void addNames(String path, List<Placed> layers, Map<Slot, String> names) {
        for (Placed placed : layers) {
            String name = path + placed.layer().getName() + "/";
            placed.own()
                    .forEach(slot -> names.putIfAbsent(slot, name + slot.spec().name()));
            addNames(name, placed.parts(), names);
        }
    }

    /**
     * The gradient by one weight, with its shape.
     *
     * @throws KerasException for a name that is not among {@link #names}
     */
    public INDArray get(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw Names.unknown("gradients", name, names());
        }
        Slot slot = network.trained().get(index);
        return NdArrays.of(
                Arrays.copyOfRange(byWeight, slot.offset(), slot.end()),
                slot.spec().shape().lengths());
    }

    /**
     * The gradient by the input, (batch, ..).
     *
     * @throws KerasException if there are several, or these are gradients added up
     */
    public INDArray input() {
        if (network.inputShapes().size() != 1) {
            throw KerasException.expected("gradients", "a model of one input", network.inputNames());
        }
        return inputs().get(0);
    }

    /**
     * The gradient by each input, (batch, ..).
     *
     * @throws KerasException if these are gradients added up
     */
    public List<INDArray> inputs() {
        if (byInput == null) {
            throw KerasException.expected("gradients by the inputs", "those of one batch", "gradients added up");
        }
        List<INDArray> all = new ArrayList<>();
        for (int i = 0; i < byInput.length; i++) {
            Shape shape = network.inputShapes().get(i);
            all.add(NdArrays.of(byInput[i].clone(), shape.batchOf(byInput[i].length / shape.size())));
        }
        return all;
    }

    /** Whether they are of this network, for inputs of whatever lengths. */
    boolean areOf(Network other) {
        return network.isAlike(other);
    }

    /** All weights' gradients in the network's order. */
    float[] copy() {
        return byWeight.clone();
    }
}
