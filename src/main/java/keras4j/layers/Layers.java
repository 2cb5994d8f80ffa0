package keras4j.layers;

import keras4j.core.Registry;

/** Layers by Keras's class names, for files. */
public final class Layers {
    public static final Registry<Layer<?>> REGISTRY = new Registry<Layer<?>>("layer", "keras.layers")
            .add(Activation::new, "Activation")
            .add(Add::new, "Add")
            .add(Average::new, "Average")
            .add(Concatenate::new, "Concatenate")
            .add(Dense::new, "Dense")
            .add(Dot::new, "Dot")
            .add(Dropout::new, "Dropout")
            .add(Flatten::new, "Flatten")
            .add(Input::new, "InputLayer")
            .add(Maximum::new, "Maximum")
            .add(Minimum::new, "Minimum")
            .add(Multiply::new, "Multiply")
            .add(Normalization::new, "Normalization")
            .add(Subtract::new, "Subtract");

    private Layers() {}
}
