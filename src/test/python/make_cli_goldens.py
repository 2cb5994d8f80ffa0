"""Makes what the tests of the command line need, with real Keras on TensorFlow: models/network.json, and in golden/cli a
compiled model, the credit card data as NumPy files, and Keras's own history of training it; and the same of a model of
several inputs and outputs.

    venv/bin/python src/test/python/make_cli_goldens.py

The history is made on JAX, too; how much the two differ is printed.
"""

import json
import os
import subprocess
import sys

import numpy as np
from goldens_data import ROOT, credit_card, numbers, spread

OUT = ROOT / "src/test/resources/golden/cli"
NETWORK = ROOT / "models/network.json"
MODEL = OUT / "card.keras"


def compiled(keras, layers, name):
    model = keras.Sequential(layers, name=name)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


def make_models():
    import keras
    from keras import layers as L

    network = compiled(keras, [L.Normalization(), L.Dense(6, "relu"), L.Dense(6, "relu"), L.Dense(1, "sigmoid")], "network")
    NETWORK.write_text(json.dumps(json.loads(network.to_json()), indent=2) + "\n")
    keras.utils.set_random_seed(7)
    keras.utils.clear_session()
    compiled(keras, [L.Input((11,)), L.Dense(6, "relu"), L.Dense(6, "relu"), L.Dense(1, "sigmoid")], "card").save(MODEL)
    x, card, _ = credit_card()
    np.save(OUT / "x.npy", x)
    np.save(OUT / "y.npy", card.astype("float32"))


def make_several():
    """Inputs and outputs whose names are in another order than they themselves."""
    import keras
    import tensorflow
    from keras import layers as L

    keras.utils.set_random_seed(7)
    keras.utils.clear_session()
    text, image = L.Input((3,), name="text"), L.Input((2, 2), name="image")
    both = L.Concatenate()([L.Dense(4, "tanh")(text), L.Flatten()(image)])
    outputs = [L.Dense(1, name="price")(both), L.Dense(3, "softmax", name="kind")(both)]
    model = keras.Model([text, image], outputs, name="several")
    model.compile("sgd", ["mse", "categorical_crossentropy"])
    model.save(OUT / "several.keras")
    random = np.random.default_rng(3)
    x = {name: random.normal(size=(20, *shape)).astype("float32") for name, shape in [("text", (3,)), ("image", (2, 2))]}
    y = {"price": random.normal(size=(20, 1)).astype("float32"), "kind": np.eye(3, dtype="float32")[np.arange(20) % 3]}
    for name, array in [*x.items(), *y.items()]:
        np.save(OUT / f"{name}.npy", array)
    np.savez(OUT / "several.npz", image=x["image"], kind=y["kind"], price=y["price"], text=x["text"])
    np.savez_compressed(OUT / "several_x.npz", x["text"], x["image"])
    golden = {"predictions": {k: numbers(v) for k, v in zip(y, model.predict([*x.values()], verbose=0), strict=True)}}
    golden["evaluation"] = model.evaluate([*x.values()], [*y.values()], verbose=0, return_dict=True)
    history = model.fit([*x.values()], [*y.values()], batch_size=10, epochs=3, shuffle=False, verbose=0)
    golden["history"] = {k: numbers(v) for k, v in history.history.items()}
    made_by = {package.__name__: package.__version__ for package in [keras, tensorflow, np]}
    (OUT / "several.json").write_text(json.dumps({"made_by": made_by, **golden}) + "\n")


def run():
    """One backend's results as JSON on standard output."""
    import keras

    model = keras.saving.load_model(MODEL)
    x, y = np.load(OUT / "x.npy"), np.load(OUT / "y.npy")
    before = numbers(model.predict(x, verbose=0))
    evaluation = {k: numbers([v])[0] for k, v in model.evaluate(x, y, verbose=0, return_dict=True).items()}
    history = model.fit(x, y, batch_size=10, epochs=5, shuffle=False, verbose=0, validation_split=0.2)
    golden = {"predictions": before, "evaluation": evaluation, "history": {k: numbers(v) for k, v in history.history.items()}}
    json.dump({**golden, "trained_predictions": numbers(model.predict(x, verbose=0))}, sys.stdout)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    found = {}
    for step, backend in [("models", "tensorflow"), ("several", "tensorflow"), ("run", "tensorflow"), ("run", "jax")]:
        environment = dict(os.environ, KERAS_BACKEND=backend, TF_CPP_MIN_LOG_LEVEL="3")
        output = subprocess.run([sys.executable, __file__, step], env=environment, stdout=subprocess.PIPE, check=True).stdout
        found[backend] = json.loads(output or "null")
    from importlib.metadata import version

    made_by = {package: version(package) for package in ["keras", "tensorflow-cpu", "jax", "numpy", "scikit-learn"]}
    difference = spread(found["tensorflow"]["history"], found["jax"]["history"])
    print(f"history: TensorFlow and JAX differ by {difference:.1e}")
    golden = {"made_by": made_by, **found["tensorflow"], "spread": difference}
    (OUT / "history.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    {"models": make_models, "several": make_several, "run": run}[sys.argv[1]]() if sys.argv[1:] else main()
