"""Makes the goldens at the edges of float32: what activations, losses and layers of real Keras give for the numbers EDGES, and
their gradients.

    venv/bin/python src/test/python/make_edge_goldens.py

Each is computed three times: by TensorFlow in float32, which is the reference, by TensorFlow in float64, and by JAX in float32.
Where the three differ, a golden has all their numbers in place of one, and each of them is Keras's: TensorFlow flushes denormal
numbers to 0 and float64 does not; float32 overflows on the way to a result that is none too large, or cancels; and at corners
such as celu's at 0, TensorFlow adds both sides' slopes where JAX takes their mean.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from goldens_activation_cases import activation_cases

EDGES = [0.0, -0.0, 1.0, -1.0, 1e-40, -1e-40, 1e-30, -1e-30, 1e-7, 0.3, 1e16, -1e16, 1e30, -1e30, 3e38, -3e38, 16.0, -16.0, 88.0, -88.0, 104.0, -104.0,
         float("inf"), float("-inf"), float("nan")]
LABELS = [0.0, -0.0, 1.0, -1.0, 0.3, 1e-40, 1e-30, 1e16, -1e16, 1e30, -1e30]
RUNS = {"tensorflow": ("tensorflow", "float32"), "float64": ("tensorflow", "float64"), "jax": ("jax", "float32")}


def value_and_gradient(function, x, dy, dtype):
    """What the function gives for x, and the gradient by x of the sum of that times dy; dy is repeated where it is too short."""
    import keras

    x = np.asarray(x, "float32").astype(dtype)
    factors = lambda y: np.resize(np.asarray(dy, dtype), y.shape)
    if keras.backend.backend() == "jax":
        import jax

        y, back = jax.vjp(function, jax.numpy.asarray(x))
        return np.asarray(y), np.asarray(back(jax.numpy.asarray(factors(y)))[0])
    import tensorflow as tf

    given = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(given)
        y = function(given)
        total = tf.reduce_sum(tf.where(factors(y) == 1, y, y * factors(y)))
    dx = tape.gradient(total, given)
    return y.numpy(), np.zeros_like(x) if dx is None else dx.numpy()


def numbers(array):
    return [float(str(v)) for v in np.asarray(array).astype("float32").ravel()]


def rows(width):
    """Rows that have an edge at one place, everywhere, and against its opposite."""
    fill = [0.2, 0.5, 0.1, 0.4][: width - 1]
    return [row for v in EDGES for row in ([v, *fill], [v] * width, [*fill[:-1], v, -v], [v, *[1e16] * (width - 1)])]


def activations(dtype):
    import keras

    a = keras.activations
    of_rows = ["glu", "log_softmax", "softmax", "sparsemax"]
    functions = activation_cases(a)
    made = {}
    for name, function in functions.items():
        x, dy = (rows(4), [1, 2, -1, 0.5]) if name in of_rows else ([[v] for v in EDGES], [1])
        y, dx = value_and_gradient(function, x, dy, dtype)
        made[name] = {"width": len(x[0]), "x": numbers(x), "dy": numbers(np.resize(dy, np.shape(y))), "y": numbers(y), "dx": numbers(dx)}
    return made


def loss_cases():
    """Each loss with its arguments, and the labels and predictions of its rows."""
    pairs = ([[y] for y in LABELS for _ in EDGES], [[p] for _ in LABELS for p in EDGES])
    single = {
        "BinaryCrossentropy": [{}, {"from_logits": True}, {"label_smoothing": 0.2}, {"from_logits": True, "label_smoothing": 0.2}],
        "Hinge": [{}], "SquaredHinge": [{}], "Huber": [{}, {"delta": 1e-3}], "LogCosh": [{}], "MeanAbsoluteError": [{}],
        "MeanAbsolutePercentageError": [{}], "MeanSquaredError": [{}], "MeanSquaredLogarithmicError": [{}], "Poisson": [{}],
    }  # fmt: skip
    for name, all_arguments in single.items():
        for arguments in all_arguments:
            yield name, arguments, *pairs
    one_hot = [[1, 0, 0], [0, 0, 1], [0.5, 0.25, 0.25]]
    crossentropy = [{}, {"from_logits": True}, {"label_smoothing": 0.2}, {"from_logits": True, "label_smoothing": 0.2}]
    of_rows = {
        "CategoricalCrossentropy": (crossentropy, one_hot),
        "CategoricalHinge": ([{}], [*one_hot, [1e30, 0, 0]]),
        "CosineSimilarity": ([{}], [*one_hot, [1e30, 1, 0], [1e-40, 0, 0], [0, 0, 0]]),
        "KLDivergence": ([{}], [*one_hot, [1e30, 1, 0], [1e-40, -1, 0]]),
        "SparseCategoricalCrossentropy": (crossentropy[:2], [[0], [2]]),
    }
    for name, (all_arguments, labels) in of_rows.items():
        predictions = rows(3)
        for arguments in all_arguments:
            yield name, arguments, [y for y in labels for _ in predictions], [p for _ in labels for p in predictions]


def losses(dtype):
    import keras

    made = []
    for name, arguments, labels, predictions in loss_cases():
        loss = getattr(keras.losses, name)(reduction="none", dtype=dtype, **arguments)
        labels = np.asarray(labels, "float32")
        y, dx = value_and_gradient(lambda p: loss(labels.astype(dtype), p), predictions, [1], dtype)
        golden = {"labels": numbers(labels), "predictions": numbers(predictions), "width": len(predictions[0])}
        made.append({"loss": name, "arguments": arguments, **golden, "losses": numbers(y), "gradients": numbers(dx)})
    return made


def reductions(dtype):
    """The loss of three rows, weighted, as one number; and its gradient."""
    import keras

    made = []
    for reduction in ["sum_over_batch_size", "sum", "mean_with_sample_weight", "none"]:
        for weights in [None, [0, 0, 0], [0, 1, 1e-40], [1e30, 1, 1], [1e30, 1e30, -1e30], [0, -0.0, 1e-30]]:
            for predictions in [[0.5, 1, 2], [float("nan"), 1, 2], [float("inf"), 1, 2], [1e16, 1, 2], [1e30, 1, 2]]:
                loss = keras.losses.MeanSquaredError(reduction=reduction, dtype=dtype)
                weight = None if weights is None else np.asarray(weights, "float32").astype(dtype)
                y, dx = value_and_gradient(lambda p: loss(np.zeros((3, 1), dtype), p, sample_weight=weight), [[p] for p in predictions], [1], dtype)
                made.append({"reduction": reduction, "weights": weights and numbers(weights), "predictions": numbers(predictions),
                             "loss": numbers(np.mean(y)), "gradients": numbers(dx)})  # fmt: skip
    return made


def layer_cases():
    """Name, layers, their weights in Keras's order, and input; all are called as in training."""
    from keras import layers as L

    column = [[v] for v in EDGES]
    fours = [[[v] for v in row] for row in rows(4)]
    images = [[[[row[0]], [row[1]]], [[row[2]], [row[3]]]] for row in rows(4)]
    steps = [[[a], [b]] for v in EDGES for a, b in [(v, 0.5), (0.5, v)]]
    for scale, offset, mean, variance in [(2, 0.5, 0.3, 4), (1, 0, 0, 0), (1, 0, 0, 1e-40), (1, 0, 1e30, 1e30), (1e30, 1, 1e-30, 1e-30)]:
        yield f"batch normalization {mean} {variance}", [L.BatchNormalization(trainable=False)], [[scale], [offset], [mean], [variance]], column
    batches = [[1, 2, 3, 1e16], [1e30, -1e30, 0, 1], [1e-30, 2e-30, -1e-30, 0], [1e-40, 0, 0, 1e-40], [float("nan"), 1, 2, 3], [float("inf"), 1, 2, 3],
               [3e38] * 4, [0.1] * 4, [1e16] * 4, [1e30, 1e30, 2e30, 1e30], [-0.0, 0, 0, 0]]  # fmt: skip
    for batch in batches:
        yield f"batch normalization in training {batch}", [L.BatchNormalization()], [[1.5], [0.5], [0], [1]], [[v] for v in batch]
    for mean, variance in [(0.3, 4.0), (0.0, 0.0), (0.0, 1e-40), (1e30, 1e30), (1e-30, 1e-30)]:
        yield f"normalization {mean} {variance}", [L.Normalization(mean=mean, variance=variance)], [], column
        yield f"inverse normalization {mean} {variance}", [L.Normalization(mean=mean, variance=variance, invert=True)], [], column
    for scale, offset in [(1e30, 1.0), (1e-30, -1.0), (0.0, 0.0)]:
        yield f"rescaling {scale} {offset}", [L.Rescaling(scale, offset)], [], column
    for name, layer in [("softmax", L.Softmax()), ("max pooling", L.MaxPooling1D(2)), ("average pooling", L.AveragePooling1D(2)),
                        ("global max pooling", L.GlobalMaxPooling1D()), ("global average pooling", L.GlobalAveragePooling1D())]:  # fmt: skip
        yield name, [layer], [], rows(4) if name == "softmax" else fours
    for name, layer in [("max pooling", L.MaxPooling2D(2)), ("average pooling", L.AveragePooling2D(2)),
                        ("global max pooling", L.GlobalMaxPooling2D()), ("global average pooling", L.GlobalAveragePooling2D())]:  # fmt: skip
        yield f"{name} of images", [layer], [], images
    convolution = [L.Conv2D(1, 1, use_bias=False), L.Activation("relu"), L.MaxPooling2D(2)]
    finite = [image for image in images if np.isfinite(image).all()]  # Java computes the three in one, and of infinite sums makes NaN
    yield "convolution, relu and max pooling", convolution, [[[[[1]]]]], finite
    for name, layer in [("elu", L.ELU(0.5)), ("leaky relu", L.LeakyReLU(0.1)), ("relu", L.ReLU(1.5, 0.1, 0.2))]:
        yield f"layer {name}", [layer], [], column
    yield "layer prelu", [L.PReLU()], [[0.25]], column
    cell = [[[1, 0.5, 2, 1]], [[0.5, 1, 0.5, 1]], [0.1, 0.2, 0.3, 0.4]]
    for activation, gate in [("tanh", "sigmoid"), ("relu", "hard_sigmoid"), ("softsign", "sigmoid")]:
        yield f"lstm {activation} {gate}", [L.LSTM(1, activation=activation, recurrent_activation=gate)], cell, steps
    for masked in [0.0, 1e30, 1e-30]:
        yield f"masking {masked}", [L.Masking(masked), L.LSTM(1, return_sequences=True)], cell, steps


