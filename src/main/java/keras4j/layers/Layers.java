package keras4j.layers;

import keras4j.core.Registry;

/** Layers by Keras's class names, for files. */
public final class Layers {
    public static final Registry<Layer<?>> REGISTRY = new Registry<Layer<?>>("layer", "keras.layers")
            .add(Activation::new, "Activation")
            .add(Dense::new, "Dense")
            .add(Dropout::new, "Dropout")
            .add(Flatten::new, "Flatten")
            .add(Input::new, "InputLayer")
            .add(Normalization::new, "Normalization");

    private Layers() {}
}
