"""Goldens of what compile and layers take: each loss, metric, initializer, regularizer and constraint of Keras, with defaults and with
unusual arguments.

    venv/bin/python src/test/python/make_compile_goldens.py

Three files, each made by TensorFlow, which is the reference, and by JAX; the largest relative difference of the two is the "spread".

    metrics.json.gz       results over seven batches, the last of which is smaller
    parts.json.gz         models with one such part, trained for three epochs of seven batches, the last of which is smaller
    initializers.json.gz  numbers, or how random ones are distributed; the strings that each module takes
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from goldens_data import OUT, numbers, spread

SAMPLES, BATCH, EPOCHS = 51, 8, 3
WEIGHTS = np.round(np.random.default_rng(5).uniform(0, 2, SAMPLES), 2)


def array(values):
    return {"shape": list(np.shape(values)), "values": numbers(values)}


def softmax(z, axis=-1):
    e = np.exp(z - z.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def data():
    """Labels and predictions of each kind."""
    rng = np.random.default_rng(3)
    classes = rng.integers(0, 3, SAMPLES).astype("float32")
    one_hot = np.eye(3, dtype="float32")[classes.astype(int)]
    several = (rng.random((SAMPLES, 3)) < 0.4).astype("float32")
    logits = rng.normal(size=(SAMPLES, 3)).round(2)
    probabilities = (0.3 * several + 0.7 * rng.random((SAMPLES, 3))).round(2)
    probabilities[::9] = [0, 1, 0.5]
    image = rng.integers(0, 3, (SAMPLES, 2, 2)).astype("float32")
    return {
        "binary": (several[:, :1], probabilities[:, :1]),
        "flat": (several[:, 0], probabilities[:, :1]),
        "several": (several, probabilities),
        "logits": (several, 2 * logits),
        "one_hot": (one_hot, softmax(logits + one_hot)),
        "sparse": (classes, softmax(logits + one_hot)),
        "column": (classes[:, None], softmax(logits + one_hot)),
        "classes": (classes[:, None], np.where(rng.random(SAMPLES) < 0.5, classes, rng.integers(0, 3, SAMPLES))[:, None]),
        "regression": (rng.normal(size=(SAMPLES, 2)), rng.normal(size=(SAMPLES, 2)) * 0.5),
        "triples": (rng.normal(size=(SAMPLES, 3)), rng.normal(size=(SAMPLES, 3)) * 0.5),
        "steps": (rng.normal(size=(SAMPLES, 4, 3)), rng.normal(size=(SAMPLES, 4, 3))),
        "step_classes": (rng.integers(0, 3, (SAMPLES, 4)).astype("float32"), softmax(rng.normal(size=(SAMPLES, 4, 3)))),
        "step_one_hot": (np.eye(3)[rng.integers(0, 3, (SAMPLES, 4))], softmax(rng.normal(size=(SAMPLES, 4, 3)))),
        "one_hot_channels_first": (np.moveaxis(np.eye(3)[image.astype(int)], -1, 1), softmax(rng.normal(size=(SAMPLES, 3, 2, 2)), 1)),
        "ids_of_one_hot": (one_hot, np.where(rng.random(SAMPLES) < 0.5, classes, rng.integers(0, 3, SAMPLES))[:, None]),
    }


def metric_cases():
    from keras import metrics as M

    for make in [M.TruePositives, M.FalsePositives, M.TrueNegatives, M.FalseNegatives]:
        yield "binary", make()
        yield "several", make(thresholds=[0.7, 0.2, 0.5])
    for make in [M.Precision, M.Recall]:
        yield "flat", make()
        yield "several", make(thresholds=[0, 0.25, 0.5, 0.75, 1])
        yield "several", make(thresholds=[0.9, 0.3])
        yield "several", make(thresholds=0.3, class_id=1)
        yield "several", make(top_k=2)
        yield "one_hot", make(top_k=1, class_id=2)
        yield "one_hot", make(top_k=2, thresholds=[0.4])
    for make in [M.PrecisionAtRecall, M.RecallAtPrecision, M.SensitivityAtSpecificity, M.SpecificityAtSensitivity]:
        yield "binary", make(0.6)
        yield "several", make(0.4, num_thresholds=7, class_id=1)
        yield "binary", make(0.5, num_thresholds=1)
    yield "binary", M.AUC()
    for curve in ["ROC", "PR", "PRGAIN"]:
        for method in ["interpolation", "majoring", "minoring"]:
            yield "binary", M.AUC(curve=curve, summation_method=method, num_thresholds=20)
            yield "several", M.AUC(curve=curve, summation_method=method, multi_label=True, num_labels=3, label_weights=[0.5, 2, 1])
    yield "several", M.AUC(multi_label=True, num_thresholds=9)
    yield "several", M.AUC(label_weights=[0.5, 2, 1])
    yield "logits", M.AUC(from_logits=True)
    yield "binary", M.AUC(thresholds=[0.25, 0.5, 0.75])
    yield "binary", M.AUC(thresholds=[0.6, 0.1, 0.45])
    for average in [None, "micro", "macro", "weighted"]:
        yield "one_hot", M.F1Score(average=average)
        yield "several", M.FBetaScore(average=average, beta=2.0, threshold=0.5)
    yield "several", M.F1Score(threshold=0.3)
    yield "one_hot", M.FBetaScore(beta=0.5)
    yield "binary", M.BinaryIoU()
    yield "binary", M.BinaryIoU(target_class_ids=[1], threshold=0.3, dtype="float32")
    yield "classes", M.IoU(num_classes=3, target_class_ids=[0, 2])
    yield "sparse", M.IoU(num_classes=3, target_class_ids=[1], sparse_y_pred=False, ignore_class=0)
    yield "classes", M.MeanIoU(num_classes=3)
    yield "one_hot", M.MeanIoU(num_classes=3, sparse_y_true=False, sparse_y_pred=False, dtype="float32")
    yield "one_hot", M.OneHotIoU(num_classes=3, target_class_ids=[0, 1])
    yield "ids_of_one_hot", M.OneHotIoU(num_classes=3, target_class_ids=[0, 1], sparse_y_pred=True)
    yield "one_hot", M.OneHotMeanIoU(num_classes=3)
    yield "step_one_hot", M.OneHotMeanIoU(num_classes=3, ignore_class=2)
    yield "regression", M.R2Score()
    yield "regression", M.R2Score(class_aggregation=None)
    yield "regression", M.R2Score(class_aggregation="variance_weighted_average", num_regressors=3)
    for make in [M.PearsonCorrelation, M.ConcordanceCorrelation, M.CosineSimilarity]:
        yield "triples", make()
        yield "steps", make(axis=1)
    for make in [M.MeanSquaredError, M.RootMeanSquaredError, M.MeanAbsoluteError, M.MeanAbsolutePercentageError, M.MeanSquaredLogarithmicError,
                 M.LogCoshError]:
        yield "regression", make()
        yield "steps", make()
    for make in [M.Hinge, M.SquaredHinge, M.CategoricalHinge, M.Poisson, M.KLDivergence]:
        yield "one_hot", make()
        yield "step_one_hot", make()
    yield "binary", M.BinaryAccuracy()
    yield "several", M.BinaryAccuracy(threshold=0.3)
    yield "classes", M.Accuracy()
    yield "one_hot", M.CategoricalAccuracy()
    yield "step_one_hot", M.CategoricalAccuracy()
    for kind in ["sparse", "column", "step_classes"]:
        yield kind, M.SparseCategoricalAccuracy()
    yield "one_hot", M.TopKCategoricalAccuracy(k=2)
    yield "sparse", M.SparseTopKCategoricalAccuracy(k=2)
    yield "several", M.BinaryCrossentropy()
    yield "logits", M.BinaryCrossentropy(from_logits=True, label_smoothing=0.2)
    yield "one_hot", M.CategoricalCrossentropy()
    yield "one_hot", M.CategoricalCrossentropy(from_logits=True, label_smoothing=0.2)
    yield "one_hot_channels_first", M.CategoricalCrossentropy(axis=1)
    yield "sparse", M.SparseCategoricalCrossentropy()
    yield "sparse", M.SparseCategoricalCrossentropy(ignore_class=1)


def metrics():
    from keras.saving import serialize_keras_object

    kinds = data()

    def made(kind, metric):
        y, p = kinds[kind]
        case = {"kind": kind, "metric": serialize_keras_object(metric)}
        if "Cosine" in type(metric).__name__ or "Sparse" in type(metric).__name__:
            case["metric"]["config"].update({"axis": metric._fn_kwargs["axis"]} if "axis" in metric._fn_kwargs else {})
        for weighted in [False, True]:
            if weighted and kind == "step_one_hot" and "IoU" in type(metric).__name__:
                continue  # Keras refuses weights of samples that have several places
            metric.reset_state()
            results = []
            for start in range(0, SAMPLES, BATCH):
                part = slice(start, start + BATCH)
                metric.update_state(y[part].astype("float32"), p[part].astype("float32"), sample_weight=WEIGHTS[part].astype("float32") if weighted else None)
                results.append(numbers(metric.result()))
            case["weighted" if weighted else "results"] = results
        return case

    all_cases = [made(*case) for case in metric_cases()]
    return {"data": {kind: [array(y), array(p)] for kind, (y, p) in kinds.items()}, "weights": numbers(WEIGHTS), "cases": all_cases}


def part_cases():
    """Name, output layers, kind of labels, loss, what compile is given else, and what the kernel has."""
    import keras
    from keras import constraints as C
    from keras import layers as L
    from keras import losses as O
    from keras import metrics as M
    from keras import regularizers as R

    def dense(units, activation=None, **kernel):
        return lambda: [keras.Input((4,)), L.Dense(5, "tanh", **kernel), L.Dense(units, activation)]

    def steps(activation=None):
        return lambda: [keras.Input((4,)), L.Dense(12), L.Reshape((4, 3)), L.Dense(3, activation)]

    def image(activation=None):
        return lambda: [keras.Input((4,)), L.Dense(12), L.Reshape((3, 2, 2)), L.Activation(activation)]

    for name in ["mean_squared_error", "mae", "MAPE", "msle", "huber", "log_cosh", "cosine_similarity"]:
        yield name, dense(2, "softplus"), "positive", name, {}
    for name in ["hinge", "squared_hinge", "poisson", "kld", "binary_crossentropy", "binary_focal_crossentropy", "dice", "tversky"]:
        yield name, dense(3, "sigmoid"), "several", name, {}
    for name in ["categorical_hinge", "categorical_crossentropy", "categorical_focal_crossentropy"]:
        yield name, dense(3, "softmax"), "one_hot", name, {}
    yield "sparse_categorical_crossentropy", dense(3, "softmax"), "classes", "sparse_categorical_crossentropy", {}
    yield "circle", lambda: [keras.Input((4,)), L.Dense(5, "tanh"), L.UnitNormalization()], "classes", "circle", {}
    yield "ctc", steps(), "words", "ctc", {}
    yield "generalized", dense(3, "softmax"), "classes", O.CategoricalGeneralizedCrossEntropy(), {}
    weights = {"sample_weight": WEIGHTS}
    unusual = {
        "huber": (dense(2), "positive", O.Huber(delta=0.3, reduction="mean_with_sample_weight"), weights),
        "mse_sum": (dense(2), "positive", O.MeanSquaredError(reduction="sum"), weights),
        "cosine_axis": (steps(), "steps", O.CosineSimilarity(axis=1), {}),
        "bce": (dense(3), "several", O.BinaryCrossentropy(from_logits=True, label_smoothing=0.2), weights),
        "bce_axis": (steps("sigmoid"), "step_labels", O.BinaryCrossentropy(axis=1), {}),
        "cce": (dense(3), "one_hot", O.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1), {"class_weight": {0: 0.5, 1: 2.0, 2: 1.0}}),
        "cce_axis": (image("sigmoid"), "one_hot_first", O.CategoricalCrossentropy(axis=1), {}),
        "sparse_ignore": (dense(3, "softmax"), "classes", O.SparseCategoricalCrossentropy(ignore_class=1), {}),
        "sparse_ignore_weighted": (dense(3), "unknown", O.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1), weights),
        "sparse_ignore_with_sample_weight": (dense(3), "unknown", O.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1, reduction="mean_with_sample_weight"), weights),
        "binary_focal": (dense(3), "several", O.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.6, gamma=1.5, from_logits=True, label_smoothing=0.1), weights),
        "binary_focal_axis": (steps("sigmoid"), "step_labels", O.BinaryFocalCrossentropy(axis=1, gamma=3), {}),
        "categorical_focal": (dense(3), "one_hot", O.CategoricalFocalCrossentropy(alpha=0.5, gamma=1, from_logits=True, label_smoothing=0.1), {"class_weight": {0: 0.5, 1: 2.0, 2: 1.0}}),
        "categorical_focal_axis": (image("sigmoid"), "one_hot_first", O.CategoricalFocalCrossentropy(axis=1), {}),
        "dice": (steps("sigmoid"), "step_labels", O.Dice(axis=(1, 2)), weights),
        "dice_scalar": (dense(3, "sigmoid"), "several", O.Dice(), weights),
        "tversky": (steps("sigmoid"), "step_labels", O.Tversky(alpha=0.3, beta=0.7, axis=(1, 2)), weights),
        "circle": (lambda: [keras.Input((4,)), L.Dense(5, "tanh"), L.UnitNormalization()], "classes", O.Circle(gamma=10, margin=0.25, remove_diagonal=False), weights),
        "ctc": (steps(), "words", O.CTC(reduction="sum"), weights),
        "generalized": (dense(3, "softmax"), "classes", O.CategoricalGeneralizedCrossEntropy(q=0.8), weights),
        "poisson": (dense(3, "softplus"), "several", O.Poisson(reduction="sum"), weights),
        "kld": (dense(3, "softmax"), "one_hot", O.KLDivergence(reduction="mean_with_sample_weight"), weights),
        "hinge": (dense(3, "tanh"), "several", O.Hinge(reduction="mean_with_sample_weight"), weights),
        "squared_hinge": (dense(3, "tanh"), "several", O.SquaredHinge(reduction="sum"), weights),
        "categorical_hinge": (dense(3), "one_hot", O.CategoricalHinge(reduction="mean_with_sample_weight"), {"class_weight": {0: 0.5, 1: 2.0, 2: 1.0}}),
        "mae": (dense(2), "positive", O.MeanAbsoluteError(reduction="mean_with_sample_weight"), weights),
        "mape": (dense(2), "positive", O.MeanAbsolutePercentageError(reduction="sum"), weights),
        "msle": (dense(2, "softplus"), "positive", O.MeanSquaredLogarithmicError(reduction="sum"), weights),
        "log_cosh": (dense(2), "positive", O.LogCosh(reduction="sum"), weights),
    }
    for name, (layers, kind, loss, more) in unusual.items():
        yield f"{name} with arguments", layers, kind, loss, more
    yield "metrics of probabilities", dense(3, "softmax"), "one_hot", "categorical_crossentropy", {
        "metrics": [M.F1Score(), M.Precision(thresholds=[0.2, 0.5]), M.AUC(name="auc"), M.AUC(name="auc"), M.AUC(multi_label=True, curve="PR", name="areas"),
                    M.OneHotMeanIoU(num_classes=3, name="overlap"), "recall", M.R2Score(class_aggregation=None), "true_positives", "concordance_correlation"],
        "weighted_metrics": [M.F1Score(average="micro"), M.FalseNegatives(thresholds=[0.1, 0.6], name="missed"), M.SensitivityAtSpecificity(0.5, name="at")], **weights}
    yield "metrics of classes", dense(3, "softmax"), "classes", "sparse_categorical_crossentropy", {
        "metrics": ["acc", M.SparseTopKCategoricalAccuracy(k=2), M.SparseCategoricalCrossentropy(ignore_class=1), M.MeanIoU(num_classes=3, sparse_y_pred=False, name="overlap")],
        "weighted_metrics": ["sparse_categorical_crossentropy", "accuracy"], **weights}
    for name, make in {
        "l1": lambda: "l1", "L1": lambda: R.L1(0.05), "l2": lambda: "l2", "L2": lambda: R.L2(0.2), "l1l2": lambda: "l1l2",
        "L1L2": lambda: R.L1L2(0.03, 0.04), "orthogonal": lambda: "orthogonal_regularizer",
        "columns": lambda: R.OrthogonalRegularizer(0.5, mode="columns"),
    }.items():
        yield f"regularizer {name}", dense(2, kernel_regularizer=make()), "positive", "mse", {}
        if name != "orthogonal":  # Keras takes no rows of a number that is not known
            yield f"activity {name}", dense(2, activity_regularizer=make()), "positive", "mse", {}
    for name, constraint in {
        "max_norm": "max_norm", "MaxNorm": C.MaxNorm(0.5, axis=1), "non_neg": "non_neg", "unit_norm": "unit_norm", "UnitNorm": C.UnitNorm(axis=[0, 1]),
        "min_max_norm": "min_max_norm", "MinMaxNorm": C.MinMaxNorm(0.4, 0.8, rate=0.5, axis=1),
    }.items():
        yield f"constraint {name}", dense(2, kernel_constraint=constraint), "positive", "mse", {}


def labels():
    rng = np.random.default_rng(8)
    classes = rng.integers(0, 3, SAMPLES)
    words = rng.integers(1, 3, (SAMPLES, 2)) * [[1, 1]]
    words[::3, 1] = 0
    image = rng.integers(0, 3, (SAMPLES, 2, 2))
    return {
        "positive": rng.uniform(0.2, 2, (SAMPLES, 2)),
        "several": rng.random((SAMPLES, 3)) < 0.4,
        "one_hot": np.eye(3)[classes],
        "classes": classes,
        "unknown": np.where(rng.random(SAMPLES) < 0.3, -1, classes),
        "words": words,
        "steps": rng.normal(size=(SAMPLES, 4, 3)),
        "step_labels": rng.random((SAMPLES, 4, 3)) < 0.4,
        "one_hot_first": np.moveaxis(np.eye(3)[image], -1, 1),
    }


def parts():
    import keras

    rng = np.random.default_rng(9)
    x = rng.normal(size=(SAMPLES, 4)).round(2).astype("float32")
    kinds = {kind: np.asarray(y, "float32").round(2) for kind, y in labels().items()}

    def made(name, layers, kind, loss, more):
        rng = np.random.default_rng(9)
        keras.utils.set_random_seed(7)
        model = keras.Sequential(layers())
        for weight in model.weights:
            weight.assign(np.round(0.8 * rng.standard_normal(weight.shape), 2))
        compiled = {key: value for key, value in more.items() if "metrics" in key}
        fitted = {key: value for key, value in more.items() if "weight" in key and "metrics" not in key}
        model.compile(keras.optimizers.SGD(0.001 if any(part in name for part in ["sum", "MAPE", "mape", "circle"]) else 0.05), loss, **compiled)
        written = json.loads(model.to_json())
        written["compile_config"] = model.get_compile_config()
        if isinstance(loss, (keras.losses.Huber, keras.losses.CosineSimilarity)):  # which do not write these
            kept = {"delta", "axis"} & loss._fn_kwargs.keys()
            written["compile_config"]["loss"]["config"] |= {key: loss._fn_kwargs[key] for key in kept}
        case = {"name": name, "labels": kind, "model": written, "weights": [array(weight) for weight in model.get_weights()]}
        history = model.fit(x, kinds[kind], batch_size=BATCH, epochs=EPOCHS, shuffle=False, verbose=0, **fitted)
        case["history"] = {key: [numbers(value) for value in values] for key, values in history.history.items()}
        case["trained"] = [numbers(weight) for weight in model.get_weights()]
        case |= {"class_weight": fitted.get("class_weight"), "weighted": "sample_weight" in fitted}
        return case

    cases = [made(*case) for case in part_cases()]
    return {"x": array(x), "labels": {kind: array(y) for kind, y in kinds.items()}, "sample_weight": numbers(WEIGHTS), "cases": cases}


def initializers():
    import keras
    from keras import initializers as I
    from keras.saving import serialize_keras_object

    def case(made, shape, exact):
        values = np.asarray(made(shape), "float32")
        written = serialize_keras_object(made)
        if isinstance(made, I.Identity):
            written["config"]["gain"] = made.gain
        moments = [float(values.mean()), float(values.std()), float(np.abs(values).max())]
        return {"initializer": written, "shape": list(shape)} | ({"values": numbers(values)} if exact else {"moments": moments})

    exact = [
        (I.Zeros(), (3, 2)), (I.Ones(), (3, 2)), (I.Constant(), (2,)), (I.Constant(0.3), (2, 2)), (I.Identity(), (3, 4)), (I.Identity(gain=2.5), (4, 3)),
        (I.STFT(), (8, 1, 5)), (I.STFT("imag", "hamming", "spectrum", True), (8, 1, 5)), (I.STFT(window=None), (4, 1, 3)),
        (I.STFT(window=[1.0, 2.0, 3.0, 2.0], scaling=None), (4, 1, 3)),
    ]
    exact += [(I.STFT(window=window, periodic=periodic), (6, 1, 4)) for window in
              ["boxcar", "triang", "blackman", "bartlett", "parzen", "bohman", "blackmanharris", "nuttall", "flattop", "barthann", "cosine", "lanczos"]
              for periodic in [False, True]]
    large = (60, 2, 50, 40)
    random = [(make(seed=1), large) for make in [I.GlorotNormal, I.GlorotUniform, I.HeNormal, I.HeUniform, I.LecunNormal, I.LecunUniform, I.RandomNormal,
                                                 I.RandomUniform, I.TruncatedNormal, I.VarianceScaling]]
    random += [(make(seed=1, input_axes=[0, 1], output_axes=[3]), large) for make in
               [I.GlorotNormal, I.GlorotUniform, I.HeNormal, I.HeUniform, I.LecunNormal, I.LecunUniform]]
    random += [
        (I.RandomNormal(2.0, 0.5, seed=1), large), (I.RandomUniform(1.0, 3.0, seed=1), large), (I.TruncatedNormal(-1.0, 2.0, seed=1), large),
        (I.VarianceScaling(3.0, "fan_out", "uniform", seed=1), large), (I.VarianceScaling(0.5, "fan_avg", "untruncated_normal", seed=1), large),
        (I.VarianceScaling(2.0, "fan_in", "truncated_normal", seed=1, input_axes=[1], output_axes=[2, 3]), large),
        (I.Orthogonal(seed=1), (30, 40)), (I.Orthogonal(gain=2.0, seed=1), (4, 20, 30)),
    ]
    strings = {
        name: {text: thing.__name__ for text, thing in sorted(getattr(keras.src, name).ALL_OBJECTS_DICT.items())}
        for name in ["losses", "metrics", "initializers", "regularizers", "constraints"]
    }
    return {"exact": [case(*of, True) for of in exact], "random": [case(*of, False) for of in random], "strings": strings}


MADE = {"metrics": metrics, "parts": parts, "initializers": initializers}


def main():
    found = {}
    for backend in ["tensorflow", "jax"]:
        with tempfile.TemporaryDirectory() as directory:
            out = Path(directory, "results.json")
            environment = dict(os.environ, KERAS_BACKEND=backend, TF_CPP_MIN_LOG_LEVEL="3")
            subprocess.run([sys.executable, "-W", "ignore", __file__, "run", str(out)], env=environment, check=True)
            found[backend] = json.loads(out.read_text())
    for name, golden in found["tensorflow"].items():
        others = found["jax"][name]
        for case, other in zip(golden.get("cases", []), others.get("cases", [])):
            differences = [spread(case[key], other[key]) for key in ["results", "weighted", "history", "trained"] if isinstance(case.get(key), (list, dict))]
            case["spread"] = max(differences)
            print(name, case.get("name") or case["metric"]["class_name"], f"{case['spread']:.1e}")
        text = json.dumps(golden, separators=(",", ":"))
        (OUT / f"{name}.json.gz").write_bytes(gzip.compress(text.encode() + b"\n", mtime=0))


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        Path(sys.argv[2]).write_text(json.dumps({name: make() for name, make in MADE.items()}))
    else:
        main()