def layers(dtype):
    import keras

    keras.config.set_floatx(dtype)
    made = []
    for name, all_layers, weights, x in layer_cases():
        x = np.asarray(x, "float32")
        model = keras.Sequential([keras.Input(x.shape[1:]), *all_layers])
        model.set_weights([np.asarray(w, "float32").astype(dtype) for w in weights])
        dy = [1, 2, -1, 0.5]
        if keras.backend.backend() == "jax":
            variables = [v.value for v in model.trainable_variables], [v.value for v in model.non_trainable_variables]
            y, dx = value_and_gradient(lambda x: model.stateless_call(*variables, x, training=True)[0], x, dy, dtype)
        else:
            y, dx = value_and_gradient(lambda x: model(x, training=True), x, dy, dtype)
        config = json.loads(model.to_json().replace(dtype, "float32"))
        made.append({"name": name, "model": config, "weights": [numbers(w) for w in weights], "x": numbers(x), "samples": len(x),
                     "dy": numbers(np.resize(dy, np.shape(y))), "y": numbers(y), "dx": numbers(dx)})  # fmt: skip
    return made


def run(dtype, out):
    made = {"activations": activations(dtype), "losses": losses(dtype), "reductions": reductions(dtype), "layers": layers(dtype)}
    Path(out).write_text(json.dumps(made))


