"""One trajectory: a model, its compilation and its fit, run by Keras on the backend this process has."""

import json
from dataclasses import dataclass, field
from typing import Any, Callable

import keras
import numpy as np
from goldens_data import BATCH, EPOCHS, credit_card, figures, histories, number, numbers
from keras import layers as L


@dataclass
class Case:
    name: str
    layers: Callable  # a model, or its layers; a Reshape in front only brings x into another shape
    optimizer: Callable
    loss: Any
    y: np.ndarray
    metrics: list = field(default_factory=lambda: ["accuracy"])
    weighted_metrics: list | None = None
    epochs: int = EPOCHS
    first_weights: tuple = (-0.6, 0.6)
    fit: dict | None = None  # fit's further arguments, as JSON; without it validation_split=0.2
    sample_weight: np.ndarray | None = None
    rows: tuple | None = None  # which rows of x, y and sample_weight fit gets
    batches: dict | None = None  # how fit gets them, where it is not as arrays; see `batches`
    x: np.ndarray | None = None  # where it is not credit_card's
    note: str | None = None
    backend: str | None = None  # the only one that can run it, or does it as the others but TensorFlow


class Batches(keras.utils.PyDataset):
    """The batches that fit makes of arrays without shuffling."""

    def __init__(self, *arrays):
        super().__init__()
        self.arrays = arrays

    def __len__(self):
        return -(-len(self.arrays[0]) // BATCH)

    def __getitem__(self, i):
        return tuple(a[i * BATCH : (i + 1) * BATCH] for a in self.arrays)


def batches(kind, arrays):
    """pydataset: keras.utils.PyDataset; generator: each batch once; endless_generator: again and again from the first."""
    dataset = Batches(*arrays)

    def generate():
        yield from (dataset[i] for i in range(len(dataset)))
        while kind == "endless_generator":
            yield from (dataset[i] for i in range(len(dataset)))

    return dataset if kind == "pydataset" else generate()


def model_of(case):
    x = case.x if case.x is not None else credit_card()[0]
    made = case.layers()
    if isinstance(made, keras.Model):
        model = made
        x = x.reshape((len(x),) + model.input_shape[1:])
    else:
        if isinstance(made[0], L.Reshape):
            x = x.reshape((len(x),) + made[0].target_shape)
            made[0] = L.Input(x.shape[1:])
        model = keras.Sequential(made, name=case.name)
    rng = np.random.default_rng(7)  # the same first weights on both backends, biases not 0
    for layer in model.layers:
        if not isinstance(layer, L.Normalization):  # it has what adapt gave it
            values = [rng.uniform(*case.first_weights, w.shape).astype("float32") for w in layer.get_weights()]
            if isinstance(layer, L.BatchNormalization):
                values[-1] = 1 + values[-1]  # a variance
            layer.set_weights(values)
    return model, x


def compile_config(model):
    config = json.loads(model.to_json())["compile_config"]
    if isinstance(model.loss, keras.losses.Huber):  # Keras leaves delta out of the config
        config["loss"]["config"]["delta"] = model.loss._fn_kwargs["delta"]
    return config


def config(model):
    config = json.loads(model.to_json())
    config.pop("compile_config", None)
    return config


def weights(model):
    return [numbers(w) for w in model.get_weights()]


def fit(model, case, x, **more):
    """model.fit as the case says. Its fit is JSON: data in it are rows of x, y and sample_weight, or batches of them."""
    arguments = dict(case.fit if case.fit is not None else {"validation_split": 0.2})
    arrays = [x, case.y] + ([case.sample_weight] if case.sample_weight is not None else [])

    def given(rows, kind=None, weighted=True):
        chosen = [a[rows[0] : rows[1]] for a in (arrays if weighted else arrays[:2])]
        return batches(kind, chosen) if kind else tuple(chosen)

    if "validation_data" in arguments:
        arguments["validation_data"] = given(**arguments["validation_data"])
    if "class_weight" in arguments:
        arguments["class_weight"] = {int(k): v for k, v in arguments["class_weight"].items()}
    if case.batches:
        data = {"x": given(**case.batches)}
    else:
        data = dict(zip(["x", "y", "sample_weight"], given(case.rows or (0, len(x)))))
        arguments.setdefault("batch_size", BATCH)
    return model.fit(**data, epochs=case.epochs, shuffle=False, verbose=0, **arguments, **more)


def start(case):
    """The compiled model, its inputs, and the golden as far as it is known before training."""
    keras.utils.set_random_seed(7)
    keras.utils.clear_session()
    model, x = model_of(case)
    y = np.asarray(case.y)
    golden = {"epochs": case.epochs, "x_shape": list(x.shape[1:]), "y_shape": list(y.shape[1:])}
    if case.note:
        golden["note"] = case.note
    if case.x is not None:
        golden["x"] = numbers(x)
    golden["y"] = numbers(y)
    if case.sample_weight is not None:
        golden["sample_weight"] = numbers(case.sample_weight)
        golden["sample_weight_shape"] = list(case.sample_weight.shape[1:])
    for name in ["rows", "batches", "fit"]:
        if getattr(case, name) is not None:
            golden[name] = getattr(case, name)
    adapted = [layer for layer in model.layers if isinstance(layer, L.Normalization) and layer.input_mean is None]
    if adapted and adapted[0] is model.layers[0]:
        mean, variance, count = adapted[0].get_weights()
        golden["adapted"] = {"mean": numbers(mean), "variance": numbers(variance), "count": int(count)}
    golden["initial_weights"] = weights(model)
    golden["initial_predictions"] = numbers(model.predict(x, verbose=0))
    model.compile(case.optimizer(), case.loss, metrics=case.metrics, weighted_metrics=case.weighted_metrics)
    return model, x, golden


def run(case):
    if case.backend not in (None, keras.backend.backend()):
        return None
    model, x, golden = start(case)
    evaluated = model.evaluate(x, case.y, sample_weight=case.sample_weight, verbose=0, return_dict=True)
    golden["initial_evaluation"] = figures(evaluated)
    golden["history"] = histories(fit(model, case, x))
    golden["final_predictions"] = numbers(model.predict(x, verbose=0))
    if case.fit is not None or len(model.trainable_weights) < len(model.weights):
        golden["final_weights"] = weights(model)
    golden["model"] = config(model)
    golden["compile_config"] = compile_config(model)
    return {"batch_size": BATCH, **golden}
