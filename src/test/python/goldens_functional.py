"""A random functional model: from its inputs on, one step after the other, an op, a layer, or a layer that was called before.

A step is said once for all values of a rank (the batch's axis counted): what it makes of one of them, or of two. Steps that Keras
refuses for the shapes at hand are drawn again.
"""

import keras
import numpy as np
from keras import layers as L
from keras import ops

MAX_SIZE, MAX_RANK = 600, 4  # of what a step makes, for one sample


def constant(random, *shape):
    """Sixteenths, which are short to write."""
    return (random.integers(1, 33, shape) * random.choice([-1, 1], shape) / 16).astype("float32")


ELEMENTS = {  # of any rank; r draws
    "relu": lambda x, r: ops.relu(x),
    "tanh": lambda x, r: ops.tanh(x),
    "sigmoid": lambda x, r: ops.sigmoid(x),
    "gelu": lambda x, r: ops.gelu(x, approximate=bool(r.integers(2))),
    "silu": lambda x, r: ops.silu(x),
    "elu": lambda x, r: ops.elu(x, 0.5),
    "leaky_relu": lambda x, r: ops.leaky_relu(x, 0.1),
    "softplus": lambda x, r: ops.softplus(x),
    "hard_sigmoid": lambda x, r: ops.hard_sigmoid(x),
    "softsign": lambda x, r: ops.softsign(x),
    "celu": lambda x, r: ops.celu(x, 0.7),
    "mish": lambda x, r: keras.activations.mish(x),
    "affine": lambda x, r: x * 2 + 1,
    "from_number": lambda x, r: 1 - x,
    "divided": lambda x, r: x / 3.0,
    "negative": lambda x, r: -x,
    "absolute": lambda x, r: abs(x),
    "power": lambda x, r: x**2,
    "inverse": lambda x, r: 1 / (1 + ops.square(x)),
    "exp": lambda x, r: ops.exp(-ops.abs(x)),
    "log1p": lambda x, r: ops.log1p(ops.abs(x)),
    "sqrt": lambda x, r: ops.sqrt(ops.abs(x) + 1),
    "rsqrt": lambda x, r: ops.rsqrt(ops.square(x) + 0.5),
    "sin": lambda x, r: ops.sin(x),
    "cos": lambda x, r: ops.cos(x),
    "arctan": lambda x, r: ops.arctan(x),
    "arcsinh": lambda x, r: ops.arcsinh(x),
    "erf": lambda x, r: ops.erf(x),
    "clip": lambda x, r: ops.clip(x, -0.5, 0.8),
    "maximum": lambda x, r: ops.maximum(x, 0.1),
    "minimum": lambda x, r: ops.minimum(0.3, x),
    "where": lambda x, r: ops.where(x > 0.2, x, x * 0.1),
    "between": lambda x, r: ops.where(ops.logical_and(x > -0.4, ops.less(x, 0.9)), x, 0.0),
    "cast": lambda x, r: ops.cast(x > 0.1, "float32") * x,
    "sign": lambda x, r: ops.sign(x) * ops.sqrt(ops.abs(x)),
    "mean_free": lambda x, r: x - ops.mean(x, axis=-1, keepdims=True),
    "logaddexp": lambda x, r: ops.logaddexp(x, 0.5),
    "by_constant": lambda x, r: x * constant(r, x.shape[-1]),
    "plus_constant": lambda x, r: constant(r, x.shape[-1]) + x,
    "stop_gradient": lambda x, r: x + ops.stop_gradient(x),
    "nan_to_num": lambda x, r: ops.nan_to_num(x),
    "by_largest": lambda x, r: x / (1 + ops.max(ops.abs(x), axis=-1, keepdims=True)),
    "zeros_like": lambda x, r: x + ops.ones_like(x),
}

