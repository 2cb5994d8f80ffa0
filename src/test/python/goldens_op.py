"""One golden of an op: a functional model of the op alone, and what Keras on TensorFlow computes by it.

A case is an expression, as a user would write it, over the inputs x, y, z and w, and what is drawn for each of them. Its name is the
expression. Beside the inputs it can use keras, its ops, np, and array(..), which draws a constant.
"""

import copy
import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Callable

import keras
import numpy as np
import tensorflow as tf
from goldens_data import numbers
from keras.src.ops.nn import ConvTranspose



def conv_transpose(op, inputs, kernel):
    """ConvTranspose.call as it is meant: Keras 3.15.1's takes padding and output_padding for each other, and fails."""
    return keras.ops.conv_transpose(inputs, kernel, op.strides, op.padding, op.output_padding, op.data_format, op.dilation_rate)


ConvTranspose.call = conv_transpose
BATCH = 2
LENGTHS = [4, 5]  # of axes of unknown length: the first, the second


@dataclass
class Given:
    """An input: its shape without the batch, where None is an unknown length, its dtype, and how its values are drawn."""

    shape: tuple
    dtype: str
    draw: Callable

    def __str__(self):
        return str(self.shape) + ("" if self.dtype == "float32" else f" {self.dtype}")


def f(*shape):
    """No two numbers the same, none near 0."""
    return Given(shape, "float32", lambda random, shape: distinct(random, shape, -3, 3))


def positive(*shape):
    return Given(shape, "float32", lambda random, shape: distinct(random, shape, 0.2, 4))


def unit(*shape):
    """Between -1 and 1."""
    return Given(shape, "float32", lambda random, shape: distinct(random, shape, -0.95, 0.95))


def shares(*shape):
    """Positive, with the sum 1 along the last axis."""
    return Given(shape, "float32", lambda random, shape: random.dirichlet(np.full(shape[-1], 2.0), shape[:-1]).round(3) + 0.001)


def ints(low, high, *shape):
    return Given(shape, "int32", lambda random, shape: random.integers(low, high, shape))


def bools(*shape):
    return Given(shape, "bool", lambda random, shape: random.integers(0, 2, shape))


def these(values, shape=None, dtype="float32"):
    """These values, batch included; the shape only where it has unknown lengths."""
    values = np.array(values, dtype)
    return Given(values.shape[1:] if shape is None else shape, dtype, lambda random, shape: values)


def distinct(random, shape, low, high):
    count = int(np.prod(shape))
    steps = np.linspace(low, high, 4 * count + 2)
    steps = steps[np.abs(steps) > 0.05]
    return random.choice(steps, count, replace=False).reshape(shape).round(3)


def array(*shape):
    """A constant, the same for the same shape: sixteenths, which are short to write."""
    sixteenths = np.array([n for n in range(-32, 33) if n])
    return (np.random.default_rng(5).choice(sixteenths, shape, replace=False) / 16).astype("float32")


def names(cases):
    """The expressions; where several cases have the same, with their inputs, and if these are the same, too, numbered."""
    times = Counter(expression for expression, *_ in cases)
    found = [e if times[e] == 1 else f"{e} of {', '.join(map(str, given))}" for e, *given in cases]
    return [n if n not in found[:i] else f"{n}, {1 + found[:i].count(n)}" for i, n in enumerate(found)]


def model(expression, given):
    keras.utils.clear_session(free_memory=False)
    inputs = [keras.Input(g.shape, dtype=g.dtype) for g in given]
    outputs = eval(expression, {"keras": keras, "ops": keras.ops, "np": np, "array": array, **dict(zip("xyzw", inputs))})
    return keras.Model(inputs[0] if len(inputs) == 1 else inputs, outputs)


def drawn(name, given):
    random = np.random.default_rng(zlib.crc32(name.encode()))
    found = []
    for g in given:
        lengths = iter(LENGTHS)
        found.append(np.asarray(g.draw(random, (BATCH, *[next(lengths) if n is None else n for n in g.shape])), g.dtype))
    return found


def outputs(made, x):
    return keras.tree.flatten(made(x[0] if len(x) == 1 else x, training=False))


def gradients(made, x):
    """By each input, of the sum of the means of the squares of the outputs that are floats; None where there is none."""
    x = [tf.constant(v) for v in x]
    with tf.GradientTape() as tape:
        tape.watch([v for v in x if v.dtype.is_floating])
        loss = sum(tf.reduce_mean(tf.square(tf.cast(y, "float32"))) for y in outputs(made, x) if y.dtype.is_floating)
    if not tf.is_tensor(loss):
        return [None] * len(x)
    found = [tape.gradient(loss, [v])[0] if v.dtype.is_floating else None for v in x] if len(x) == 1 else tape.gradient(loss, x)
    return [None if g is None else numbers(tf.convert_to_tensor(g)) for g in found]


def golden(name, expression, *given):
    x = drawn(name, given)
    made = model(expression, given)
    y = [v.numpy() for v in outputs(made, x)]
    assert all(v.shape[:1] == x[0].shape[:1] for v in y), f"an output without the batch: {[v.shape for v in y]}"
    return {
        "name": name,
        "model": json.loads(json.dumps(keras.saving.serialize_keras_object(made))),
        "x": [numbers(v) for v in x],
        "x_shapes": [list(v.shape) for v in x],
        "y": [numbers(v) for v in y],
        "y_shapes": [list(v.shape) for v in y],
        "gradients": gradients(made, x),
    }


def check(golden):
    """That the model, read back, computes y."""
    made = keras.saving.deserialize_keras_object(copy.deepcopy(golden["model"]))  # which takes it apart
    x = [np.array(v).reshape(s).astype(i.dtype) for v, s, i in zip(golden["x"], golden["x_shapes"], made.inputs)]
    y = outputs(made, x)
    assert [list(v.shape) for v in y] == golden["y_shapes"], f"{[v.shape for v in y]} in place of {golden['y_shapes']}"
    for found, expected in zip(y, golden["y"]):
        np.testing.assert_allclose(np.array(numbers(found)), expected, rtol=1e-6, atol=1e-7)
