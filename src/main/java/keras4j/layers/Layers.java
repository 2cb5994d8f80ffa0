package keras4j.layers;

import keras4j.core.Registry;

/** Layers by Keras's class names, for files. */
public final class Layers {
    public static final Registry<Layer<?>> REGISTRY = new Registry<Layer<?>>("layer", "keras.layers", Layer.class)
            .add(Activation.class, "Activation")
            .add(ActivityRegularization.class, "ActivityRegularization")
            .add(Add.class, "Add")
            .add(AdditiveAttention.class, "AdditiveAttention")
            .add(Attention.class, "Attention")
            .add(Average.class, "Average")
            .add(AveragePooling2D.class, "AveragePooling2D")
            .add(AveragePooling1D.class, "AveragePooling1D")
            .add(BatchNormalization.class, "BatchNormalization")
            .add(Concatenate.class, "Concatenate")
            .add(Conv1D.class, "Conv1D")
            .add(Conv2D.class, "Conv2D")
            .add(Dense.class, "Dense")
            .add(Dot.class, "Dot")
            .add(Dropout.class, "Dropout")
            .add(ELU.class, "ELU")
            .add(EinsumDense.class, "EinsumDense")
            .add(Embedding.class, "Embedding")
            .add(Flatten.class, "Flatten")
            .add(GlobalAveragePooling1D.class, "GlobalAveragePooling1D")
            .add(GlobalAveragePooling2D.class, "GlobalAveragePooling2D")
            .add(GlobalMaxPooling1D.class, "GlobalMaxPooling1D")
            .add(GlobalMaxPooling2D.class, "GlobalMaxPooling2D")
            .add(GroupNormalization.class, "GroupNormalization")
            .add(Input.class, "InputLayer")
            .add(LSTM.class, "LSTM")
            .add(LayerNormalization.class, "LayerNormalization")
            .add(LeakyReLU.class, "LeakyReLU")
            .add(Masking.class, "Masking")
            .add(MaxPooling1D.class, "MaxPooling1D")
            .add(MaxPooling2D.class, "MaxPooling2D")
            .add(Maximum.class, "Maximum")
            .add(Minimum.class, "Minimum")
            .add(MultiHeadAttention.class, "MultiHeadAttention")
            .add(Multiply.class, "Multiply")
            .add(Normalization.class, "Normalization")
            .add(PReLU.class, "PReLU")
            .add(RMSNormalization.class, "RMSNormalization")
            .add(ReLU.class, "ReLU")
            .add(Rescaling.class, "Rescaling")
            .add(Softmax.class, "Softmax")
            .add(Subtract.class, "Subtract");

    private Layers() {}
}
