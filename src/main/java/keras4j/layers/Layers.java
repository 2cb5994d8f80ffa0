package keras4j.layers;

import keras4j.core.Registry;

/** Layers by Keras's class names, for files. */
public final class Layers {
    public static final Registry<Layer<?>> REGISTRY = new Registry<Layer<?>>("layer", "keras.layers", Layer.class)
            .add(Activation.class, "Activation")
            .add(Add.class, "Add")
            .add(Average.class, "Average")
            .add(AveragePooling2D.class, "AveragePooling2D")
            .add(BatchNormalization.class, "BatchNormalization")
            .add(Concatenate.class, "Concatenate")
            .add(Conv2D.class, "Conv2D")
            .add(Dense.class, "Dense")
            .add(Dot.class, "Dot")
            .add(Dropout.class, "Dropout")
            .add(Embedding.class, "Embedding")
            .add(Flatten.class, "Flatten")
            .add(GlobalAveragePooling2D.class, "GlobalAveragePooling2D")
            .add(Input.class, "InputLayer")
            .add(LSTM.class, "LSTM")
            .add(Masking.class, "Masking")
            .add(MaxPooling2D.class, "MaxPooling2D")
            .add(Maximum.class, "Maximum")
            .add(Minimum.class, "Minimum")
            .add(Multiply.class, "Multiply")
            .add(Normalization.class, "Normalization")
            .add(Subtract.class, "Subtract");

    private Layers() {}
}
