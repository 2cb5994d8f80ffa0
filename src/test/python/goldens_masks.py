"""What becomes of a mask behind each layer."""

import keras
import numpy as np
from goldens_case import config
from goldens_data import numbers
from keras import layers as L

RANDOM = np.random.default_rng(13)
COUNTS = RANDOM.random((6, 4, 5)) < 0.7
COUNTS[0] = False


def one(shape, layer, axes=1):
    """Behind a Masking of inputs whose first axes have positions that do not count."""
    x = np.where(COUNTS[(...,) + (0,) * (2 - axes)].reshape((6,) + shape[:axes] + (1,) * (len(shape) - axes)), RANDOM.normal(size=(6, *shape)), 0)
    a = keras.Input(shape)
    return keras.Model(a, layer(L.Masking()(a))), x.astype("float32")


def cases():
    for name, layer in {
        "Activation": L.Activation("tanh"), "BatchNormalization": L.BatchNormalization(), "BatchNormalization, axis 1": L.BatchNormalization(axis=1),
        "Dense": L.Dense(2), "Dropout": L.Dropout(0.5), "Flatten": L.Flatten(), "LSTM": L.LSTM(2), "LSTM, sequences": L.LSTM(2, return_sequences=True),
        "Masking": L.Masking(0.5), "Normalization": L.Normalization(mean=0.0, variance=1.0),
        "Add": lambda x: L.Add()([x, x]), "Subtract": lambda x: L.Subtract()([x, L.Dense(3)(x)]), "Average": lambda x: L.Average()([x, x, x]),
        "Add, one without": lambda x: L.Add()([x, L.LSTM(3)(x)]), "Concatenate": lambda x: L.Concatenate()([x, L.Dense(2)(x)]),
        "Dot": lambda x: L.Dot(2)([x, x]), "ActivityRegularization": L.ActivityRegularization(), "ELU": L.ELU(), "LeakyReLU": L.LeakyReLU(),
        "PReLU": L.PReLU(), "ReLU": L.ReLU(), "Rescaling": L.Rescaling(2.0), "Conv1D": L.Conv1D(2, 2), "MaxPooling1D": L.MaxPooling1D(),
        "AveragePooling1D": L.AveragePooling1D(2), "GlobalAveragePooling1D": L.GlobalAveragePooling1D(), "GlobalMaxPooling1D": L.GlobalMaxPooling1D(),
    }.items():
        yield name, *one((4, 3), layer)
    for name, layer in {
        "Conv2D": L.Conv2D(2, 2), "MaxPooling2D": L.MaxPooling2D(), "AveragePooling2D": L.AveragePooling2D(2),
        "GlobalAveragePooling2D": L.GlobalAveragePooling2D(), "GlobalMaxPooling2D": L.GlobalMaxPooling2D(),
        "BatchNormalization of images": L.BatchNormalization(), "Dense of images": L.Dense(2),
    }.items():
        yield name, *one((4, 5, 3), layer, axes=2)
    for name, layer in {
        "Reshape": L.Reshape((2, 6)), "Permute": L.Permute((2, 1)), "Identity": L.Identity(), "Lambda": L.Lambda(keras.activations.relu),
        "UnitNormalization": L.UnitNormalization(),
        "GaussianNoise": L.GaussianNoise(0.1), "SpatialDropout1D": L.SpatialDropout1D(0.3), "ZeroPadding1D": L.ZeroPadding1D(),
        "Cropping1D": L.Cropping1D(), "UpSampling1D": L.UpSampling1D(), "Conv1DTranspose": L.Conv1DTranspose(2, 2),
        "DepthwiseConv1D": L.DepthwiseConv1D(2), "SeparableConv1D": L.SeparableConv1D(2, 2),
    }.items():
        yield name, *one((4, 3), layer)
    for name, layer in {
        "ZeroPadding2D": L.ZeroPadding2D(), "Cropping2D": L.Cropping2D(1), "UpSampling2D": L.UpSampling2D(), "Resizing": L.Resizing(3, 4),
        "Conv2DTranspose": L.Conv2DTranspose(2, 2), "DepthwiseConv2D": L.DepthwiseConv2D(2), "SeparableConv2D": L.SeparableConv2D(2, 2),
    }.items():
        yield name, *one((4, 5, 3), layer, axes=2)
    ids = np.where(COUNTS[..., 0], RANDOM.integers(1, 7, (6, 4)), 0).astype("float32")
    for zero in [True, False]:
        a = keras.Input((4,))
        yield f"Embedding, {zero}", keras.Model(a, L.Embedding(7, 2, mask_zero=zero)(a)), ids
    for name, layer in {
        "LayerNormalization": L.LayerNormalization(), "RMSNormalization": L.RMSNormalization(), "GroupNormalization": L.GroupNormalization(3),
        "EinsumDense": L.EinsumDense("abc,cd->abd", (None, 2)), "Attention": lambda x: L.Attention()([x, L.Dense(3)(x)]),
        "AdditiveAttention": lambda x: L.AdditiveAttention()([x, x]), "MultiHeadAttention": lambda x: L.MultiHeadAttention(2, 2)(x, x),
    }.items():
        yield name, *one((4, 3), layer)
    for name, layer in {
        "GRU": L.GRU(2), "GRU, sequences": L.GRU(2, return_sequences=True), "SimpleRNN, sequences": L.SimpleRNN(2, return_sequences=True),
        "RNN": L.RNN(L.GRUCell(2), return_sequences=True), "TimeDistributed": L.TimeDistributed(L.Dense(2)),
        "RNN, stacked": L.RNN(L.StackedRNNCells([L.LSTMCell(2), L.SimpleRNNCell(2)])), "Bidirectional": L.Bidirectional(L.GRU(2)),
        "Bidirectional, sequences": L.Bidirectional(L.LSTM(2, return_sequences=True)),
    }.items():
        yield name, *one((4, 3), layer)


def goldens():
    return {"masks": masks}


def masks():
    found = []
    for name, model, x in cases():
        mask = getattr(model(x), "_keras_mask", None)
        mask = None if mask is None else np.asarray(mask).astype(int).ravel().tolist()
        found.append({"name": name, "model": config(model), "x": numbers(x), "mask": mask})
    return {"cases": found}
