"""Real Keras's side of the live interop test: each line of the input is a JSON list, and is answered by a line of JSON.

    ["predict", x, MODEL]                   the predictions; lists of arrays for several inputs, outputs
    ["create", null, MODEL, DROPOUT]        saves a trained model; inputs, predictions and its JSON. DROPOUT may be missing
    ["functional", null, MODEL]             the same of a functional model
    ["sequence", null, MODEL]               the same of layers over time
    ["states", null, MODEL]                 the same of layers over time that are given states
    ["masked", null, MODEL]                 the same of a functional model with a mask
    ["fit", {"x": x, "y": y}, MODEL, ..]    trains each further; histories and predictions
    ["weights", {"x": x, "y": y}, MODEL.json, W.weights.h5]    the same of a model and its weights
    ["npz", null, FILE.npz, SAVED.npz, COMPRESSED.npz]         the arrays in a file, by name; NumPy saves them twice
    ["json", null, MODEL.json]              Keras's own form of the model of that JSON
    ["again", {"x": [x, ..], "y": [y, ..]}, MODEL, THEIRS]     the predictions, as Keras saves it again as THEIRS, and those after a
                                            step of SGD(0.1) on mse, for which y may be null

    ["nested", GOLDEN, MODEL]               trains it further on the data of a golden of make_model_goldens.py, and says what it was told there

MODEL is a .keras or .h5 file, or to create a .weights.h5 file. Arrays are JSON objects {"shape": [..], "values": [..]}. What
fails is answered by {"error": its traceback}.
"""

import json
import os
import sys
import traceback
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")

import custom_parts  # noqa: E402, F401
import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers as L  # noqa: E402


def to_json(array):
    return {"shape": list(array.shape), "values": [float(v) for v in np.asarray(array, "float32").ravel()]}


def predict(given, path):
    arrays = [array(x) for x in (given if isinstance(given, list) else [given])]
    found = keras.saving.load_model(path).predict(arrays if len(arrays) > 1 else arrays[0], verbose=0)
    return [to_json(y) for y in found] if isinstance(found, list) else to_json(found)


def array(given):
    return np.array(given["values"], "float32").reshape(given["shape"])


def nested(given, path):
    model = keras.saving.load_model(path)
    x, y = arrays(given["x"]), arrays(given["y"])
    weights = arrays(given["sample_weight"])
    history = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0, sample_weight=weights).history
    return {"history": {key: [float(v) for v in values] for key, values in history.items()}}


def arrays(given):
    if given is None:
        return None
    if isinstance(given, list):
        return [arrays(item) for item in given]
    return array(given) if "values" in given else {name: arrays(item) for name, item in given.items()}


def again(given, path, theirs):
    model = keras.saving.load_model(path)
    one = lambda values: values if len(values) > 1 else values[0]
    x = one([array(x).astype(i.dtype) for x, i in zip(given["x"], model.inputs, strict=True)])
    predictions = lambda: [to_json(y) for y in keras.tree.flatten(model(x, training=False))]
    found = {"predictions": predictions()}
    model.save(theirs)
    if given["y"] is not None:
        model.compile(keras.optimizers.SGD(0.1), "mse", run_eagerly=True)
        found["loss"] = float(model.train_on_batch(x, one([array(y) for y in given["y"]])))
        found["trained"] = predictions()
    return found


def npz(_, path, saved, compressed):
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    np.savez(saved, **arrays)
    np.savez_compressed(compressed, **arrays)
    return {name: to_json(array) for name, array in arrays.items()}


def xy(given):
    return [array(given[k]) for k in ["x", "y"]]


def fit(given, *paths):
    x, y = xy(given)
    return [fit_one(lambda: keras.saving.load_model(path), x, y) for path in paths]


def weights(given, model, path):
    def load():
        with open(model) as file:
            made = keras.models.model_from_json(file.read())
        made.optimizer.build(made.trainable_variables)
        made.load_weights(path)
        return made

    return fit_one(load, *xy(given))


