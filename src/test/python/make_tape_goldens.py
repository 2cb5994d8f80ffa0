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
(HERE / "tape.json").write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
