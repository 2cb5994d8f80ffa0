"""Makes golden/logits.json: cross-entropies in a loss and a metric of one's own, of outputs that are saturated.

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_logits_goldens.py

Keras on TensorFlow goes back to what a sigmoid or softmax is made of, whichever cross-entropy follows, but not where anything stands
between the two. The model is Dense(3, use_bias=False) with that activation on four samples; a case has the loss, its gradient by the
kernel, and what evaluate finds for the same function as a metric.
"""

import json

import keras
import numpy as np
import tensorflow as tf
from goldens_data import OUT, made_by, numbers
from keras import ops

X = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.5, 0.25, 0.1]], "float32")
KERNEL = np.array([[60, -50, 3], [-40, 110, 0.5], [-2, 20, -35]], "float32")
ONE_HOT = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]], "float32")
CLASSES = np.array([[1], [0], [2], [1]], "float32")

FUNCTIONS = {
    "binary": lambda y, p: ops.mean(ops.binary_crossentropy(y, p), -1),
    "categorical": lambda y, p: ops.categorical_crossentropy(y, p),
    "sparse": lambda y, p: ops.sparse_categorical_crossentropy(y, p),
    "binary_of_product": lambda y, p: ops.mean(ops.binary_crossentropy(y, p * 1.0), -1),
    "categorical_and_squares": lambda y, p: ops.categorical_crossentropy(y, p) + 0.5 * ops.mean(ops.square(y - p), -1),
    "binary_said_to_be_of_logits": lambda y, p: ops.mean(ops.binary_crossentropy(y, p, from_logits=True), -1),
}


def case(activation, name):
    function, y = FUNCTIONS[name], CLASSES if name == "sparse" else ONE_HOT
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, activation, use_bias=False)])
    model.set_weights([KERNEL])
    model.compile("sgd", function, metrics=[function])
    with tf.GradientTape() as tape:
        loss = model.compute_loss(x=X, y=y, y_pred=model(X, training=True), training=True)
    gradient = tape.gradient(loss, model.trainable_weights[0].value)
    found = model.evaluate(X, y, verbose=0)
    return {
        "activation": activation, "function": name, "y": numbers(y), "loss": numbers(loss)[0], "gradient": numbers(gradient),
        "evaluated": numbers(np.array(found, "float32")),
    }


def main():
    cases = [case(activation, name) for activation in ("sigmoid", "softmax") for name in FUNCTIONS]
    golden = {"made_by": made_by(), "x": numbers(X), "kernel": numbers(KERNEL), "cases": cases}
    (OUT / "logits.json").write_text(json.dumps(golden, separators=(",", ":"), allow_nan=False) + "\n")


main()
