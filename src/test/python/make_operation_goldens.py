"""Makes golden/operations.json: functional models with operations among their layers, by real Keras 3 and 2 (tf_keras).

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_operation_goldens.py
"""

import json
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
import tf_keras
from goldens_data import numbers
from keras import ops
from keras import layers as L

OPERATIONS = {
    "sum": lambda x, y: x + y,
    "difference": lambda x, y: x - y,
    "product": lambda x, y: x * y,
    "ops.add": lambda x, y: ops.add(x, y),
    "maximum": lambda x, y: ops.maximum(x, y),
    "minimum": lambda x, y: ops.minimum(x, y),
    "concatenate": lambda x, y: ops.concatenate([x, y], axis=-1),
    "relu": lambda x, y: ops.relu(x),
    "keras.activations.relu": lambda x, y: keras.activations.relu(x, negative_slope=0.25, max_value=1.5),
    "leaky_relu": lambda x, y: ops.leaky_relu(x, 0.1),
    "activations": lambda x, y: ops.tanh(ops.sigmoid(ops.silu(ops.elu(ops.softplus(x))))),
    "softmax": lambda x, y: ops.softmax(x),
    "exp": lambda x, y: ops.exp(x),
    "x * 2 + 1": lambda x, y: x * 2 + 1,
    "3 - x": lambda x, y: 3 - x,
    "x - 0.5": lambda x, y: x - 0.5,
    "x / 4": lambda x, y: x / 4,
    "-x": lambda x, y: -x,
    "residual": lambda x, y: keras.activations.relu(L.Dense(5)(x) + y) * 0.5,
    "power": lambda x, y: x**2,
    "2 / x": lambda x, y: 2 / x,
    "gelu with tanh": lambda x, y: ops.gelu(x),
    "softmax over another axis": lambda x, y: ops.softmax(x, axis=1),
    "a sum over an axis": lambda x, y: ops.sum(x, axis=-1, keepdims=True),
    "x / max(x)": lambda x, y: x / ops.max(x),
    "x - mean(x, 0)": lambda x, y: x - ops.mean(x, axis=0),
    "normalized over all": lambda x, y: (x - ops.mean(y)) / ops.std(x),
    "by what is found in the batch": lambda x, y: ops.matmul(x, ops.tensordot(x, y, axes=[[0, 1], [0, 1]])),
    "times a sum of one axis": lambda x, y: x * ops.sum(ops.reshape(x, (-1,))),
}
KERAS_2 = {
    "sum": lambda x, y: x + y,
    "sum by name": lambda x, y: tf.add(x, y),
    "difference": lambda x, y: x - y,
    "product": lambda x, y: x * y,
    "maximum": lambda x, y: tf.maximum(x, y),
    "minimum": lambda x, y: tf.minimum(x, y),
    "concatenate": lambda x, y: tf.concat([x, y], axis=-1),
    "relu": lambda x, y: tf.nn.relu(x),
    "backend's relu": lambda x, y: tf_keras.backend.relu(x),
    "relu6": lambda x, y: tf.nn.relu6(x),
    "leaky_relu": lambda x, y: tf.nn.leaky_relu(x, 0.1) - tf.nn.leaky_relu(y),
    "activations": lambda x, y: tf.tanh(tf.sigmoid(tf.nn.silu(tf.nn.elu(tf.nn.softplus(tf.nn.softsign(x)))))),
    "selu and gelu": lambda x, y: tf.nn.gelu(tf.nn.selu(x)),
    "softmax": lambda x, y: tf_keras.activations.softmax(x) + tf.nn.log_softmax(y),
    "exp": lambda x, y: tf.exp(x),
    "x * 2 + 1": lambda x, y: x * 2 + 1,
    "3 - x": lambda x, y: 3 - x,
    "2 * x": lambda x, y: 2.0 * x,
    "x - 0.5": lambda x, y: x - 0.5,
    "x / 4": lambda x, y: x / 4,
    "-x": lambda x, y: -x,
    "residual": lambda x, y: tf.nn.relu(tf_keras.layers.Dense(5)(x) + y) * 0.5,
}


def model(operation, keras=keras):
    keras.backend.clear_session()
    x = keras.Input((2, 5))
    return keras.Model(x, operation(x, keras.layers.Dense(5)(x)))


def golden(name, operation, keras=keras):
    made = model(operation, keras)
    random = np.random.default_rng(5)
    made.set_weights([random.uniform(-0.6, 0.6, w.shape) for w in made.get_weights()])
    x = random.normal(size=(3, 2, 5)).astype(np.float32)
    return {
        "name": name,
        "model": json.loads(made.to_json()),
        "initial_weights": [numbers(w) for w in made.get_weights()],
        "x": numbers(x),
        "y": numbers(made.predict(x, verbose=0)),
    }


if __name__ == "__main__":
    goldens = {
        "goldens": [golden(*operation) for operation in OPERATIONS.items()],
        "keras2": [golden(*operation, tf_keras) for operation in KERAS_2.items()],
    }
    file = Path(__file__).parent.parent / "resources/golden/operations.json"
    file.write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
