"""The trajectories of windows over time, of activations as layers and objects, and of what regularizes activities."""

import keras
import numpy as np
from goldens_image_cases import FIRST, IMAGES, JAX, KIND, ROWS, case, chain
from goldens_sequence_cases import IDS, LABELS, WORDS
from keras import layers as L

RANDOM = np.random.default_rng(47)
TIMES = RANDOM.normal(size=(ROWS, 9, 4)).round(1).astype("float32")


def conv(filters=4, size=3, **arguments):
    return lambda: L.Conv1D(filters, size, **arguments)


def over_time(name, *layers, x=TIMES, **more):
    return case(name, chain(*layers, x=x), x, **more)


def layer_cases():
    first = TIMES.transpose(0, 2, 1)
    small = {"first_weights": (-0.2, 0.2)}
    convolutions = {
        "plain": {"activation": "relu"},
        "strides": {"strides": 2, "size": 2},
        "same": {"padding": "same", "size": 4},
        "same_strides": {"padding": "same", "strides": 3, "activation": "tanh"},
        "causal": {"padding": "causal", "activation": "relu"},
        "causal_strides": {"padding": "causal", "strides": 2, "size": 4},
        "causal_dilation": {"padding": "causal", "dilation_rate": 3},
        "groups": {"groups": 2, "use_bias": False},
        "regularizers": {"kernel_regularizer": "l2", "bias_regularizer": "l1"},
    }
    for name, arguments in convolutions.items():
        yield over_time(f"conv1d_{name}", conv(**arguments), **small)
    for name in ["plain", "same_strides", "causal_dilation"]:
        yield over_time(f"conv1d_first_{name}", conv(**convolutions[name], **FIRST), x=first, **JAX, **small)
    pools = {"plain": {"pool_size": 2}, "overlapping": {"pool_size": 3, "strides": 2}, "same": {"pool_size": 3, "strides": 2, "padding": "same"}}
    for kind, layer in {"max": L.MaxPooling1D, "average": L.AveragePooling1D}.items():
        for name, arguments in pools.items():
            yield over_time(f"pool1d_{kind}_{name}", conv(activation="relu"), lambda layer=layer, arguments=arguments: layer(**arguments))
        yield over_time(f"pool1d_{kind}_first", lambda layer=layer: layer(3, 2, "same", **FIRST), x=first)
    for kind, layer in {"max": L.GlobalMaxPooling1D, "average": L.GlobalAveragePooling1D}.items():
        yield over_time(f"pool1d_global_{kind}", conv(activation="relu"), layer)
        yield over_time(f"pool1d_global_{kind}_first_keepdims", lambda layer=layer: layer(keepdims=True, **FIRST), x=first)
    image_first = IMAGES.transpose(0, 3, 1, 2)
    yield case("pool_global_max", chain(lambda: L.Conv2D(3, 2, activation="relu"), L.GlobalMaxPooling2D))
    yield case("pool_global_max_first_keepdims", chain(lambda: L.GlobalMaxPooling2D(keepdims=True, **FIRST), x=image_first), image_first)
    norm = lambda: L.BatchNormalization(momentum=0.7)
    yield over_time("conv1d_norm", conv(padding="same"), norm, lambda: L.Activation("relu"), L.MaxPooling1D, L.GlobalAveragePooling1D,
                    optimizer=lambda: keras.optimizers.SGD(0.05))
    yield case("flatten_first", lambda: [L.Input(image_first.shape[1:]), L.Activation("tanh"), L.Flatten(**FIRST), L.Dense(3, "softmax")], image_first)

    for name, layer in {
        "leaky": lambda: L.LeakyReLU(),
        "leaky_slope": lambda: L.LeakyReLU(negative_slope=0.05),
        "relu": lambda: L.ReLU(),
        "relu_arguments": lambda: L.ReLU(max_value=0.8, negative_slope=0.1, threshold=0.2),
        "elu": lambda: L.ELU(alpha=0.5),
        "softmax": lambda: L.Softmax(),
        "softmax_axis_1": lambda: L.Softmax(axis=1),
        "prelu": lambda: L.PReLU(alpha_regularizer="l2"),
        "prelu_shared": lambda: L.PReLU(shared_axes=[1]),
    }.items():
        yield over_time(f"function_{name}", conv(), layer)
    yield case("function_softmax_last", lambda: [L.Input((9,)), L.Dense(3), L.Softmax(axis=1)], IMAGES.reshape(ROWS, -1)[:, :9], first_weights=(-12, 12))
    yield case("function_objects", lambda: [
        L.Input((9,)), L.Dense(5, L.LeakyReLU(0.1)), L.Dense(4, L.ReLU(max_value=2.0)), L.Activation(L.ELU(0.7)), L.Dense(3, L.Softmax())
    ], IMAGES.reshape(ROWS, -1)[:, :9])
    yield over_time("rescaling", lambda: L.Rescaling(1 / 127.5, offset=-1), conv())
    yield over_time("rescaling_channels", lambda: L.Rescaling([0.5, 2.0, -1.0, 0.1], offset=[0.0, 1.0, 2.0, 3.0]), conv())

    l2 = keras.regularizers.L2(0.1)
    yield case("activity_dense", lambda: [L.Input((9,)), L.Dense(5, "relu", activity_regularizer=keras.regularizers.L1L2(0.02, 0.03)), L.Dense(3, "softmax", activity_regularizer=l2)],
               IMAGES.reshape(ROWS, -1)[:, :9])
    yield case("activity_conv", chain(lambda: L.Conv2D(3, 2, activation="relu", activity_regularizer=l2), L.MaxPooling2D))
    yield over_time("activity_lstm", lambda: L.LSTM(4, return_sequences=True, activity_regularizer="l1"))
    yield over_time("activity_layer", conv(activation="relu"), lambda: L.ActivityRegularization(l1=0.01, l2=0.02))

    def shared():
        x = keras.Input((9, 4))
        dense = L.Dense(4, "tanh", activity_regularizer=l2)
        return keras.Model(x, L.Dense(3, "softmax")(L.Flatten()(dense(dense(x)))))

    yield case("graph_activity_shared", shared, TIMES)
    yield case("embedding_int", lambda: [L.Input((5,), dtype="int32"), L.Embedding(WORDS, 3), L.GlobalAveragePooling1D(), L.Dense(1, "sigmoid")],
               IDS, y=LABELS, loss="binary_crossentropy", optimizer=lambda: keras.optimizers.SGD(0.1))
    some = np.where(np.arange(5) == 2, np.maximum(IDS, 1), IDS)  # of no step the mean is NaN
    yield case("mask_global_average", lambda: [L.Input((5,)), L.Embedding(WORDS, 3, mask_zero=True), L.GlobalAveragePooling1D(), L.Dense(1, "sigmoid")],
               some, y=LABELS, loss="binary_crossentropy", optimizer=lambda: keras.optimizers.SGD(0.1))
    yield case("mask_global_average_keepdims", lambda: [
        L.Input((5,)), L.Embedding(WORDS, 3, mask_zero=True), L.LSTM(4, return_sequences=True), L.LeakyReLU(), L.Rescaling(2.0), L.PReLU(),
        L.GlobalAveragePooling1D(keepdims=True), L.Flatten(), L.Dense(1, "sigmoid")
    ], some, y=LABELS, loss="binary_crossentropy", optimizer=lambda: keras.optimizers.SGD(0.1))
