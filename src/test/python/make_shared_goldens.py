"""Makes golden/shared.zip: what real Keras on TensorFlow makes of models that have layers in common.

    python make_shared_goldens.py

Each NAME.json has what went in and came out, as SharedLayersTest describes the same models; NAME.keras are files that Keras saved.
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

ROWS = 8


def drawn(random, *shape):
    return random.uniform(-1, 1, shape).round(3).astype("float32")


def set_weights(model, random):
    model.set_weights([drawn(random, *w.shape) for w in model.weights])
    return [numbers(w) for w in model.get_weights()]


def counts(model):
    def count(weights):
        return sum(int(np.prod(w.shape)) for w in weights)

    return [count(model.weights), count(model.trainable_weights), count(model.non_trainable_weights)]


def names(model):
    return [layer.name for layer in model.layers]


def autoencoder(random, files):
    """An autoencoder, its encoder and its decoder over the same layers; then a head on the frozen encoder."""
    x = keras.Input((4,))
    code = L.Dense(3, "tanh")(x)
    whole = keras.Model(x, L.Dense(4)(code))
    encoder = keras.Model(x, code)
    given = keras.Input((3,))
    decoder = keras.Model(given, whole.layers[-1](given))
    said = {"weights": set_weights(whole, random), "x": numbers(data := drawn(random, ROWS, 4))}
    whole.compile(keras.optimizers.Adam(0.05), "mse")
    said["losses"] = numbers([whole.train_on_batch(data, data) for _ in range(4)])
    codes = encoder.predict(data, verbose=0)
    said["codes"] = numbers(codes)
    said["decoded"] = numbers(decoder.predict(codes, verbose=0))
    encoder.trainable = False
    classifier = keras.Model(encoder.inputs, L.Dense(1)(encoder.output))
    classifier.layers[-1].set_weights([drawn(random, 3, 1), drawn(random, 1)])
    said["head"] = [numbers(w) for w in classifier.layers[-1].get_weights()]
    classifier.compile(keras.optimizers.SGD(0.1), "mse")
    said["y"] = numbers(y := drawn(random, ROWS, 1))
    said["classifier"] = numbers([classifier.train_on_batch(data, y) for _ in range(3)])
    # The autoencoder has been compiled before, and goes on with both of its layers.
    said["further"] = numbers([whole.train_on_batch(data, data) for _ in range(2)])
    said["classified"] = numbers(classifier.predict(data, verbose=0))
    said["counts"] = {"whole": counts(whole), "encoder": counts(encoder), "classifier": counts(classifier)}
    said["names"] = {"whole": names(whole), "encoder": names(encoder), "classifier": names(classifier)}
    files |= {"autoencoder": (whole, data), "encoder": (encoder, data), "classifier": (classifier, data)}
    return said


def gan(random, files):
    """A discriminator that is trained alone, and frozen behind a generator; with a batch normalization in each."""
    discriminator = keras.Sequential([keras.Input((3,)), L.Dense(5, "tanh"), L.BatchNormalization(), L.Dense(1, "sigmoid")])
    generator = keras.Sequential([keras.Input((2,)), L.Dense(4, use_bias=False), L.BatchNormalization(), L.Dense(3)])
    said = {"discriminator": set_weights(discriminator, random), "generator": set_weights(generator, random)}
    for model in discriminator, generator:
        model.layers[1].set_weights([np.abs(w) + 0.5 for w in model.layers[1].get_weights()])
    said |= {"discriminator": [numbers(w) for w in discriminator.get_weights()]}
    said |= {"generator": [numbers(w) for w in generator.get_weights()]}
    discriminator.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    noise = keras.Input((2,))
    combined = keras.Model(noise, discriminator(generator(noise)))
    combined.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    said["z"], said["real"], losses = [], [], []
    for _ in range(4):
        z, real = drawn(random, ROWS, 2), drawn(random, ROWS, 3)
        said["z"].append(numbers(z))
        said["real"].append(numbers(real))
        fake = generator.predict(z, verbose=0)
        discriminator.trainable = True
        both, labels = np.concatenate([real, fake]), np.repeat([[1.0], [0.0]], ROWS, 0).astype("float32")
        losses.append(discriminator.train_on_batch(both, labels))
        discriminator.trainable = False
        losses.append(combined.train_on_batch(z, np.ones((ROWS, 1), "float32")))
    said["losses"] = numbers(losses)
    said["trained"] = [numbers(w) for w in combined.get_weights()]
    said["counts"] = {"discriminator": counts(discriminator), "generator": counts(generator), "combined": counts(combined)}
    files["combined"] = combined, z
    return said


def branch(length):
    x = keras.Input((length,))
    return keras.Model(x, L.Dense(2)(L.Dense(3, "relu")(x)))


def joined(random, files):
    """Two models whose outputs a third one reads; and a model without its head."""
    some, others = branch(4), branch(5)
    model = keras.Model([some.input, others.input], L.Dense(1)(L.Concatenate()([some.output, others.output])))
    said = {"weights": set_weights(model, random)}
    x, y = [drawn(random, ROWS, 4), drawn(random, ROWS, 5)], drawn(random, ROWS, 1)
    model.compile("sgd", "mse")
    said |= {"x": [numbers(a) for a in x], "y": numbers(y)}
    said["losses"] = numbers([model.train_on_batch(x, y) for _ in range(3)])
    said["some"] = numbers(some.predict(x[0], verbose=0))
    said["others"] = numbers(others.predict(x[1], verbose=0))
    headless = keras.Model(model.inputs, model.get_layer("concatenate").output)
    said["features"] = numbers(headless.predict(x, verbose=0))
    said["names"] = {"some": names(some), "others": names(others), "joined": names(model), "headless": names(headless)}
    files |= {"joined": (model, x), "headless": (headless, x)}
    return said


def twice(random, files):
    """A model that has the same layers by two ways: within two models, and within a TimeDistributed and by itself."""
    x = keras.Input((4,))
    dense = L.Dense(3, "tanh")
    code = dense(x)
    encoder, whole = keras.Model(x, code), keras.Model(x, L.Dense(3)(code))
    given = keras.Input((2, 4))

    each = L.TimeDistributed(dense)(given)
    flat = L.Dense(4)(L.Flatten()(each))
    model = keras.Model(given, L.Add()([encoder(flat), whole(flat)]))
    said = {"weights": set_weights(model, random), "counts": counts(model)}
    said |= {"x": numbers(data := drawn(random, ROWS, 2, 4)), "y": numbers(y := drawn(random, ROWS, 3))}
    model.compile(keras.optimizers.Adam(0.05), "mse")
    said["losses"] = numbers([model.train_on_batch(data, y) for _ in range(4)])
    said["y_pred"] = numbers(model.predict(data, verbose=0))
    files["twice"] = model, data
    return said


def within(random, files):
    """Layers and models that are both in a model and in a model within it. Of these files Keras itself opens the last only."""

    def on(outputs):
        x = keras.Input((4,))
        return keras.Model(x, outputs(x))

    def sequential(*layers):
        return keras.Sequential([keras.Input((4,)), *layers])

    def dense():
        return L.Dense(4, "sigmoid")

    def models(same):
        inner = on(same)
        middle = on(lambda x: dense()(inner(x)))
        return on(lambda x: L.Add()([inner(x), middle(x), same(x)]))

    def beside(same):
        inner = on(lambda x: dense()(same(x)))
        return on(lambda x: L.Add()([same(x), inner(x), same(keras.ops.tanh(x))]))

    makers = {
        "before": lambda same: on(lambda x: on(same)(same(x))),
        "after": lambda same: on(lambda x: same(on(same)(x))),
        "beside": beside,
        "two": lambda same: on(lambda x: sequential(same, dense())(on(same)(x))),
        "models": models,
        "chain": lambda same: sequential(same, sequential(same, dense())),
    }
    said, x, y = {}, drawn(random, ROWS, 4), drawn(random, ROWS, 4)
    for name, make in makers.items():
        model = make(dense())
        model.compile(keras.optimizers.Adam(0.05), "mse")
        golden = {"weights": set_weights(model, random), "counts": counts(model)}
        golden["losses"] = numbers([model.train_on_batch(x, y) for _ in range(2)])
        before = [v.numpy() for v in model.variables + model.optimizer.variables]
        golden["further"] = numbers([model.train_on_batch(x, y) for _ in range(2)])
        for variable, value in zip(model.variables + model.optimizer.variables, before):
            variable.assign(value)
        said[name] = golden
        files[name] = model, x
    return said | {"x": numbers(x), "y": numbers(y)}


def alike(random, files):
    """Two layers that look the same, in three models, of which the second and the third have the same one."""
    one, other = L.Dense(4, name="fc"), L.Dense(4, name="fc")
    x = y = keras.Input((4,))
    for layer in [one, other, other]:
        y = keras.Sequential([keras.Input((4,)), layer])(y)
    files["alike"] = keras.Model(x, y), drawn(random, ROWS, 4)
    return {}


def main():
    with zipfile.ZipFile(OUT / "shared.zip", "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryDirectory() as folder:

        def add(name, data):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)

        for number, make in enumerate([autoencoder, gan, joined, twice, within, alike]):
            keras.backend.clear_session()
            keras.utils.set_random_seed(1)
            files = {}
            said = make(np.random.default_rng(number), files)
            said["predicted"] = {name: numbers(model.predict(x, verbose=0)) for name, (model, x) in files.items()}
            add(f"{make.__name__}.json", json.dumps({"made_by": made_by()} | said))
            for name, (model, _) in files.items():
                path = Path(folder) / f"{name}.keras"
                model.save(path)
                add(path.name, path.read_bytes())


if __name__ == "__main__":
    main()