ALONG = {  # of an axis a, which is never the batch's
    "softmax": lambda x, a, r: ops.softmax(x, a),
    "log_softmax": lambda x, a, r: ops.log_softmax(x, a),
    "mean": lambda x, a, r: ops.mean(x, a, keepdims=bool(r.integers(2))),
    "sum": lambda x, a, r: ops.sum(x, axis=a),
    "max": lambda x, a, r: ops.max(x, a, keepdims=bool(r.integers(2))),
    "min": lambda x, a, r: ops.min(x, axis=a),
    "var": lambda x, a, r: ops.var(x, a, keepdims=bool(r.integers(2))),
    "std": lambda x, a, r: ops.std(x, axis=a) + 0.1,
    "prod": lambda x, a, r: ops.prod(ops.tanh(x), axis=a),
    "logsumexp": lambda x, a, r: ops.logsumexp(x, a),
    "cumsum": lambda x, a, r: ops.cumsum(x, a),
    "flip": lambda x, a, r: ops.flip(x, a),
    "roll": lambda x, a, r: ops.roll(x, 1, a),
    "sort": lambda x, a, r: ops.sort(x, a),
    "argmax": lambda x, a, r: ops.cast(ops.argmax(x, a), "float32") * 0.25,
    "diff": lambda x, a, r: ops.diff(x, axis=a),
    "take": lambda x, a, r: ops.take(x, np.array([1, 0, 1]), axis=a),
    "repeat": lambda x, a, r: ops.repeat(x, 2, axis=a),
    "normalize": lambda x, a, r: ops.normalize(x + 0.01, axis=a),
    "split": lambda x, a, r: ops.split(x, 2, axis=a)[int(r.integers(2))],
    "unstack": lambda x, a, r: ops.subtract(*ops.unstack(x, axis=a)[:2]),
    "pad": lambda x, a, r: ops.pad(x, [[0, 0] if i != a else [1, 2] for i in range(len(x.shape))], "constant", constant_values=0.5),
    "expand_dims": lambda x, a, r: ops.expand_dims(x, a),
    "squeeze": lambda x, a, r: ops.squeeze(x, a),
    "top_k": lambda x, a, r: ops.top_k(x, 2)[0],
    "sliced": lambda x, a, r: x[tuple(slice(None) if i != a else slice(1, None, int(r.integers(1, 3))) for i in range(len(x.shape)))],
    "last": lambda x, a, r: x[tuple(slice(None) if i != a else -1 for i in range(len(x.shape)))],
    "ends": lambda x, a, r: x[..., :2],
    "new_axis": lambda x, a, r: x[:, None],
    "any": lambda x, a, r: ops.cast(ops.any(x > 0.4, axis=a, keepdims=True), "float32") + x,
    "all": lambda x, a, r: ops.where(ops.all(x > -1.5, axis=a, keepdims=True), x, 2 * x),
    "moments": lambda x, a, r: ops.add(*ops.moments(x, [a], keepdims=True)),
    "one_hot": lambda x, a, r: ops.one_hot(ops.argmax(x, a), 5),
    "by_hand": lambda x, a, r: (x - ops.mean(x, a, keepdims=True)) / ops.sqrt(ops.var(x, a, keepdims=True) + 0.1),
}

PAIRS = {  # of two values whose shapes broadcast, or as said
    "add": lambda x, y, r: x + y,
    "subtract": lambda x, y, r: x - y,
    "multiply": lambda x, y, r: x * y,
    "divide": lambda x, y, r: x / (1 + ops.abs(y)),
    "maximum": lambda x, y, r: ops.maximum(x, y),
    "minimum": lambda x, y, r: ops.minimum(x, y),
    "logaddexp": lambda x, y, r: ops.logaddexp(x, y),
    "arctan2": lambda x, y, r: ops.arctan2(x, ops.abs(y) + 0.5),
    "where": lambda x, y, r: ops.where(ops.greater(x, y), x, y * 0.5),
    "concatenate": lambda x, y, r: ops.concatenate([x, y], axis=-1),
    "concatenate_axis": lambda x, y, r: ops.concatenate([x, y], axis=1),
    "stack": lambda x, y, r: ops.stack([x, y], axis=int(r.integers(1, 3))),
    "matmul": lambda x, y, r: ops.matmul(x, ops.swapaxes(y, -1, -2)) * 0.3,
    "batch_dot": lambda x, y, r: ops.einsum("bij,bkj->bik", x, y) * 0.3,
    "rows": lambda x, y, r: ops.sum(x * y, axis=-1, keepdims=True),
    "Add": lambda x, y, r: L.Add()([x, y]),
    "Subtract": lambda x, y, r: L.Subtract()([x, y]),
    "Multiply": lambda x, y, r: L.Multiply()([x, y, x]),
    "Average": lambda x, y, r: L.Average()([x, y]),
    "Maximum": lambda x, y, r: L.Maximum()([x, y]),
    "Minimum": lambda x, y, r: L.Minimum()([x, y]),
    "Concatenate": lambda x, y, r: L.Concatenate()([x, y]),
    "Dot": lambda x, y, r: L.Dot(-1)([x, y]),
    "Attention": lambda x, y, r: L.Attention(score_mode="dot")([x, y]),
    "AdditiveAttention": lambda x, y, r: L.AdditiveAttention()([x, y]),
    "MultiHeadAttention": lambda x, y, r: L.MultiHeadAttention(2, 3)(x, y),
    "attention_of_flags": lambda x, y, r: L.MultiHeadAttention(1, 2)(x, y, attention_mask=ops.ones_like(x[:, :, :1]) > 0),
    "initial_state": lambda x, y, r: L.GRU(int(y.shape[-1]))(x, initial_state=y),
}

