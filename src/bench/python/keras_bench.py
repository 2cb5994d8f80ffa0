"""Keras, on the backend that KERAS_BACKEND says, STEPS_PER_EXECUTION steps at a time. Argument: the work."""

import os
import sys

import keras
import numpy as np
from keras import Input, Sequential
from keras.layers import (
    GRU,
    LSTM,
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling1D,
    LayerNormalization,
    MaxPooling2D,
    MultiHeadAttention,
)
from keras.models import load_model
from keras.utils import set_random_seed

import gan
import timing


def lesson():
    return Sequential([Input((11,)), Dense(6, "relu"), Dense(6, "relu"), Dense(1, "sigmoid")])


def mlp():
    return Sequential([Input((784,)), Dense(512, "relu"), Dense(512, "relu"), Dense(10, "softmax")])


def cnn(norm=lambda: []):
    layers = [Input((28, 28, 1))]
    for filters in (32, 64):
        layers += [Conv2D(filters, 3), *norm(), Activation("relu"), MaxPooling2D()]
    return Sequential([*layers, Flatten(), Dense(10, "softmax")])


def lstm():
    return Sequential([Input((50, 32)), LSTM(64), Dense(1, "sigmoid")])


def gru():
    return Sequential([Input((50, 32)), GRU(64), Dense(1, "sigmoid")])


def block(steps, width, heads, inner):
    """A block of a transformer, the mean of its steps, and one sigmoid."""
    x = Input((steps, width))
    middle = LayerNormalization()(x + MultiHeadAttention(heads, width // heads)(x, x))
    y = LayerNormalization()(middle + Dense(width)(Dense(inner, "relu")(middle)))
    return keras.Model(x, Dense(1, "sigmoid")(GlobalAveragePooling1D()(y)))


def fit(work, model, loss, batch_size):
    x, y = timing.data(timing.DATA_OF.get(work, work))
    x = x.reshape(-1, *model.input_shape[1:])
    steps = int(os.environ.get("STEPS_PER_EXECUTION", "1"))
    # XLA's convolutions are slower on a CPU than TensorFlow's own.
    jit = keras.backend.backend() == "jax" or not work.startswith("cnn")
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"], jit_compile=jit, steps_per_execution=steps)
    history = None

    def epochs(times):
        nonlocal history
        history = model.fit(x, y, batch_size=batch_size, epochs=times, verbose=0)

    timing.measure(work, len(y) // batch_size, epochs)
    timing.show("loss", history.history["loss"][-1])


def predict(work, model, x, rows):
    def predictions(times):
        for i in range(times):
            at = i * rows % len(x)
            model.predict_on_batch(x[at : at + rows])

    timing.measure(work, 1, predictions)


def main(work):
    set_random_seed(1)
    if work == "lesson":
        fit(work, lesson(), "binary_crossentropy", 10)
    elif work == "mlp":
        fit(work, mlp(), "sparse_categorical_crossentropy", 128)
    elif work == "cnn":
        fit(work, cnn(), "sparse_categorical_crossentropy", 128)
    elif work == "cnn-norm":
        fit(work, cnn(lambda: [BatchNormalization()]), "sparse_categorical_crossentropy", 128)
    elif work == "lstm":
        fit(work, lstm(), "binary_crossentropy", 32)
    elif work == "gru":
        fit(work, gru(), "binary_crossentropy", 32)
    elif work == "block":
        fit(work, block(64, 64, 4, 128), "binary_crossentropy", 32)
    elif work == "block-large":
        fit(work, block(128, 256, 8, 1024), "binary_crossentropy", 32)
    elif work == "gan":
        gan.measure(work, 8, 32, 32)
    elif work == "gan-large":
        gan.measure(work, 64, 256, 128)
    elif work == "row":
        predict(work, lesson(), timing.data("lesson")[0], 1)
    elif work == "batch":
        predict(work, mlp(), timing.data("mlp")[0], 128)
    elif work == "images":
        predict(work, cnn(), timing.data("cnn")[0].reshape(-1, 28, 28, 1), 128)
    elif work == "sequences":
        predict(work, lstm(), timing.data("lstm")[0].reshape(-1, 50, 32), 32)
    elif work == "start":
        model = load_model("lesson.keras", compile=False)
        timing.show("prediction", model.predict_on_batch(np.fromfile("row.bin", "float32")[None])[0, 0])


if __name__ == "__main__":
    main(sys.argv[1])
