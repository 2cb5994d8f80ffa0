"""Makes golden/batchless.json: models with ops whose values have no axis of the batch, by real Keras on TensorFlow.

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_batchless_goldens.py

Each has its config, weights, and what it predicts for batches of several sizes.
"""

import json
from pathlib import Path

import keras
import numpy as np
from goldens_data import numbers
from keras import Input, Model, ops
from keras import layers as L

SAMPLES = [5, 1, 2, 8]


def scaled():
    x = Input((3,))
    return Model(x, x / ops.max(x))


def centred():
    x = Input((3,))
    return Model(x, ops.tanh((x - ops.mean(x, axis=0)) / (ops.std(x, axis=0) + 1e-3)))


def products():
    x = Input((3,))
    return Model(x, ops.softmax(x @ (ops.transpose(x) @ x) / ops.sum(ops.reshape(x, (-1,)) ** 2)))


def layers():
    x = Input((4, 3))
    h = L.Dense(5, activation="relu")(x)
    whole = h - ops.mean(h)
    return Model(x, L.Dense(2)(whole * ops.max(h, axis=0, keepdims=True)))


def any_length():
    x = Input((None, 3))
    h = x - ops.mean(x, axis=(0, 1))
    return Model(x, L.GRU(3)(h / ops.max(ops.abs(h))))


def across():
    x = Input((3,))
    return Model(x, ops.concatenate([ops.cumsum(x, axis=0), ops.sort(x, axis=0), ops.flip(x, axis=0)], axis=-1))


def golden(make, shape):
    keras.utils.clear_session()
    keras.utils.set_random_seed(3)
    model = make()
    random = np.random.default_rng(11)
    batches = []
    for i, samples in enumerate(SAMPLES):
        dims = [4 + i if n is None else n for n in shape]
        x = random.normal(size=(samples, *dims)).astype(np.float32)
        batches.append((x, np.asarray(model(x))))
    return {
        "name": make.__name__,
        "model": json.loads(model.to_json()),
        "initial_weights": [numbers(w) for w in model.get_weights()],
        "x": [numbers(x) for x, _ in batches],
        "x_shapes": [list(x.shape) for x, _ in batches],
        "y": [numbers(y) for _, y in batches],
        "y_shapes": [list(y.shape) for _, y in batches],
    }


if __name__ == "__main__":
    goldens = [
        golden(scaled, (3,)),
        golden(centred, (3,)),
        golden(products, (3,)),
        golden(layers, (4, 3)),
        golden(any_length, (None, 3)),
        golden(across, (3,)),
    ]
    file = Path(__file__).parent.parent / "resources/golden/batchless.json"
    file.write_text(json.dumps({"goldens": goldens}, separators=(",", ":")) + "\n")