FREE = {  # of shapes that change
    2: {
        "reshape": lambda x, r: ops.reshape(x, (-1, 2, x.shape[-1] // 2)),
        "outer": lambda x, r: ops.expand_dims(x, 1) * ops.expand_dims(x, 2),
        "matmul": lambda x, r: ops.matmul(x, constant(r, x.shape[-1], 3)) * 0.3,
        "at": lambda x, r: x @ constant(r, x.shape[-1], 2),
        "tile": lambda x, r: ops.tile(x, (1, 2)),
        "tensordot": lambda x, r: ops.tensordot(x, constant(r, x.shape[-1], 3), axes=1),
    },
    3: {
        "transpose": lambda x, r: ops.transpose(x, (0, 2, 1)),
        "swapaxes": lambda x, r: ops.swapaxes(x, 1, 2),
        "reshape": lambda x, r: ops.reshape(x, (-1, x.shape[1] * x.shape[2])),
        "einsum": lambda x, r: ops.einsum("bij,jk->bik", x, constant(r, x.shape[-1], 3)),
        "dots": lambda x, r: ops.matmul(x, ops.transpose(x, (0, 2, 1))),
        "conv": lambda x, r: ops.conv(x, constant(r, 2, x.shape[-1], 3) * 0.3, padding="same"),
        "max_pool": lambda x, r: ops.max_pool(x, 2, 1, padding="same"),
        "average_pool": lambda x, r: ops.average_pool(x, 2, 2, padding="same"),
        "tril": lambda x, r: ops.tril(x),
        "take_along_axis": lambda x, r: ops.take_along_axis(x, ops.argsort(x, axis=-1), axis=-1),
        "moveaxis": lambda x, r: ops.moveaxis(x, 1, -1),
        "whole": lambda x, r: ops.reshape(x, (-1, ops.shape(x)[1], x.shape[2], 1)),
    },
    4: {
        "transpose": lambda x, r: ops.transpose(x, (0, 3, 1, 2)),
        "mean": lambda x, r: ops.mean(x, axis=[1, 2]),
        "conv": lambda x, r: ops.conv(x, constant(r, 2, 2, x.shape[-1], 3) * 0.3, padding="same"),
        "depthwise": lambda x, r: ops.depthwise_conv(x, constant(r, 2, 2, x.shape[-1], 1) * 0.3, padding="valid"),
        "max_pool": lambda x, r: ops.max_pool(x, 2),
        "resize": lambda x, r: ops.image.resize(x, (4, 5), interpolation="bilinear"),
        "pad": lambda x, r: ops.pad(x, [[0, 0], [1, 0], [0, 1], [0, 0]], mode="reflect"),
        "reshape": lambda x, r: ops.reshape(x, (-1, x.shape[1] * x.shape[2], x.shape[3])),
    },
}

ANY_LAYER = {
    "Dense": lambda r: L.Dense(int(r.integers(2, 6)), activation=str(r.choice(["tanh", "relu", "gelu", "linear"]))),
    "Activation": lambda r: L.Activation(str(r.choice(["selu", "softsign", "log_softmax"]))),
    "Dropout": lambda r: L.Dropout(0.2),
    "GaussianNoise": lambda r: L.GaussianNoise(0.1),
    "BatchNormalization": lambda r: L.BatchNormalization(),
    "LayerNormalization": lambda r: L.LayerNormalization(),
    "RMSNormalization": lambda r: L.RMSNormalization(),
    "UnitNormalization": lambda r: L.UnitNormalization(),
    "GroupNormalization": lambda r: L.GroupNormalization(2),
    "Rescaling": lambda r: L.Rescaling(0.5, offset=0.1),
    "ReLU": lambda r: L.ReLU(max_value=2.0, negative_slope=0.1),
    "LeakyReLU": lambda r: L.LeakyReLU(),
    "ELU": lambda r: L.ELU(0.5),
    "PReLU": lambda r: L.PReLU(),
    "Softmax": lambda r: L.Softmax(),
    "Identity": lambda r: L.Identity(),
    "ActivityRegularization": lambda r: L.ActivityRegularization(l2=0.01),
    "Flatten": lambda r: L.Flatten(),
    "Reshape": lambda r: L.Reshape((-1, 2)),
}

LAYERS = {
    2: {
        "RepeatVector": lambda r: L.RepeatVector(3),
        "Normalization": lambda r: L.Normalization(mean=0.1, variance=1.5),
        "nested": lambda r: keras.Sequential([L.Dense(4, activation="tanh"), L.LayerNormalization(), L.Dense(3)]),
    },
    3: {
        "LSTM": lambda r: L.LSTM(3, return_sequences=bool(r.integers(2)), go_backwards=bool(r.integers(2))),
        "GRU": lambda r: L.GRU(3, return_sequences=bool(r.integers(2)), reset_after=bool(r.integers(2))),
        "SimpleRNN": lambda r: L.SimpleRNN(3, return_sequences=bool(r.integers(2))),
        "RNN": lambda r: L.RNN(L.StackedRNNCells([L.GRUCell(2), L.LSTMCell(3)]), return_sequences=True),
        "Bidirectional": lambda r: L.Bidirectional(L.LSTM(2, return_sequences=bool(r.integers(2))), merge_mode=str(r.choice(["concat", "sum"]))),
        "Bidirectional_GRU": lambda r: L.Bidirectional(L.GRU(2, return_sequences=True)),
        "TimeDistributed": lambda r: L.TimeDistributed(L.Dense(3, activation="tanh")),
        "Conv1D": lambda r: L.Conv1D(4, 2, padding=str(r.choice(["same", "valid", "causal"])), activation="relu"),
        "SeparableConv1D": lambda r: L.SeparableConv1D(3, 2, padding="same"),
        "DepthwiseConv1D": lambda r: L.DepthwiseConv1D(2, padding="same"),
        "Conv1DTranspose": lambda r: L.Conv1DTranspose(3, 2, strides=2),
        "EinsumDense": lambda r: L.EinsumDense("abc,cd->abd", output_shape=(None, 3), bias_axes="d"),
        "MaxPooling1D": lambda r: L.MaxPooling1D(2),
        "AveragePooling1D": lambda r: L.AveragePooling1D(2, padding="same"),
        "GlobalAveragePooling1D": lambda r: L.GlobalAveragePooling1D(),
        "GlobalMaxPooling1D": lambda r: L.GlobalMaxPooling1D(keepdims=bool(r.integers(2))),
        "UpSampling1D": lambda r: L.UpSampling1D(2),
        "ZeroPadding1D": lambda r: L.ZeroPadding1D((1, 2)),
        "Cropping1D": lambda r: L.Cropping1D((1, 0)),
        "SpatialDropout1D": lambda r: L.SpatialDropout1D(0.2),
        "Permute": lambda r: L.Permute((2, 1)),
        "PReLU": lambda r: L.PReLU(shared_axes=[1]),
        "masked": lambda r: keras.Sequential([L.Masking(0.5), L.LSTM(3, return_sequences=True), L.GRU(2)]),
    },
    4: {
        "Conv2D": lambda r: L.Conv2D(3, 2, padding=str(r.choice(["same", "valid"])), activation="relu"),
        "Conv2D_strided": lambda r: L.Conv2D(4, 3, strides=2, padding="same"),
        "DepthwiseConv2D": lambda r: L.DepthwiseConv2D(2, padding="same"),
        "SeparableConv2D": lambda r: L.SeparableConv2D(3, 2, padding="same"),
        "Conv2DTranspose": lambda r: L.Conv2DTranspose(2, 3, strides=2, padding="same"),
        "MaxPooling2D": lambda r: L.MaxPooling2D(2),
        "AveragePooling2D": lambda r: L.AveragePooling2D(2, padding="same"),
        "GlobalAveragePooling2D": lambda r: L.GlobalAveragePooling2D(),
        "GlobalMaxPooling2D": lambda r: L.GlobalMaxPooling2D(),
        "UpSampling2D": lambda r: L.UpSampling2D(2),
        "ZeroPadding2D": lambda r: L.ZeroPadding2D(1),
        "Cropping2D": lambda r: L.Cropping2D(((1, 0), (0, 1))),
        "Resizing": lambda r: L.Resizing(4, 3),
        "Permute": lambda r: L.Permute((3, 1, 2)),
        "TimeDistributed": lambda r: L.TimeDistributed(L.Conv1D(2, 2, padding="same")),
    },
}

INPUTS = {"rows": (4,), "steps": (5, 4), "open_steps": (None, 4), "image": (6, 5, 2), "open_image": (None, None, 2), "words": (5,), "open_words": (None,)}


class Builder:
    """Grows a model; what is random is all drawn from one seed. Of layers alone if there are to be no ops."""

    def __init__(self, seed, has_ops=True):
        self.pairs = {name: pair for name, pair in PAIRS.items() if has_ops or name[0].isupper()}
        self.shares = [0.15, 0.2, 0.2, 0.1, 0.25, 0.1] if has_ops else [0, 0, 0.2, 0, 0.6, 0.2]
        self.random = np.random.default_rng(seed)
        self.inputs, self.words, self.values, self.called, self.read, self.steps = [], [], [], [], set(), []

    def pick(self, values):
        values = list(values)
        return values[int(self.random.integers(len(values)))]

    def input(self):
        kind = self.pick(INPUTS)
        words = kind.endswith("words")
        x = keras.Input(INPUTS[kind], dtype="int32" if words and self.random.integers(2) else "float32")
        self.inputs.append(x)
        self.words.append(words)
        self.values.append(L.Embedding(7, 3, mask_zero=bool(self.random.integers(2)))(x) if words else x)

    def step(self):
        """One value more, or none where Keras refuses it."""
        x = self.pick(self.values[-4:] if self.random.random() < 0.7 else self.values)
        rank = len(x.shape)
        family = self.random.choice(["element", "along", "pair", "free", "layer", "shared"], p=self.shares)
        y, layer, read = None, None, [x]
        if family == "element":
            name = self.pick(ELEMENTS)
            y = ELEMENTS[name](x, self.random)
        elif family == "along":
            name = self.pick(ALONG)
            y = ALONG[name](x, int(self.random.integers(1, rank)), self.random)
        elif family == "pair":
            name, other = self.pick(self.pairs), self.pick(self.values)
            if len(other.shape) != rank and name not in ("initial_state", "Dot") or "ttention" in name and rank != 3:
                raise ValueError("samples would be mixed")
            y, read = self.pairs[name](x, other, self.random), [x, other]
        elif family == "free":
            name = self.pick(FREE.get(rank, {"none": 0}))
            y = FREE[rank][name](x, self.random)
        elif family == "layer":
            table = ANY_LAYER if self.random.random() < 0.4 or rank not in LAYERS else LAYERS[rank]
            name = self.pick(table)
            layer = table[name](self.random)
            y = layer(x)
        else:
            name, layer = "shared", self.pick(self.called)
            y = layer(x)
        lengths = [n or 5 for n in y.shape[1:]]
        if len(y.shape) > MAX_RANK or len(y.shape) < 2 or np.prod(lengths) > MAX_SIZE or np.prod(lengths) == 0 or y.shape[0] is not None:
            raise ValueError("too large, or too small")
        if layer is not None and layer not in self.called:
            self.called.append(layer)
        self.read.update(id(value) for value in read)
        self.values.append(y)
        self.steps.append(name)

    def grow(self, count):
        for _ in range(int(self.random.integers(1, 4))):
            self.input()
        tries = 0
        while len(self.steps) < count and tries < 400:
            tries += 1
            try:
                self.step()
            except Exception:  # whatever a shape does to an op or a layer
                continue

    def model(self):
        """Its outputs are what no step reads, but for inputs."""
        made = [value for value in self.values if id(value) not in self.read]
        inputs = {id(value) for value in self.inputs}
        outputs = [value for value in made if id(value) not in inputs][-4:]
        return keras.Model(self.inputs, outputs)
