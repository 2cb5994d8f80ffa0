"""Makes the files that the Java tests read, in golden/files: weights and legacy models of real Keras on TensorFlow, models of
Keras 2, weights of other float types, and HDF5 files that are hostile; files.json says what Keras computes with them.

    venv/bin/pip install --no-deps tf_keras==2.21.0
    venv/bin/python src/test/python/make_file_goldens.py
"""

import json
import os
import shutil

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3")

import h5py  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402
import tf_keras  # noqa: E402
from goldens_data import ROOT, numbers  # noqa: E402
from keras import layers as L  # noqa: E402

OUT = ROOT / "src/test/resources/golden/files"
X = np.random.default_rng(1).normal(size=(9, 4, 3)).astype("float32")
X1 = np.ascontiguousarray(X[:, 0])
ONE_HOT = np.eye(2)[np.arange(9) % 2].astype("float32")
FLOATS = ["float16", "bfloat16", "float64"]


def sequential(**names):
    model = keras.Sequential([
        L.Input((4, 3)),
        L.Normalization(),
        L.Dense(5, "tanh", trainable=False, name="frozen"),
        L.Dropout(0.0),
        L.Flatten(),
        L.Activation("relu"),
        L.Dense(6, use_bias=False),
        L.Dense(2, "softmax", kernel_regularizer="l2"),
    ], name="sequential")
    model.layers[0].adapt(X)
    model.compile(
        keras.optimizers.Adam(0.01, amsgrad=True, clipnorm=0.5), keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=["accuracy", keras.metrics.AUC(name="area")], weighted_metrics=["mse"],
    )
    return model


def functional():
    """Layers that are called twice, models in a model, of which one is partly frozen."""
    x = keras.Input((3,), name="x")
    shared = L.Dense(3, "tanh")
    i = keras.Input((3,))
    inner = keras.Model(i, L.Add()([L.Dense(3)(i), i]), name="inner")
    block = keras.Sequential([L.Input((3,)), L.Dense(3, trainable=False), L.Dense(3)], name="block")
    model = keras.Model(x, L.Dense(1)(L.Concatenate()([shared(shared(x)), inner(inner(block(x)))])), name="functional")
    model.compile("sgd", "mean_squared_error")
    return model


def keras2():
    """As Keras 2 wrote them, with both of its kinds of optimizers."""
    K = tf_keras.layers
    for name, adam in {"keras2": "adam", "keras2_legacy_adam": tf_keras.optimizers.legacy.Adam(0.01)}.items():
        model = tf_keras.Sequential([K.Dense(5, activation="relu", input_dim=3), K.Dropout(0.3), K.Dense(1, activation="sigmoid", kernel_regularizer="l2")])
        loss = "binary_crossentropy" if name == "keras2" else tf_keras.losses.BinaryCrossentropy(label_smoothing=0.1)
        model.compile(adam, loss, metrics=["accuracy", tf_keras.metrics.AUC(name="area")])
        model.fit(X1, np.arange(9) % 2, verbose=0)
        model.save(OUT / f"{name}.h5")
        yield name, model.predict(X1, verbose=0)
    x = tf_keras.Input((3,))
    shared = K.Dense(3, activation="tanh")
    i = tf_keras.Input((3,))
    inner = tf_keras.Model(i, K.Dense(2)(K.Add()([i, K.Dense(3, trainable=False)(i)])), name="inner")
    model = tf_keras.Model(x, inner(K.Average()([shared(shared(x)), x])))
    model.compile("sgd", "mse")
    model.save(OUT / "keras2_functional.h5")
    model.save_weights(OUT / "keras2_weights.h5")
    yield "keras2_functional", model.predict(X1, verbose=0)


def floats(dtype):
    """The same numbers in the three formats; infinity and the least number of float16, too."""
    model = keras.Sequential([L.Input((3,)), L.Dense(4, dtype=dtype, name="dense")], name="floats")
    kernel = np.random.default_rng(2).normal(size=(3, 4))
    model.set_weights([kernel, np.array([0.1, np.inf, 6e-8, -65504.0])])
    model.save_weights(OUT / f"{dtype}.weights.h5")
    model.save(OUT / f"{dtype}.keras")
    return [numbers(w) for w in (np.asarray(v.numpy(), "float32") for v in model.weights)]


