"""Makes golden/states.zip: models that keep optimizers in attributes, saved by real Keras on TensorFlow in the middle of their training.

    python make_state_goldens.py
    python make_state_goldens.py --continue NAME FILE.weights.h5
    python make_state_goldens.py --predict FILE.keras

NAME.json has the data, and the losses after the file was written; NAME.keras and NAME.weights.h5 are the file; NAME-new.weights.h5 was
written before the first step. StatesTest has the same models. The second form goes on with a file, the third predicts with one.
"""

import json
import os
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from goldens_data import OUT, histories, made_by, numbers
from keras import layers as L
from keras import ops

ROWS = 20


def mlp(inputs, hidden, outputs):
    return keras.Sequential([keras.Input((inputs,)), L.Dense(hidden, activation="tanh"), L.Dense(outputs)])


class Gan(keras.Model):
    """Has no call."""

    def __init__(self):
        super().__init__()
        self.discriminator = mlp(2, 6, 1)
        self.generator = mlp(3, 5, 2)
        self.d_optimizer = keras.optimizers.Adam(0.01)
        self.g_optimizer = keras.optimizers.SGD(0.1, momentum=0.5)
        self.d_loss = keras.metrics.Mean(name="d_loss")
        self.g_loss = keras.metrics.Mean(name="g_loss")
        self.built = True

    def build_optimizers(self):
        self.d_optimizer.build(self.discriminator.trainable_weights)
        self.g_optimizer.build(self.generator.trainable_weights)

    def train_step(self, data):
        real, noise = data[0]
        with tf.GradientTape() as tape:
            fake = self.discriminator(self.generator(noise))
            loss = ops.mean(ops.softplus(-self.discriminator(real))) + ops.mean(ops.softplus(fake))
        weights = self.discriminator.trainable_weights
        self.d_optimizer.apply(tape.gradient(loss, weights), weights)
        with tf.GradientTape() as tape:
            misled = ops.mean(ops.softplus(-self.discriminator(self.generator(noise))))
        own = self.generator.trainable_weights
        self.g_optimizer.apply(tape.gradient(misled, own), own)
        self.d_loss.update_state(loss)
        self.g_loss.update_state(misled)
        return {"d_loss": self.d_loss.result(), "g_loss": self.g_loss.result()}


class Mixed(keras.Model):
    """Attributes before and after `layers` by name, in lists, and private; the optimizer of compile trains one layer."""

    def __init__(self):
        super().__init__()
        self.score = L.Dense(1)
        self.encoder = L.Dense(3, activation="tanh")
        self.blocks = [L.Dense(4, activation="tanh"), L.Dense(4, activation="tanh")]
        self.norm_1 = L.BatchNormalization()
        self._aside = L.Dense(1)
        self.head = mlp(4, 3, 4)
        self.optimizers = [keras.optimizers.Adam(0.01, amsgrad=True), keras.optimizers.SGD(0.05, momentum=0.9)]
        self.z_optimizer = keras.optimizers.RMSprop(0.01)

    def call(self, x, training=False):
        h = self.encoder(x)
        for block in self.blocks:
            h = block(h)
        h = self.head(self.norm_1(h, training=training))
        return self.score(h) + self._aside(h)

    def parts(self):
        blocks = self.blocks[0].trainable_weights + self.blocks[1].trainable_weights
        return [
            (self.optimizers[0], blocks + self.head.trainable_weights),
            (self.optimizers[1], self.norm_1.trainable_weights + self.score.trainable_weights),
            (self.z_optimizer, self._aside.trainable_weights),
            (self.optimizer, self.encoder.trainable_weights),
        ]

    def build_optimizers(self):
        for optimizer, weights in self.parts():
            optimizer.build(weights)

    def train_step(self, data):
        x, y = data
        for optimizer, weights in self.parts():
            with tf.GradientTape() as tape:
                loss = ops.mean(ops.square(y - self(x, training=True)))
            optimizer.apply(tape.gradient(loss, weights), weights)
        return {"error": loss}


def data(name):
    random = np.random.default_rng(11)

    def drawn(*shape):
        return random.uniform(-1, 1, shape).astype("float32").round(3)

    return ([drawn(ROWS, 2), drawn(ROWS, 3)], None) if name == "gan" else (drawn(ROWS, 3), drawn(ROWS, 1))


def made(name):
    keras.utils.set_random_seed(5)
    model = Gan() if name == "gan" else Mixed()
    model.compile() if name == "gan" else model.compile(optimizer=keras.optimizers.Adam(0.02))
    if name == "mixed":
        model(data(name)[0])
    return model


def fit(model, name):
    x, y = data(name)
    return histories(model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0))


def goes_on(name, file):
    """With a warning where Keras leaves an optimizer out."""
    model = made(name)
    model.build_optimizers()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        model.load_weights(file)
    return {"history": fit(model, name), "skipped": [str(w.message) for w in said if "Skipping" in str(w.message)]}


def write(zip, name, folder):
    model = made(name)
    files = [f"{name}-new.weights.h5", f"{name}.weights.h5", f"{name}.keras"]
    model.save_weights(folder / files[0])
    before = fit(model, name)
    model.save_weights(folder / files[1])
    model.save(folder / files[2])
    x, y = data(name)
    said = {"made_by": made_by(), "x": [numbers(each) for each in x] if name == "gan" else [numbers(x)]}
    said |= {"y": None if y is None else numbers(y), "before": before, "after": fit(model, name)}
    if name == "mixed":
        said["predicted"] = numbers(model.predict(x, verbose=0))
    zip.writestr(f"{name}.json", json.dumps(said))
    for file in files:
        zip.write(folder / file, file)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--continue"]:
        print(json.dumps(goes_on(*sys.argv[2:])))
    elif sys.argv[1:2] == ["--predict"]:
        model = keras.models.load_model(sys.argv[2])
        print(json.dumps(numbers(model.predict(data("mixed")[0], verbose=0))))
    else:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(
            OUT / "states.zip", "w", zipfile.ZIP_DEFLATED
        ) as zip:
            for name in ["gan", "mixed"]:
                write(zip, name, Path(folder))