def fit_one(load, x, y):
    """Two epochs more, from the optimizer's state in the file on."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # that the optimizer's state does not fit is only a warning in Keras
        model = load()
    history = model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0).history
    return {"history": history, "predictions": to_json(model.predict(x, verbose=0))}


def to_and_from_json(given, path):
    with open(path) as file:
        return json.loads(keras.models.model_from_json(file.read()).to_json())


def create(given, path, dropout="0.3"):
    keras.utils.set_random_seed(11)
    model = keras.Sequential([
        L.Input((4, 3)),
        L.Normalization(),
        L.Dense(5, trainable=False, activation="tanh", name="first"),
        L.Dropout(float(dropout)),
        L.Flatten(),
        L.Activation("relu"),
        L.Dense(6, use_bias=False, kernel_initializer=keras.initializers.GlorotUniform(seed=1)),
        L.Dense(2, activation="softmax", kernel_regularizer="l2", bias_regularizer=keras.regularizers.L1(0.3)),
    ])
    model.layers[0].adapt(X)
    return trained(model, path)


def functional(given, path):
    """Every merge layer, a shared layer, a layer that is called by what it has made, models in a model, one at the end."""
    keras.utils.set_random_seed(11)
    x = keras.Input((4, 3), name="features")
    shared = L.Dense(3, "tanh")
    a = shared(L.Dense(3, name="late")(x))
    b = shared(a)
    c = L.Maximum()([L.Subtract()([a, b]), L.Multiply()([a, b, a])])
    d = L.Minimum()([c, L.Average()([L.Dense(1)(a), x])])
    e = L.Concatenate(axis=1)([c, L.Add()([d, x]), L.Dot((1, -2), normalize=True)([c, d])])
    i = keras.Input((3,))
    inner = keras.Model(i, L.Add()([L.Dense(3)(i), i]))
    block = keras.Sequential([L.Input((12,)), L.Dense(3), L.Dense(3)])
    f = L.Concatenate()([L.Flatten()(e), inner(inner(block(L.Flatten()(x))))])
    last = keras.Input(f.shape[1:])
    head = keras.Model(last, L.Dense(2, "softmax", kernel_regularizer="l2")(last), name="head")
    return trained(keras.Model(x, head(f)), path)


def sequence(given, path):
    """Layers over time, a mask, and dropout, whose seeds are in the file, too."""
    keras.utils.set_random_seed(11)
    return trained(keras.Sequential([
        L.Input((4, 3)),
        L.Masking(0.5),
        L.LSTM(4, return_sequences=True, dropout=0.2, recurrent_dropout=0.1, kernel_regularizer="l2"),
        L.LSTM(3, go_backwards=True, use_bias=False, unroll=True),
        L.Dense(2, activation="softmax"),
    ]), path)


def masked(given, path):
    """A mask in a functional model: through layers, into a normalization, behind a layer that it makes deeper."""
    keras.utils.set_random_seed(11)
    x = keras.Input((4, 3))
    h = L.Masking()(L.Activation("relu")(L.Dense(3, name="before")(x)))
    h = L.BatchNormalization()(L.Concatenate(name="both")([h, L.LSTM(2, return_sequences=True)(h)]))
    other = L.LSTM(3)(L.Dense(3, name="second")(L.Dense(3, name="first")(x)))
    return trained(keras.Model(x, L.Dense(2, "softmax")(L.Concatenate()([other, L.LSTM(3)(h)]))), path)


def states(given, path):
    """An encoder, and decoders that begin with its states, given by name and by place."""
    keras.utils.set_random_seed(11)
    x = keras.Input((4, 3))
    y, h, c = L.LSTM(4, return_sequences=True, return_state=True)(x)
    z, g, _ = L.LSTM(4, return_state=True)(x, initial_state=[h, c])
    last = L.LSTM(4, zero_output_for_mask=True)(y, [c, g])
    return trained(keras.Model(x, L.Dense(2, "softmax")(L.Concatenate()([z, last]))), path)


X = np.random.default_rng(1).normal(size=(9, 4, 3)).astype("float32")


def trained(model, path):
    model.compile(
        keras.optimizers.Adam(0.01, amsgrad=True, clipnorm=0.5),
        keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=["accuracy", keras.metrics.AUC(name="area")],
        weighted_metrics=["mse"],
    )
    model.fit(X, np.eye(2)[np.arange(9) % 2], epochs=2, verbose=0)
    found = {"x": to_json(X), "predictions": to_json(model.predict(X, verbose=0)), "json": model.to_json()}
    model.save_weights(path) if path.endswith(".weights.h5") else model.save(path)
    return found


COMMANDS = {
    "predict": predict, "create": create, "functional": functional, "sequence": sequence, "states": states, "masked": masked,
    "fit": fit, "weights": weights, "json": to_and_from_json, "npz": npz, "again": again,
    "nested": nested,
}


def answer(line):
    name, *arguments = json.loads(line)
    keras.utils.clear_session()
    try:
        return COMMANDS[name](*arguments)
    except Exception:
        return {"error": traceback.format_exc()}


if __name__ == "__main__":
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing else is to be among them
    for line in sys.stdin:
        print(json.dumps(answer(line)), file=answers, flush=True)
