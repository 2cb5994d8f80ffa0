"""Losses and metrics that are functions of (y_true, y_pred), trained by Keras on TensorFlow: small networks, three epochs each.

    python src/test/python/make_label_function_goldens.py
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers as L
from keras import ops

HERE = Path(__file__).resolve().parent.parent / "resources" / "golden"


def huber_like(y_true, y_pred):
    error = ops.abs(y_true - y_pred)
    return ops.mean(ops.where(error < 0.5, 0.5 * error**2, 0.5 * error - 0.125), axis=-1)


def weighted(y_true, y_pred):
    return ops.mean((1.0 + 2.0 * y_true) * ops.square(y_true - y_pred), axis=-1)


def unreduced(y_true, y_pred):
    return ops.square(y_true - y_pred)


def scalar(y_true, y_pred):
    return ops.mean(ops.square(y_true - y_pred)) + 0.1 * ops.max(ops.abs(y_pred))


def of_sample(y_true, y_pred):
    return ops.mean(ops.square(y_true - y_pred), axis=(1, 2))


def of_batch(y_true, y_pred):
    """Each sample's depends on the others."""
    centred = y_pred - ops.mean(y_pred, axis=0, keepdims=True)
    return ops.mean(ops.square(y_true - centred), axis=-1)


def classes(y_true, y_pred):
    return -ops.sum(ops.one_hot(ops.cast(y_true, "int32"), 3) * ops.log(y_pred + 0.01), axis=-1)


def within(y_true, y_pred):
    return ops.mean(ops.cast(ops.abs(y_true - y_pred) < 0.5, "float32"), axis=-1)


def largest(y_true, y_pred):
    return ops.max(ops.abs(y_true - y_pred))


def dense(outputs, activation=None):
    return keras.Sequential([keras.Input((3,)), L.Dense(4, "tanh"), L.Dense(outputs, activation)])


def sequence(masked):
    first = [L.Masking()] if masked else []
    return keras.Sequential([keras.Input((4, 3)), *first, L.Dense(4, "tanh"), L.Dense(2)])


def array(numbers):
    return {"shape": list(numbers.shape), "values": numbers.flatten().tolist()}


def case(name, make, labels, loss, metrics, weights=False, masked=False):
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(3)
    model = make()
    shape = model.input_shape[1:]
    x = rng.normal(size=(10, *shape)).astype("float32")
    if masked:
        for sample in range(10):
            x[sample, 4 - sample % 3 :] = 0
    y = rng.integers(0, 3, 10).astype("float32") if labels is None else rng.normal(size=(10, *labels)).astype("float32")
    w = rng.uniform(0.2, 2, 10).astype("float32") if weights else None
    for weight in model.weights:
        weight.assign(np.round(weight.numpy(), 4))
    start = [array(np.round(weight.numpy(), 4)) for weight in model.weights]
    x, y = np.round(x, 4), np.round(y, 4)
    kind = "weighted_metrics" if weights else "metrics"
    model.compile(keras.optimizers.SGD(0.1), loss, **{kind: metrics})
    history = model.fit(x, y, sample_weight=w, batch_size=4, epochs=3, shuffle=False, verbose=0)
    golden = {
        "loss": loss.__name__,
        "metrics": [metric.__name__ for metric in metrics],
        "masked": masked,
        "x": array(x),
        "y": array(y),
        "sample_weight": None if w is None else w.tolist(),
        "weights": start,
        "history": history.history,
        "trained": [array(weight.numpy()) for weight in model.weights],
    }
    (HERE / f"label_function_{name}.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    two = lambda: dense(2)  # noqa: E731
    case("huber_like", two, (2,), huber_like, [within])
    case("huber_like_weights", two, (2,), huber_like, [within], weights=True)
    case("weighted", two, (2,), weighted, [within, largest])
    case("weighted_weights", two, (2,), weighted, [within], weights=True)
    case("expanded", lambda: dense(1), (), huber_like, [within])
    case("unreduced", two, (2,), unreduced, [unreduced])
    case("scalar", two, (2,), scalar, [scalar])
    case("scalar_weights", two, (2,), scalar, [within], weights=True)
    case("of_batch", two, (2,), of_batch, [of_batch])
    case("of_batch_weights", two, (2,), of_batch, [of_batch], weights=True)
    case("classes", lambda: dense(3, "softmax"), None, classes, [classes])
    case("sequence", lambda: sequence(False), (4, 2), huber_like, [within])
    case("sequence_of_sample", lambda: sequence(False), (4, 2), of_sample, [of_sample])
    case("sequence_of_sample_weights", lambda: sequence(False), (4, 2), of_sample, [of_sample], weights=True)
    case("sequence_masked", lambda: sequence(True), (4, 2), huber_like, [within], masked=True)
