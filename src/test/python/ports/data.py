"""Numbers made by a formula, the same here and in Java: pictures, noise, first weights.

Java's java.util.SplittableRandom draws them, of which these are the first numbers of a seed.
"""

import numpy as np


def uniform(seed, *shape):
    """From 0 to 1, as new SplittableRandom(seed).nextDouble()."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, 1 + np.prod(shape), dtype="uint64") * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        z = z ^ z >> np.uint64(31)
    return ((z >> np.uint64(11)) * 2.0**-53).astype("float32").reshape(shape)


def noise(seed, *shape):
    """Of mean 0 and variance 1."""
    return ((uniform(seed, *shape) - 0.5) * 12**0.5).astype("float32")


def kinds(samples):
    """0, 1, 2, 0, .."""
    return np.arange(samples) % 3


def pictures(samples):
    """Of 8 x 8 points from 0 to 1: lines across, down and aslant, each kind in turn, dimmed by chance."""
    light = uniform(1, samples, 8, 8, 1)
    i, row, column = np.arange(samples)[:, None, None], np.arange(8)[:, None], np.arange(8)
    where = np.choose(i % 3, np.broadcast_arrays(row, column, row + column))
    return (light * np.where((where + i // 3) % 4 < 2, 1, 0.1)[..., None]).astype("float32")


def set_first_weights(model):
    """Of kernels and tables; what else there is begins with Keras's own numbers."""
    for i, weight in enumerate(model.weights):
        if len(weight.shape) > 1:
            weight.assign((2 * uniform(100 + i, *weight.shape) - 1) * np.float32((3 / np.prod(weight.shape[:-1])) ** 0.5))
