package keras4j.internal.graph;

import keras4j.core.Regularizer;

/** The penalties on those weights of a network that are trained and have a regularizer: Keras takes none for others. */
public final class Penalties {
    private final Network network;
    private final Slot[] slots;

    public Penalties(Network network) {
        this.network = network;
        slots = network.trained().stream()
                .filter(slot -> slot.spec().regularizer() != null)
                .toArray(Slot[]::new);
    }

    public boolean isEmpty() {
        return slots.length == 0;
    }

    /** The sum of the penalties on the weights as they are; the caller holds the network's lock. */
    public double sum() {
        double sum = 0;
        for (Slot slot : slots) {
            Regularizer regularizer = slot.spec().regularizer();
            sum += regularizer.penalty(
                    network.weights(), slot.offset(), slot.spec().shape());
        }
        return sum;
    }

    /** Adds the gradients of {@link #sum}. */
    public void addGradients(float[] gradients) {
        for (Slot slot : slots) {
            slot.spec()
                    .regularizer()
                    .addGradient(
                            network.weights(),
                            gradients,
                            slot.offset(),
                            slot.spec().shape());
        }
    }
}
