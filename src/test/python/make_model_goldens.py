"""Makes golden/models.zip: models whose inputs and outputs stand in lists and dicts, or of which an output has no loss, and what files have seldom.

    python make_model_goldens.py

NAME.keras is a compiled model as real Keras on TensorFlow saved it, before fit; NAME.json has data in the same lists and dicts, what fit and
evaluate logged, and what predict gave afterwards. They are kept by ModelGoldensTest.
"""

import json
import os
import tempfile
import zipfile
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from goldens_data import OUT, made_by, numbers
from keras import layers as L
from keras import ops

ROWS = 10
RANDOM = np.random.default_rng(18)
X, Y, Z = (RANDOM.normal(size=(ROWS, n)).astype("float32") for n in (3, 2, 1))
A = RANDOM.normal(size=(ROWS, 2)).astype("float32")
B = (RANDOM.random((ROWS, 1)) > 0.5).astype("float32")
C = RANDOM.normal(size=(ROWS, 1)).astype("float32")
W = (np.arange(ROWS) / 4).astype("float32")
V = (np.arange(ROWS) % 3).astype("float32")


def inputs():
    return keras.Input((3,), name="x"), keras.Input((2,), name="y"), keras.Input((1,), name="z")


def two(regularizer=None):
    x = keras.Input((3,), name="x")
    h = L.Dense(4, "tanh", name="h")(x)
    b = L.Dense(1, "sigmoid", name="b", kernel_regularizer=regularizer)(h)
    return keras.Model(x, [L.Dense(2, name="a")(h), b])


def named(keys=("q", "p")):
    x, y, _ = inputs()
    h = L.Dense(4, "tanh", name="h")(L.Concatenate()([x, y]))
    outputs = {keys[0]: L.Dense(2, name="a")(h), keys[1]: L.Dense(1, "sigmoid", name="b")(h)}
    return keras.Model({"y": y, "x": x}, outputs)


def nested():
    x, y, z = inputs()
    a = L.Dense(2, name="a")(L.Concatenate()([x, y, z]))
    return keras.Model([x, {"z": z, "j": y}], {"p": [a, L.Dense(1, "sigmoid", name="b")(x)], "h": L.Dense(1, name="c")(y)})


def lists():
    x, y, _ = inputs()
    return keras.Model([x, [y]], [L.Dense(2, name="a")(x), [L.Dense(1, name="b")(y)]])


def only():
    x = keras.Input((3,), name="x")
    return keras.Model({"x": x}, {"a": L.Dense(2, name="a")(x)})


def list_of_one():
    x = keras.Input((3,), name="x")
    return keras.Model([x], [L.Dense(2, name="a")(x)])


def around():
    """Models with dicts as layers of others: called with dicts, lists, and by the names of inputs."""
    x, y, z = inputs()
    inner, deep, listed = named(), nested(), two()
    made = inner({"x": x, "y": y})
    deeper = deep([x, {"z": made["p"], "j": y}])
    last = listed({"x": L.Concatenate()([deeper["p"][0], deeper["h"]])})
    return keras.Model({"z": z, "x": x, "y": y}, {"b": last[0], "a": L.Add()([last[1], z])})


def masked():
    words = keras.Input((4,), name="words")
    e = L.Embedding(5, 3, mask_zero=True)(words)
    steps = keras.Input((4, 3), name="steps")
    inner = keras.Model({"steps": steps}, L.LSTM(2)(steps))
    return keras.Model({"words": words}, inner({"steps": e}))


@keras.saving.register_keras_serializable("models")
def twice(x):
    return x * 2


@keras.saving.register_keras_serializable("models")
def where_positive(inputs, mask=None):
    counts = inputs[:, :, 0] > 0
    return counts if mask is None else ops.logical_and(counts, mask)


@keras.saving.register_keras_serializable("models")
def left_out(inputs, mask=None):
    return inputs if mask is None else inputs * ops.expand_dims(ops.cast(mask, "float32"), -1)


def sequence(*layers):
    return lambda: keras.Sequential([keras.Input((4, 3)), *layers])


def said_training():
    x = keras.Input((4, 3))
    return keras.Model(x, L.Dropout(0.5)(L.BatchNormalization()(x, training=True), training=True))


def of_models():
    encoder = keras.Sequential([L.Dense(2, "tanh")], name="encoder")
    x = keras.Input((2,))
    model = keras.Sequential([encoder, keras.Model(x, L.Dense(3)(x), name="decoder")])
    model.build((None, 3))
    return model


