"""What one writes with a GradientTape beside training steps, run by Keras on TensorFlow. CallFunctionTest has the same.

    python src/test/python/make_tape_goldens.py
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L
from keras import ops

HERE = Path(__file__).resolve().parent.parent / "resources" / "golden"
RANDOM = np.random.default_rng(3)


def numbers(*shape):
    return RANDOM.uniform(-1, 1, shape).astype("float32").round(3)


def listed(a):
    return {"shape": list(a.shape), "values": [float(v) for v in np.asarray(a).ravel()]}


x = numbers(3, 6, 6, 1)
labels = np.array([0, 2, 1])
inputs = keras.Input((6, 6, 1))
conv = L.Conv2D(4, 3, activation="relu", name="conv")(inputs)
h = L.Flatten()(L.MaxPooling2D()(conv))
model = keras.Model(inputs, L.Dense(3, activation="softmax")(h))
weights = [numbers(*w.shape) for w in model.weights]
model.set_weights(weights)
goldens = {"x": listed(x), "labels": labels.tolist(), "weights": [listed(w) for w in weights]}

cut = keras.Model(model.inputs, [model.get_layer("conv").output, model.output])
with tf.GradientTape() as tape:
    features, predictions = cut(x)
    score = ops.sum(ops.max(predictions, axis=-1))
pooled = ops.mean(tape.gradient(score, features), axis=(1, 2), keepdims=True)
goldens["features"] = listed(features)
goldens["grad_cam"] = listed(ops.relu(ops.sum(features * pooled, axis=-1)))

tensor = tf.constant(x)
with tf.GradientTape() as tape:
    tape.watch(tensor)
    loss = ops.mean(keras.losses.sparse_categorical_crossentropy(labels, model(tensor)))
goldens["adversarial"] = listed(tensor + 0.1 * ops.sign(tape.gradient(loss, tensor)))

image = tf.constant(x[:1])
for _ in range(5):
    with tf.GradientTape() as tape:
        tape.watch(image)
        score = ops.mean(cut(image)[0][..., 2])
    gradient = tape.gradient(score, image)
    image = image + 0.5 * gradient / (ops.sqrt(ops.mean(ops.square(gradient))) + 1e-5)
goldens["visualized"] = listed(image)

optimizer = keras.optimizers.Adam(0.01)
losses = []
for _ in range(5):
    with tf.GradientTape() as tape:
        loss = ops.mean(keras.losses.sparse_categorical_crossentropy(labels, model(tensor, training=True)))
    optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)
    losses.append(float(loss))
goldens["losses"] = losses
goldens["trained"] = [listed(w) for w in model.get_weights()]


def of_loss(loss, y_true, y_pred):
    """The gradients of a loss by both that it reads, and of the squares of the second of these."""
    y_true, y_pred = tf.constant(y_true), tf.constant(y_pred)
    with tf.GradientTape() as outer:
        outer.watch([y_true, y_pred])
        with tf.GradientTape() as tape:
            tape.watch([y_true, y_pred])
            value = loss(y_true, y_pred)
        by_labels, by_predictions = tape.gradient(value, [y_true, y_pred], unconnected_gradients="zero")
        squares = ops.sum(ops.square(by_predictions))
    return [listed(g) for g in (by_labels, by_predictions, outer.gradient(squares, y_pred, unconnected_gradients="zero"))]


LOSSES = keras.losses
y_true, y_pred = (np.abs(numbers(4, 3)) + 0.05 for _ in range(2))
y_true /= y_true.sum(axis=1, keepdims=True)
y_pred /= y_pred.sum(axis=1, keepdims=True)
of_logits = [
    LOSSES.BinaryCrossentropy(from_logits=True, label_smoothing=0.1),
    LOSSES.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
]
of_any = [
    LOSSES.MeanSquaredError(), LOSSES.MeanAbsoluteError(), LOSSES.MeanAbsolutePercentageError(),
    LOSSES.MeanSquaredLogarithmicError(), LOSSES.Huber(0.1), LOSSES.LogCosh(), LOSSES.Poisson(), LOSSES.KLDivergence(),
    LOSSES.Hinge(), LOSSES.SquaredHinge(), LOSSES.CategoricalHinge(), LOSSES.CosineSimilarity(),
    LOSSES.BinaryCrossentropy(label_smoothing=0.1), LOSSES.CategoricalCrossentropy(),
]  # fmt: skip
goldens["losses_of"] = {"y_true": listed(y_true), "y_pred": listed(y_pred), "cases": []}
for loss in of_any + of_logits:
    config = keras.saving.serialize_keras_object(loss)
    if isinstance(loss, LOSSES.Huber):  # which Keras reads, and leaves out
        config["config"]["delta"] = 0.1
    goldens["losses_of"]["cases"].append({"loss": config, "gradients": of_loss(loss, y_true, y_pred)})
(HERE / "tape.json").write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
