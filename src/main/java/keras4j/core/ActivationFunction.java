package keras4j.core;

import org.nd4j.linalg.activations.IActivation;

/** A function from a layer's weighted sums to its outputs, over the last axis. Keras: {@code keras.activations}. */
public interface ActivationFunction {
    /** Keras's name, such as "relu". */
    String name();

    /** ND4J's function that computes the same. */
    IActivation nd4j();

    /**
     * Whether Keras's TensorFlow backend goes back to this function's input, the logits, when a cross-entropy follows.
     * True of sigmoid and softmax; each cross-entropy then applies its own of the two, whichever of them was there.
     */
    default boolean keepsLogits() {
        return false;
    }
}
