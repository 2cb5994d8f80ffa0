"""The trajectories of layers of images, and of batch normalization."""

import keras
import numpy as np
from goldens_case import Case
from keras import layers as L

ROWS = 25
RANDOM = np.random.default_rng(31)
IMAGES = RANDOM.normal(size=(ROWS, 7, 6, 2)).round(1).astype("float32")
KIND = RANDOM.integers(0, 3, ROWS)
FIRST = {"data_format": "channels_first"}
JAX = {"backend": "jax", "note": "TensorFlow cannot convolve with channels first on a CPU: this is Keras on JAX."}


def case(name, layers, x=IMAGES, **more):
    given = {"loss": "sparse_categorical_crossentropy", "y": KIND, "epochs": 3, "x": x, **more}
    return Case(name, layers, lambda: keras.optimizers.Adam(0.01), **given)


def chain(*layers, x=IMAGES):
    """A classifier of images behind these layers, which are made anew for each backend."""
    return lambda: [L.Input(x.shape[1:]), *(layer() for layer in layers), L.Flatten(), L.Dense(3, "softmax")]


def conv(filters=4, size=3, **arguments):
    return lambda: L.Conv2D(filters, size, **arguments)


def norm(**arguments):
    return lambda: L.BatchNormalization(momentum=0.7, **arguments)


def image_cases():
    first = IMAGES.transpose(0, 3, 1, 2)
    four = np.concatenate([IMAGES, IMAGES[:, ::-1]], 3)
    convolutions = {
        "plain": {"activation": "relu"},
        "pair": {"size": (2, 3), "activation": "gelu"},
        "strides": {"strides": 2},
        "strides_pair": {"strides": (1, 3), "size": (3, 2)},
        "same": {"padding": "same"},
        "same_even": {"padding": "same", "size": (2, 4)},
        "same_strides": {"padding": "same", "strides": 2},
        "same_strides_pair": {"padding": "same", "strides": (3, 2), "size": (2, 3)},
        "dilation": {"dilation_rate": 2},
        "same_dilation": {"dilation_rate": (2, 1), "padding": "same", "size": (3, 4)},
        "without_bias": {"use_bias": False, "activation": "tanh"},
        "regularizers": {"kernel_regularizer": "l2", "bias_regularizer": "l1"},
        "softmax": {"activation": "softmax"},
        "larger_than_image": {"padding": "same", "size": 9},
    }
    for name, arguments in convolutions.items():
        yield case(f"conv_{name}", chain(conv(**arguments)))
    for name in ["plain", "same_strides_pair", "same_dilation", "softmax"]:
        yield case(f"conv_first_{name}", chain(conv(**convolutions[name], **FIRST), x=first), first, **JAX)
    yield case("conv_groups", chain(conv(groups=2, padding="same", activation="relu"), conv(6, 2, groups=2)))
    yield case("conv_groups_depthwise", chain(conv(8, groups=4), x=four), four)
    yield case("conv_first_groups", chain(conv(groups=2, strides=2, **FIRST), x=first), first, **JAX)

    pools = {
        "plain": {"pool_size": 2},
        "pair": {"pool_size": (3, 2)},
        "overlapping": {"pool_size": 3, "strides": (1, 2)},
        "apart": {"pool_size": 2, "strides": 3},
        "same": {"pool_size": (2, 3), "padding": "same"},
        "same_strides": {"pool_size": 3, "strides": 2, "padding": "same"},
    }
    for kind, layer in {"max": L.MaxPooling2D, "average": L.AveragePooling2D}.items():
        for name, arguments in pools.items():
            # Behind a relu, so that windows have several largest numbers, all 0.
            layers = conv(3, 2, activation="relu"), lambda layer=layer, arguments=arguments: layer(**arguments)
            yield case(f"pool_{kind}_{name}", chain(*layers))
        yield case(f"pool_{kind}_first", chain(lambda layer=layer: layer(3, 2, "same", **FIRST), x=first), first)
    global_pool = L.GlobalAveragePooling2D
    yield case("pool_global", chain(conv(), global_pool))
    yield case("pool_global_keepdims", chain(conv(), lambda: global_pool(keepdims=True), conv(2, 1)))
    yield case("pool_global_first", chain(lambda: global_pool(**FIRST), x=first), first)
    yield case("pool_global_first_keepdims", chain(lambda: global_pool(keepdims=True, **FIRST), x=first), first)

    rows = IMAGES.reshape(ROWS, -1)[:, :9]
    for name, layers, x in [
        ("rows", [norm()], rows),
        ("rows_behind_dense", [lambda: L.Dense(5), norm(), lambda: L.Activation("relu")], rows),
        ("images", [norm()], IMAGES),
        ("arguments", [norm(epsilon=0.1, gamma_regularizer="l2", beta_regularizer="l1")], IMAGES),
        ("without_center", [norm(center=False)], IMAGES),
        ("without_scale", [norm(scale=False)], IMAGES),
        ("without_both", [norm(scale=False, center=False)], IMAGES),
        ("axis_1", [norm(axis=1)], first),
        ("axis_middle", [norm(axis=-2)], IMAGES),
        ("frozen", [conv(), norm(trainable=False)], IMAGES),
        ("positions", [norm()], IMAGES.reshape(ROWS, 12, 7)),
    ]:
        yield case(f"norm_{name}", chain(*layers, x=x), x)

    small = chain(conv(4, 3, activation="relu"), L.MaxPooling2D, conv(5, 2, activation="relu", padding="same"))
    yield case("cnn", small)
    yield case("cnn_norm", chain(conv(4, 2, use_bias=False), norm(), lambda: L.Activation("relu"), L.MaxPooling2D, conv(3, 2), norm()))
    yield case("cnn_ends_with_images", lambda: [L.Input((7, 6, 2)), conv(3, 2)(), L.Conv2D(2, 1, activation="sigmoid")],
               loss="binary_crossentropy", y=(IMAGES[:, :6, :5] > 0).astype(int))
    large = RANDOM.normal(size=(ROWS, 16, 16, 1)).round(1).astype("float32")
    yield case("cnn_large", chain(conv(16, 3, activation="relu"), norm(), L.MaxPooling2D, conv(8, 3, activation="relu"), x=large), large)


def shared_cases():
    def graph(name, outputs_of):
        def make():
            x = keras.Input((7, 6, 2))
            return keras.Model(x, L.Dense(3, "softmax")(L.Flatten()(outputs_of(x))))

        return case(f"graph_{name}", make)

    def residual(x):
        h = L.Conv2D(4, 3, padding="same", activation="relu")(x)
        return L.Add()([L.BatchNormalization(momentum=0.7)(L.Conv2D(4, 3, padding="same")(h)), h])

    def conv_shared(x):
        d = L.Conv2D(2, 3, padding="same", activation="tanh")
        return d(d(x))

    def norm_shared_in_a_row(x):
        n = L.BatchNormalization(momentum=0.5)
        return n(L.Conv2D(2, 3, activation="tanh")(n(x)))

    def norm_shared(x):
        n = L.BatchNormalization(momentum=0.5)
        a, b = n(L.Conv2D(3, 2)(x)), n(L.Conv2D(3, 2, activation="tanh")(x))
        return L.Concatenate()([b, a])

    def conv_read_twice(x):
        h = L.Conv2D(3, 2, activation="relu")(x)
        return L.Concatenate()([L.MaxPooling2D()(h), L.AveragePooling2D(2)(h)])

    for outputs_of in [residual, conv_shared, norm_shared_in_a_row, norm_shared, conv_read_twice]:
        yield graph(outputs_of.__name__, outputs_of)