def hostile():
    """The weights of Sequential([Input((3,)), Dense(2)]), each with something that a reader must not do."""
    folder = OUT / "hostile"
    folder.mkdir()
    secret = folder / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["0"] = np.ones((3, 2), "float32")
    kernel = np.ones((3, 2), "float32")

    def external_dataset(v):
        v.create_dataset("0", (3, 2), "float32", external=[("secret.bin", 0, 24)])

    def virtual_dataset(v):
        layout = h5py.VirtualLayout((3, 2), "float32")
        layout[:] = h5py.VirtualSource("secret.h5", "0", (3, 2))
        v.create_virtual_dataset("0", layout)

    def link(name, target):
        def add(v):
            v[name] = target
        return add

    def cycle(v):
        v["0"] = kernel
        v["loop"] = v.parent

    def diamonds(v):
        group = v
        for _ in range(20):
            inner = group.create_group("a")
            group["b"] = inner
            group = inner

    def made(**arguments):
        return lambda v: v.create_dataset("0", **arguments)

    cases = {
        "external_link": link("0", h5py.ExternalLink("secret.h5", "/0")),
        "soft_link": link("0", h5py.SoftLink("/layers/dense/vars/1")),
        "soft_link_loop": link("0", h5py.SoftLink("/layers/dense/vars/0")),
        "hard_link_cycle": cycle,
        "hard_link_diamonds": diamonds,
        "external_dataset": external_dataset,
        "virtual_dataset": virtual_dataset,
        "gzip_bomb": made(shape=(1 << 15, 1 << 15), dtype="float32", chunks=(1 << 15, 1 << 12), compression="gzip", fillvalue=0),
        "large_chunks": made(shape=(3, 2), maxshape=(None, None), dtype="float32", chunks=(1 << 14, 1 << 14), compression="gzip"),
        "shape_bomb": made(shape=(1 << 30, 1 << 20), dtype="float32"),
        "not_allocated": made(shape=(3, 2), dtype="float32"),
        "strings": lambda v: v.create_dataset("0", data=np.array([[b"a", b"b"]] * 3)),
        "compound": lambda v: v.create_dataset("0", data=np.zeros((3, 2), [("a", "f4"), ("b", "i4")])),
        "references": lambda v: v.create_dataset("0", (3, 2), dtype=h5py.ref_dtype),
        "integers": lambda v: v.create_dataset("0", data=np.ones((3, 2), "int32")),
        "other_shape": lambda v: v.create_dataset("0", data=kernel.T),
        "a_group": lambda v: v.create_group("0"),
    }
    for name, add in cases.items():
        with h5py.File(folder / f"{name}.weights.h5", "w") as file:
            v = file.create_group("layers/dense/vars")
            v["1"] = np.ones(2, "float32")
            add(v)
    secret.unlink()


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    keras.utils.set_random_seed(3)
    model = sequential()
    model.fit(X, ONE_HOT, batch_size=4, epochs=2, shuffle=False, verbose=0)
    model.save_weights(OUT / "sequential.weights.h5")
    golden = {"x": numbers(X), "sequential_json": json.loads(model.to_json()), "sequential": numbers(model.predict(X, verbose=0))}
    again = sequential()
    again.optimizer.build(again.trainable_variables)  # else Keras skips its state, with a warning
    again.load_weights(OUT / "sequential.weights.h5")
    golden["history"] = again.fit(X, ONE_HOT, batch_size=4, epochs=2, shuffle=False, verbose=0).history
    model.save(OUT / "sequential.h5")
    model = functional()
    model.save_weights(OUT / "functional.weights.h5")
    golden["functional_json"] = json.loads(model.to_json())
    golden["functional"] = numbers(model.predict(X1, verbose=0))
    model.save(OUT / "functional.h5")
    golden.update({name: numbers(predictions) for name, predictions in keras2()})
    golden.update({dtype: floats(dtype) for dtype in FLOATS})
    hostile()
    (OUT / "files.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