def same(a, b):
    return a == b or (a != a and b != b) or abs(a - b) <= 1e-6 * max(abs(a), abs(b)) < float("inf")


def merged(path, runs):
    """One structure of three: of numbers that differ, all different ones, TensorFlow's in float32 first."""
    first = runs[0]
    if isinstance(first, dict):
        return {key: merged(f"{path}/{key}", [found[key] for found in runs]) for key in first}
    if isinstance(first, list):
        assert len({len(found) for found in runs}) == 1, path
        return [merged(path, list(found)) for found in zip(*runs)]
    different = []
    for found in runs:
        if not isinstance(found, float) or not any(same(found, other) for other in different):
            different.append(found)
    return different if isinstance(first, float) and len(different) > 1 else first


def main():
    found = []
    for backend, dtype in RUNS.values():
        environment = dict(os.environ, KERAS_BACKEND=backend, TF_CPP_MIN_LOG_LEVEL="3")
        with tempfile.TemporaryDirectory() as directory:
            out = Path(directory, "made.json")
            subprocess.run([sys.executable, "-W", "ignore", __file__, dtype, str(out)], env=environment, check=True)
            found.append(json.loads(out.read_text()))
    from goldens_data import OUT, made_by

    golden = {"made_by": made_by(), **merged("", found)}
    (OUT / "edges.json.gz").write_bytes(gzip.compress(json.dumps(golden, separators=(",", ":")).encode(), mtime=0))


if __name__ == "__main__":
    main() if len(sys.argv) == 1 else run(*sys.argv[1:])
