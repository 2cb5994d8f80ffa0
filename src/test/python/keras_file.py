"""Real Keras's side of the live interop test.

    python keras_file.py predict MODEL.keras < x.json     prints the predictions
    python keras_file.py create MODEL.keras               saves a model; prints inputs and predictions

Arrays are JSON objects {"shape": [..], "values": [..]}.
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers as L  # noqa: E402


def to_json(array):
    return {"shape": list(array.shape), "values": [float(v) for v in np.asarray(array, "float32").ravel()]}


def predict(path):
    given = json.load(sys.stdin)
    x = np.array(given["values"], "float32").reshape(given["shape"])
    return to_json(keras.saving.load_model(path).predict(x, verbose=0))


def create(path):
    keras.utils.set_random_seed(11)
    model = keras.Sequential([
        L.Input((4, 3)),
        L.Dense(5, activation="tanh", name="first"),
        L.Dropout(0.3),
        L.Flatten(),
        L.Activation("relu"),
        L.Dense(6, use_bias=False, kernel_initializer=keras.initializers.GlorotUniform(seed=1)),
        L.Dense(2, activation="softmax", kernel_regularizer="l2", bias_regularizer=keras.regularizers.L1(0.3)),
    ])
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    x = np.random.default_rng(1).normal(size=(9, 4, 3)).astype("float32")
    model.fit(x, np.eye(2)[np.arange(9) % 2], epochs=2, verbose=0)
    model.save(path)
    return {"x": to_json(x), "predictions": to_json(model.predict(x, verbose=0))}


if __name__ == "__main__":
    json.dump({"predict": predict, "create": create}[sys.argv[1]](sys.argv[2]), sys.stdout)
