package keras4j.layers;

import keras4j.core.Registry;

/** Layers by Keras's class names, for files. */
public final class Layers {
    public static final Registry<Layer<?>> REGISTRY = new Registry<Layer<?>>("layer", "keras.layers", Layer.class)
            .add(Activation.class, "Activation")
            .add(Add.class, "Add")
            .add(Average.class, "Average")
            .add(Concatenate.class, "Concatenate")
            .add(Dense.class, "Dense")
            .add(Dot.class, "Dot")
            .add(Dropout.class, "Dropout")
            .add(Embedding.class, "Embedding")
            .add(Flatten.class, "Flatten")
            .add(Input.class, "InputLayer")
            .add(LSTM.class, "LSTM")
            .add(Masking.class, "Masking")
            .add(Maximum.class, "Maximum")
            .add(Minimum.class, "Minimum")
            .add(Multiply.class, "Multiply")
            .add(Normalization.class, "Normalization")
            .add(Subtract.class, "Subtract");

    private Layers() {}
}
