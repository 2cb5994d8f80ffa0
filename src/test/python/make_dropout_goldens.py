"""Writes golden/dropout.json: a network trained with dropout by Keras on TensorFlow, and the masks it drew.

    python make_dropout_goldens.py
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers as L

RATE, SEED, ROWS, FEATURES, UNITS, STEPS = 0.3, 7, 8, 5, 20, 6


def main():
    keras.utils.set_random_seed(1)
    random = np.random.default_rng(2)
    x = random.uniform(-1, 1, (STEPS, ROWS, FEATURES)).astype("float32")
    y = random.integers(0, 2, (STEPS, ROWS)).astype("float32")
    model = keras.Sequential([
        L.Input((FEATURES,)),
        L.Dense(UNITS, "tanh"),
        L.Dropout(RATE, seed=SEED),
        L.Dense(1, "sigmoid"),
    ])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    weights = [w.tolist() for w in model.get_weights()]
    # A layer with the same seed draws the same masks.
    twin = L.Dropout(RATE, seed=SEED)
    masks = [np.array(twin(np.ones((ROWS, UNITS), "float32"), training=True)) for _ in range(STEPS)]
    hidden = np.tanh(x[0] @ model.get_weights()[0] + model.get_weights()[1]) * masks[0]
    p = 1 / (1 + np.exp(-(hidden @ model.get_weights()[2] + model.get_weights()[3])[:, 0]))
    by_hand = -np.mean(y[0] * np.log(p) + (1 - y[0]) * np.log(1 - p))
    losses = [float(model.train_on_batch(x[i], y[i])) for i in range(STEPS)]
    assert abs(losses[0] - by_hand) < 1e-6, (losses[0], by_hand)
    # How often a number is dropped, and what the others become, over many.
    many = np.array(L.Dropout(RATE, seed=1)(np.ones((1000, 1000), "float32"), training=True))
    golden = {
        "rate": RATE,
        "x": x.tolist(),
        "y": y.tolist(),
        "weights": weights,
        "masks": [mask.tolist() for mask in masks],
        "losses": losses,
        "final_weights": [w.tolist() for w in model.get_weights()],
        "mean": float(many.mean(dtype="float64")),
        "variance": float(many.var(dtype="float64")),
        "largest": float(many.max()),
    }
    target = Path(__file__).parents[1] / "resources" / "golden" / "dropout.json"
    target.write_text(json.dumps(golden) + "\n")


main()
