"""Makes the goldens of single functions, with real Keras on TensorFlow: values and gradients on a grid of numbers.

The numbers are float32's, but Keras computes in float64: in float32 its own gradients lose digits where 1 - tanh(x)^2 cancels.

    venv/bin/python src/test/python/make_function_goldens.py
"""

import json
import os
from importlib.metadata import version
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from goldens_activation_cases import activation_cases  # noqa: E402

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/golden"
MADE_BY = {package: version(package) for package in ["keras", "tensorflow-cpu", "numpy"]}


def numbers(array):
    return [float(str(v)) for v in np.asarray(array).astype("float32").ravel()]


def write(name, golden):
    (OUT / f"{name}.json").write_text(json.dumps({"made_by": MADE_BY, **golden}) + "\n")


def activations():
    a = keras.activations
    functions = activation_cases(a)
    rng = np.random.default_rng(5)
    x = np.concatenate([rng.normal(size=(10, 6)) * 2, rng.normal(size=(2, 6)) * 12]).astype("float32")
    result = {"x": numbers(x), "width": 6, "functions": {}}
    for name, function in functions.items():
        given = tf.constant(x, tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(given)
            y = function(given)
            dy = tf.constant(np.random.default_rng(6).normal(size=y.shape).astype("float32"), tf.float64)
            total = tf.reduce_sum(y * dy)
        result["functions"][name] = {"y": numbers(y), "dy": numbers(dy), "dx": numbers(tape.gradient(total, given))}
    write("activations", result)


if __name__ == "__main__":
    activations()
