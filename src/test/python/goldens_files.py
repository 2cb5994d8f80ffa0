"""Files that Keras saves in mid-training and goes on from, and its summaries."""

import io
import json
import zipfile

import h5py
import keras
import numpy as np
from goldens_case import compile_config, config, fit, start, weights
from goldens_data import BATCH, OUT, histories, numbers
from goldens_fit_cases import X, case
from keras import layers as L
from keras import optimizers as K

OPTIMIZERS = {
    "sgd": lambda: K.SGD(0.05),
    "sgd_momentum": lambda: K.SGD(0.05, momentum=0.9),
    "rmsprop": lambda: K.RMSprop(0.01, momentum=0.5, centered=True),
    "adam": lambda: K.Adam(0.01),
    "adam_amsgrad": lambda: K.Adam(0.01, beta_2=0.8, amsgrad=True),
    "adamw": lambda: K.AdamW(0.01, weight_decay=0.2, clipnorm=0.5),
}


def goldens():
    made = {f"resume-{name}": lambda name=name: resume(name) for name in OPTIMIZERS}
    return {**made, "summary": summaries}


def resume(name):
    """Two epochs, saved by TensorFlow's Keras; then what either backend's Keras makes of the file in two more."""
    layers = lambda: [L.Input((4,)), L.Dense(3, "tanh"), L.Dense(1, "sigmoid")]
    x = X[:40, :4]
    given = case("resume", layers, OPTIMIZERS[name], y=(X[:40, 4:5] > 0).astype(int), x=x, epochs=2)
    model, x, golden = start(given)
    golden["history_before"] = histories(fit(model, given, x))
    path = OUT / f"resume-{name}.keras"
    if keras.backend.backend() == "tensorflow":
        model.save(path)
    golden["file"] = path.name
    golden["optimizer_vars"] = optimizer_vars(path)
    model = keras.saving.load_model(path)
    golden["loaded_weights"] = weights(model)
    golden["history"] = histories(fit(model, given, x))
    golden["final_weights"] = weights(model)
    golden["final_predictions"] = numbers(model.predict(x, verbose=0))
    golden["model"] = config(model)
    golden["compile_config"] = compile_config(model)
    return {"batch_size": BATCH, **golden}


def optimizer_vars(path):
    found = []
    with zipfile.ZipFile(path) as archive, h5py.File(io.BytesIO(archive.read("model.weights.h5"))) as file:
        variables = file["optimizer/vars"]
        for name in sorted(variables, key=int):
            v = variables[name]
            values = int(v[()]) if v.dtype.kind in "iu" else numbers(v[()])
            found.append({"path": v.name.lstrip("/"), "shape": list(v.shape), "dtype": str(v.dtype), "values": values})
    return found


def summaries():
    """Keras's tables, for models that are built, not built, trained, and with long names."""

    def text(model):
        lines = []
        model.summary(print_fn=lambda line, **kwargs: lines.append(line))
        return "\n".join(lines).strip()

    def lesson(optimizer=None, **second):
        model = keras.Sequential([L.Input((11,)), L.Dense(6, "relu", name="dense"), L.Dense(6, "relu", name="dense_1", **second), L.Dense(1, "sigmoid", name="dense_2")], name="sequential")
        if optimizer:
            model.compile(optimizer, "binary_crossentropy")
            model.fit(np.zeros((1, 11)), np.zeros((1, 1)), verbose=0)
        return text(model)

    result = {"lesson": lesson(), "trained": lesson("adam")}
    result["unbuilt"] = text(keras.Sequential([L.Dense(3, name="dense")], name="sequential"))
    long = "a_rather_long_layer_name_to_see_how_it_is_cut"
    result["long_names"] = text(keras.Sequential([L.Input((28, 28)), L.Flatten(name="flatten"), L.Dense(128, name=long), L.Dense(10000, name="dense")], name="sequential"))
    for name, optimizer in {
        "sgd": "sgd", "sgd_momentum": K.SGD(momentum=0.9), "amsgrad": K.Adam(amsgrad=True), "adamw": "adamw", "rmsprop": "rmsprop",
        "rmsprop_all": K.RMSprop(momentum=0.5, centered=True),
    }.items():
        result[f"trained_{name}"] = lesson(optimizer)
    words = [L.Input((6,)), L.Embedding(7, 4, mask_zero=True, name="embedding"), L.LSTM(5, return_sequences=True, name="lstm"), L.LSTM(5, use_bias=False, name="lstm_1"), L.Dense(1, name="dense")]
    result["sequence"] = text(keras.Sequential(words, name="sequential"))
    steps = [L.Input((4, 3), batch_size=2), L.Masking(name="masking"), L.LSTM(5, stateful=True, name="lstm"), L.Dense(1, name="dense")]
    result["stateful"] = text(keras.Sequential(steps, name="sequential"))
    result["frozen"] = lesson(trainable=False)
    result["frozen_trained"] = lesson("adam", trainable=False)
    compiled = keras.Sequential([L.Input((11,)), L.Dense(1, name="dense")], name="sequential")
    compiled.compile("adam", "mse")
    result["compiled"] = text(compiled)
    for name, arguments in {"normalization": {}, "normalization_given": {"mean": 0.0, "variance": 1.0}, "normalization_axis_none": {"axis": None}}.items():
        layer = L.Normalization(name="normalization", **arguments)
        if "mean" not in arguments:
            layer.adapt(X)
        model = keras.Sequential([L.Input((11,)), layer, L.Dense(1, name="dense")], name="sequential")
        result[name] = text(model)
        model.compile("adam", "mse")
        model.fit(X[:10], np.zeros((10, 1)), verbose=0)
        result[f"{name}_trained"] = text(model)
    adapted = L.Normalization(name="normalization")
    adapted.adapt(X)
    result["normalization_without_input"] = text(keras.Sequential([adapted, L.Dense(1, name="dense")], name="sequential"))
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="input_layer")
    shared = L.Dense(3, name="dense")
    x, y = shared(b), shared(a)
    z = L.Concatenate(name="a_rather_long_name")([x, y, L.Subtract(name="subtract")([x, y])])
    result["functional"] = text(keras.Model([a, b], [L.Dense(1, name="p")(z), L.Dot(1, name="dot")([x, y])], name="functional"))
    x = keras.Input((4, 2), name="input_layer")
    _, h, c = L.LSTM(3, return_state=True, name="lstm")(x)
    result["functional_states"] = text(keras.Model(x, L.LSTM(3, name="lstm_1")(x, initial_state=[h, c]), name="functional"))
    x = keras.Input((4,), name="input_layer")
    result["functional_chain"] = text(keras.Model(x, L.Dense(1, name="dense_1")(L.Dense(3, name="dense")(x)), name="functional"))
    x = keras.Input((3,), name="input_layer")
    result["functional_shared"] = text(keras.Model(x, shared(L.Dense(4, name="first")(shared(L.Dense(4, name="second")(x)))), name="functional"))
    return result