NAMED = {"x": X, "y": Y}
BOTH = {"q": A, "p": B}
NESTED_X, NESTED_Y = [X, {"z": Z, "j": Y}], {"p": [A, B], "h": C}
STEPS = RANDOM.normal(size=(ROWS, 4, 3)).astype("float32")
CLASSES = np.eye(5, dtype="float32")[RANDOM.integers(0, 5, (ROWS, 4))]
WORDS = RANDOM.integers(0, 5, (ROWS, 4)).astype("float32")
EACH_MAE = [["mae"], ["mae"]]
MAE_AND_ACCURACY = [["mae"], ["accuracy"]]

# The model, what compile is told, x, y, and what else fit is told.
CASES = {
    "none_of_list": (two, {"loss": ["mse", None], "metrics": MAE_AND_ACCURACY}, X, [A, B]),
    "none_labels_of_one": (two, {"loss": ["mse", None], "metrics": MAE_AND_ACCURACY}, X, [A]),
    "none_labels_plain": (two, {"loss": ["mse", None]}, X, A),
    "none_first": (two, {"loss": [None, "binary_crossentropy"], "metrics": [None, ["accuracy"]]}, X, [A, B]),
    "none_first_labels_of_one": (two, {"loss": [None, "binary_crossentropy"]}, X, [B]),
    "none_by_name": (
        two,
        {"loss": {"a": "mse", "b": None}, "metrics": {"a": "mae", "b": ["accuracy", "mae"]}, "loss_weights": {"a": 0.5, "b": 2.0}},
        X,
        [A, B],
    ),
    "none_weighted": (two, {"loss": ["mse", None], "weighted_metrics": [["mae"], ["mae"]], "metrics": [["mae"], None]}, X, [A, B], W),
    "weight_for_each": (two, {"loss": ["mse", "mae"], "weighted_metrics": EACH_MAE, "metrics": EACH_MAE}, X, [A, B], [W, V]),
    "weight_for_all": (two, {"loss": ["mse", "mae"], "weighted_metrics": EACH_MAE}, X, [A, B], W),
    "weight_for_some": (two, {"loss": ["mse", "mae"], "weighted_metrics": EACH_MAE}, X, [A, B], [None, V]),
    "weight_without_loss": (two, {"loss": ["mse", None], "weighted_metrics": EACH_MAE}, X, [A, B], [W, V]),
    "weight_by_name": (named, {"loss": {"q": "mse", "p": "mae"}, "weighted_metrics": {"p": ["mae"]}}, NAMED, BOTH, {"p": V, "q": W}),
    "weight_nested": (nested, {"loss": "mse"}, NESTED_X, NESTED_Y, {"p": [W, V], "h": W + V}),
    "labels_none": (two, {"loss": ["mse", None]}, X, [A, None]),
    "labels_none_first": (two, {"loss": [None, "mae"]}, X, [None, B], [None, V]),
    "none_with_decay": (two, {"loss": ["mse", None], "optimizer": keras.optimizers.AdamW(0.1, weight_decay=0.5)}, X, [A, B]),
    "none_with_penalty": (lambda: two("l2"), {"loss": ["mse", None], "optimizer": keras.optimizers.Adam(0.1)}, X, [A, B]),
    "names_for_lists": (two, {"loss": {"b": "binary_crossentropy", "a": "mse"}, "metrics": {"b": ["accuracy"]}}, {"x": X}, {"b": B, "a": A}),
    "named": (
        named,
        {"loss": {"q": "mse", "p": "binary_crossentropy"}, "metrics": {"p": ["accuracy"], "q": ["mae"]}, "loss_weights": {"q": 0.5, "p": 2.0}},
        NAMED,
        BOTH,
    ),
    "named_as_layers_swapped": (lambda: named(("b", "a")), {"loss": {"b": "mse", "a": "mae"}, "metrics": {"a": ["accuracy"]}}, NAMED, {"b": A, "a": B}),
    "named_some": (named, {"loss": {"q": "mse"}, "metrics": {"p": ["mae"], "q": ["mae"]}}, NAMED, BOTH),
    "named_some_labels": (named, {"loss": {"q": "mse"}}, NAMED, {"q": A}),
    "named_one_loss": (named, {"loss": "mse"}, NAMED, BOTH),
    "named_lists": (named, {"loss": ["mae", "mse"], "metrics": [["accuracy"], ["mae"]]}, NAMED, BOTH),
    "nested": (
        nested,
        {"loss": {"p": ["mse", "mae"], "h": "mse"}, "metrics": {"p": [["mae"], ["mse"]], "h": ["mae"]}},
        NESTED_X,
        NESTED_Y,
    ),
    "nested_one_loss": (nested, {"loss": "mse"}, NESTED_X, NESTED_Y),
    "nested_none": (nested, {"loss": {"p": ["mse", None], "h": "mse"}}, NESTED_X, NESTED_Y),
    "only_dict": (only, {"loss": {"a": "mse"}, "metrics": {"a": ["mae"]}}, {"x": X}, {"a": A}),
    "only_dict_plain": (only, {"loss": "mse", "metrics": ["mae"]}, {"x": X}, A),
    "list_of_one": (list_of_one, {"loss": ["mse"], "metrics": ["mae"]}, X, A),
    "around": (around, {"loss": {"a": "mse", "b": "mse"}}, {"x": X, "y": Y, "z": Z}, {"a": C, "b": A}),
    "masked": (masked, {"loss": "mse"}, {"words": WORDS}, A),
    "lists": (lists, None, [X, [Y]], None),
    "of_models": (of_models, {"loss": "mse", "optimizer": keras.optimizers.Adam(0.01)}, X, X),
    "said_training": (said_training, None, STEPS, None),
    "softmax_of_steps": (sequence(L.Dense(5, L.Softmax(axis=1)), L.Flatten(), L.Dense(2)), {"loss": "mse"}, STEPS, A),
    "softmax_of_all": (sequence(L.Dense(5, L.Softmax(axis=(1, 2))), L.Activation(L.Softmax(axis=1))), None, STEPS, None),
    "softmax_of_steps_at_the_end": (sequence(L.Dense(5, L.Softmax(axis=1))), {"loss": "categorical_crossentropy"}, STEPS, CLASSES),
    "leaky": (sequence(L.Conv1D(5, 2, activation=L.LeakyReLU(0.3)), L.LSTM(2, activation=L.ELU(0.4))), {"loss": "mse"}, STEPS, A),
    "lambda_mask": (sequence(L.Lambda(twice, mask=where_positive), L.LSTM(2)), {"loss": "mse"}, STEPS, A),
    "lambda_masked": (sequence(L.Masking(), L.Lambda(left_out, mask=where_positive), L.LSTM(2)), {"loss": "mse"}, STEPS, A),
}


