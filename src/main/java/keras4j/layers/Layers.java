package keras4j.layers;

import keras4j.core.Registry;

/** Layers by Keras's class names, for files. */
public final class Layers {
    public static final Registry<Layer<?>> REGISTRY = new Registry<Layer<?>>("layer", "keras.layers")
            .add(Activation.class, "Activation")
            .add(Dense.class, "Dense")
            .add(Dropout.class, "Dropout")
            .add(Flatten.class, "Flatten")
            .add(Input.class, "InputLayer")
            .add(Normalization.class, "Normalization");

    private Layers() {}
}