def written(nested):
    return keras.tree.map_structure(lambda a: a if a is None else {"shape": list(a.shape), "values": numbers(a)}, nested)


def run(name, files):
    make, compiled, x, y, *weights = CASES[name]
    model = make()
    drawn = [RANDOM.uniform(-1, 1, w.shape).round(3).astype("float32") for w in model.weights]
    model.set_weights([np.abs(v) if "variance" in w.name else v for w, v in zip(model.weights, drawn)])
    said = {"x": written(x)}
    if compiled:
        model.compile(**({"optimizer": keras.optimizers.SGD(0.1)} | compiled))
    path = Path(files) / f"{name}.keras"
    model.save(path)
    if compiled:
        keras.models.load_model(path)
        more = {"sample_weight": weights[0]} if weights else {}
        history = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0, **more)
        said |= {"y": written(y), "history": {key: numbers(values) for key, values in history.history.items()}}
        said["sample_weight"] = written(weights[0]) if weights else None
        figures = model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True)
        weighted = model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True, **more)
        said["evaluated_weighted"] = {key: float(value) for key, value in weighted.items()}
        on_batch = {"trained_on_batch": model.train_on_batch, "tested_on_batch": model.test_on_batch}
        said |= {verb: {key: float(value) for key, value in step(x, y, return_dict=True, **more).items()} for verb, step in on_batch.items()}
        said["evaluated"] = {key: float(value) for key, value in figures.items()}
    said["predicted"] = written(model.predict(x, verbose=0))
    config = model.get_config()
    if "input_layers" in config:
        said |= {"inputs": config["input_layers"], "outputs": config["output_layers"]}
    return said


def main():
    with tempfile.TemporaryDirectory() as files, zipfile.ZipFile(OUT / "models.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for name in CASES:
            keras.utils.set_random_seed(1)
            keras.backend.clear_session()
            said = run(name, files) | {"made_by": made_by()}
            out.writestr(f"{name}.json", json.dumps(said))
            out.write(Path(files) / f"{name}.keras", f"{name}.keras")


if __name__ == "__main__":
    main()
