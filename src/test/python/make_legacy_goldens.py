"""Files of Keras 2 (tf_keras), in all forms that it writes, and what it computes: golden/legacy.zip, a folder each.

model.h5, .keras or .json with weights.h5; x0.npy.. and y0.npy..; case.json may have the logs of evaluate for labels.npy, and the losses
of two more epochs after loading. What Keras 1, Keras 2.12 and cuDNN's LSTM wrote is made of the same weights, in the forms that Keras 2's
own hdf5_format.py and saving_lib.py read; of Keras 1's, it reads them here, too, to check that.
"""

import io
import json
import os
import pathlib
import shutil
import tempfile
import zipfile
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import numpy as np
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers as L
from tf_keras.src.saving.legacy import hdf5_format

OUT = pathlib.Path(__file__).parents[1] / "resources/golden/legacy.zip"
FOLDER = pathlib.Path(tempfile.mkdtemp())
rng = np.random.default_rng(2)


def rows(count=5):
    return rng.normal(size=(6, count)).astype("float32")


def images():
    return rng.normal(size=(3, 9, 8, 2)).astype("float32")


def sequences(steps=5, features=3):
    return rng.normal(size=(4, steps, features)).astype("float32")


def words():
    return np.array([[4, 2, 6, 0, 0], [1, 3, 0, 0, 0], [5, 2, 6, 1, 3], [5, 0, 0, 0, 0]])


def one_or_all(values):
    return values[0] if len(values) == 1 else list(values)


def dump(path, value):
    path.write_text(json.dumps(value))


def save(name, form, model, *x, compiled=None, labels=None):
    """Sets weights at random, trains if the model is to be compiled, and saves all."""
    folder = FOLDER / name
    folder.mkdir()
    for weight in model.weights:
        values = rng.normal(0, 0.4, weight.shape)
        if "moving_variance" in weight.name:
            weight.assign(0.5 + values**2)
        elif weight.name not in ("mean:0", "variance:0", "count:0"):
            weight.assign(values)
    if compiled:
        model.compile(**compiled)
        model.fit(one_or_all(x), labels, batch_size=4, shuffle=False, verbose=0)
    if form == "json":
        (folder / "model.json").write_text(model.to_json())
        model.save_weights(folder / "weights.h5")
    else:
        model.save(folder / f"model.{form}")
    for i, y in enumerate(tf.nest.flatten(model.predict(one_or_all(x), verbose=0))):
        np.save(folder / f"y{i}.npy", y)
    for i, values in enumerate(x):
        np.save(folder / f"x{i}.npy", values.astype("float32"))
    if compiled:
        again = keras.models.load_model(folder / f"model.{form}")
        np.save(folder / "labels.npy", np.asarray(labels, "float32"))
        case = {"evaluate": again.evaluate(one_or_all(x), labels, verbose=0, return_dict=True)}
        case["loss"] = again.fit(one_or_all(x), labels, 4, 2, shuffle=False, verbose=0).history["loss"]
        dump(folder / "case.json", case)
    return folder


def block(count, out, name=None):
    i = keras.Input((count,))
    return keras.Model(i, L.BatchNormalization()(L.Dense(out)(L.Dense(4, "relu")(i))), name=name)


def plain():
    return keras.Sequential([L.Dense(4, "relu", input_shape=(5,)), L.Dense(1, "sigmoid")])


def layers():
    Sequential, Model = keras.Sequential, keras.Model
    dense = [L.Dense(4, "hard_sigmoid", input_shape=(5,)), L.Activation("hard_sigmoid"), L.Dropout(0.2), L.Dense(3, "softmax")]
    save("dense_hard_sigmoid", "keras", Sequential(dense), rows())
    swish = [L.Dense(4, "swish", input_shape=(5,)), L.Dense(3, "gelu"), L.Dense(2, "elu", use_bias=False)]
    save("dense_activations", "h5", Sequential(swish), rows())
    conv = [L.Conv2D(4, 3, strides=2, padding="same", activation="hard_sigmoid", input_shape=(9, 8, 2)), L.BatchNormalization()]
    save("conv_batch_normalization", "json", Sequential([*conv, L.Flatten(), L.Dense(2)]), images())
    conv = [L.Conv2D(4, (3, 2), dilation_rate=2, groups=2, input_shape=(9, 8, 2)), L.BatchNormalization(scale=False, epsilon=0.1)]
    save("conv_dilated_groups", "keras", Sequential([*conv, L.GlobalAveragePooling2D(), L.Dense(2)]), images())
    pool = [L.MaxPooling2D((3, 2), strides=1, input_shape=(9, 8, 2)), L.AveragePooling2D(padding="same"), L.Flatten(), L.Dense(2)]
    save("pooling", "h5", Sequential(pool), images())
    save("lstm", "keras", Sequential([L.LSTM(4, implementation=1, input_shape=(5, 3)), L.Dense(2)]), sequences())
    lstm = dict(recurrent_activation="hard_sigmoid", unroll=True, return_sequences=True, input_shape=(5, 3))
    save("lstm_hard_sigmoid", "json", Sequential([L.LSTM(4, **lstm), L.LSTM(3, go_backwards=True), L.Dense(2)]), sequences())
    lstm = dict(activation="relu", use_bias=False, dropout=0.2, recurrent_dropout=0.1)
    save("lstm_relu", "h5", Sequential([L.LSTM(4, input_shape=(5, 3), **lstm), L.Dense(2)]), sequences())
    embedding = [L.Embedding(7, 3, mask_zero=True, input_length=5), L.LSTM(4, return_sequences=True), L.LSTM(3), L.Dense(1)]
    save("embedding_mask", "keras", Sequential(embedding), words())
    save("embedding_flatten", "h5", Sequential([L.Embedding(7, 3, input_length=5), L.Flatten(), L.Dense(2)]), words())
    x = sequences()
    x[:, 3:] = 0
    save("masking", "h5", Sequential([L.Masking(0.0, input_shape=(5, 3)), L.LSTM(4, return_sequences=True), L.Dense(2)]), x)
    normalization = L.Normalization()
    normalization.adapt(rows() * 3 + 1)
    save("normalization", "keras", Sequential([keras.Input((5,)), normalization, L.Dense(2)]), rows())
    made = keras.initializers.VarianceScaling(2.0, "fan_out", "uniform")
    dense = L.Dense(4, kernel_initializer=made, kernel_regularizer=keras.regularizers.L2(0.01), input_shape=(5,))
    save("initializers", "json", Sequential([dense, L.Dense(2, kernel_initializer="normal", bias_regularizer="l1")]), rows())


def graphs():
    Input, Model, Sequential = keras.Input, keras.Model, keras.Sequential
    a, b = Input((5,), name="left"), Input((5,), name="right/in")
    for i, merge in enumerate(["Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract", "Concatenate"]):
        h = getattr(L, merge)(name=f"both/{merge}")([L.Dense(4, name="x/dense")(a), L.Dense(4, "tanh")(b)])
        save(f"merge_{merge.lower()}", ["h5", "keras", "json"][i % 3], Model([a, b], L.Dense(2)(h), name="my/model"), rows(), rows())
    one, two = Input((4, 3)), Input((4, 3))
    save("dot", "h5", Model([one, two], L.Flatten()(L.Dot((2, 2), normalize=True)([one, two]))), sequences(4), sequences(4))
    shared = L.Dense(3, "relu")
    save("shared_layer", "keras", Model([a, b], L.Concatenate()([shared(a), shared(b)])), rows(), rows())
    inner = block(5, 3, "inner")
    save("shared_model", "h5", Model([a, b], [inner(a), L.Dense(2)(inner(b)), inner(b)]), rows(), rows())
    i = Input((5,))
    three = Model(i, Sequential([L.Dense(3, input_shape=(4,)), L.BatchNormalization()])(block(5, 4)(i)))
    save("three_levels", "keras", Model(a, L.Dense(1)(three(a))), rows())
    save("models_in_sequential", "h5", Sequential([Sequential([block(5, 4), block(4, 3)]), L.Dense(2)]), rows())
    save("deferred_sequential", "json", Model(a, Sequential([L.Dense(4, "tanh"), L.Dense(2)])(a)), rows())
    h = L.Dense(3, name="h")(a)
    outputs = [[L.Dense(1, name="b")(h)], {"z": L.Dense(2, name="z")(h), "y": h}]
    save("outputs_in_lists_and_maps", "keras", Model(a, outputs), rows())
    source, target = Input((5, 3)), Input((4, 3))
    _, h, c = L.LSTM(4, return_state=True)(source)
    decoded = L.LSTM(4, return_sequences=True)(target, initial_state=[h, c])
    save("encoder_decoder", "h5", Model([source, target], L.Dense(2)(decoded)), sequences(), sequences(4))


def trained():
    optimizers, losses = keras.optimizers, keras.losses
    yes = np.array([0, 1, 0, 1, 1, 0])
    kinds = np.array([0, 1, 2, 1, 1, 0])
    made = {
        "sgd": ("h5", optimizers.SGD(0.1, momentum=0.9, nesterov=True)),
        "adam": ("keras", optimizers.Adam(0.01, amsgrad=True)),
        "adamw": ("h5", optimizers.AdamW(0.01, weight_decay=0.1)),
        "rmsprop": ("keras", optimizers.RMSprop(0.01)),
        "sgd_plain": ("keras", optimizers.SGD(0.1)),
        "legacy_decay": ("h5", optimizers.legacy.SGD(0.1, decay=0.01)),
        "legacy_adam": ("h5", optimizers.legacy.Adam(0.01, amsgrad=True, decay=0.1)),
        "legacy_momentum": ("h5", optimizers.legacy.SGD(0.1, momentum=0.9)),
    }
    for name, (form, optimizer) in made.items():
        compiled = dict(optimizer=optimizer, loss="binary_crossentropy", metrics=["accuracy"])
        save(f"trained_{name}", form, plain(), rows(), compiled=compiled, labels=yes)
    logits = keras.Sequential([block(5, 4), L.Dense(3)])
    compiled = dict(optimizer="adam", loss=losses.SparseCategoricalCrossentropy(from_logits=True))
    save("trained_model_in_model", "keras", logits, rows(), compiled=compiled, labels=kinds)
    frozen = block(5, 4)
    frozen.layers[1].trainable = False
    compiled = dict(optimizer="adam", loss=losses.MeanSquaredError(), metrics=["mae", keras.metrics.MeanSquaredError()])
    save("trained_partly", "h5", keras.Sequential([frozen, L.Dense(3)]), rows(), compiled=compiled, labels=np.eye(3)[kinds])


def repacked(source, target, **arguments):
    """The same HDF5 with its numbers stored otherwise."""

    def copy(name, found):
        if isinstance(found, h5py.Dataset) and found.ndim:
            to.create_dataset(name, data=found[()], **arguments)
        elif isinstance(found, h5py.Group):
            to.require_group(name)
        else:
            to[name] = found[()]
        for key, value in found.attrs.items():
            to[name].attrs[key] = value

    with h5py.File(source) as file, h5py.File(target, "w") as to:
        for key, value in file.attrs.items():
            to.attrs[key] = value
        file.visititems(copy)


def stored():
    """HDF5 with chunks and filters, other floats, and names that say another format."""
    storage = {
        "gzip": dict(chunks=True, compression="gzip", shuffle=True),
        "lzf": dict(chunks=True, compression="lzf"),
        "lzf_shuffled_checked": dict(chunks=True, compression="lzf", shuffle=True, fletcher32=True),
        "checked": dict(chunks=True, fletcher32=True),
        "extendible": dict(chunks=True, maxshape=None),
    }
    model = keras.Sequential([L.Dense(33, "relu", input_shape=(30,)), L.Dense(31), L.Dense(1)])
    plain = save("stored_plain", "h5", model, rows(30))

    def copy(name):
        folder = shutil.copytree(plain, FOLDER / name)
        (folder / "model.h5").unlink()
        return folder

    for name, arguments in storage.items():
        repacked(plain / "model.h5", copy(f"stored_{name}") / "model.h5", **arguments)
    folder = copy("stored_in_small_chunks")
    with h5py.File(plain / "model.h5") as file, h5py.File(folder / "model.h5", "w") as to:
        for key in file.attrs:
            to.attrs[key] = file.attrs[key]
        file.copy("model_weights", to)
        for layer in model.layers:
            group = to[f"model_weights/{layer.name}"]
            for path in group.attrs["weight_names"]:
                values = group[path][()]
                del group[path]
                chunks = tuple(min(7, n) for n in values.shape)
                group.create_dataset(path, data=values, chunks=chunks, compression="gzip", dtype="float64")
    shutil.copy(plain / "model.h5", copy("stored_h5_named_keras") / "model.keras")
    model.save(FOLDER / "model.keras")
    shutil.move(FOLDER / "model.keras", copy("stored_keras_named_h5") / "model.h5")


def hostile():
    """Weights in chunks that are damaged, or larger than they say; (3, 2) and (2) are right."""
    folder = FOLDER / "hostile"
    folder.mkdir()
    right = np.ones((3, 2), "float32").tobytes()

    def made(name, chunk=None, shape=(3, 2), chunks=(3, 2), maxshape=None, **arguments):
        with h5py.File(folder / f"{name}.h5", "w") as file:
            file.attrs["layer_names"] = ["dense"]
            group = file.create_group("dense")
            group.attrs["weight_names"] = ["kernel", "bias"]
            group["bias"] = np.ones(2, "float32")
            data = group.create_dataset("kernel", shape, "float32", chunks=chunks, maxshape=maxshape, **arguments)
            if chunk is not None:
                data.id.write_direct_chunk((0, 0), chunk)

    gzip, lzf = dict(compression="gzip"), dict(compression="lzf")
    made("right", zlib.compress(right), **gzip)
    made("gzip_cut", zlib.compress(right)[:9], **gzip)
    made("gzip_no_gzip", b"123456789", **gzip)
    made("gzip_short", zlib.compress(right[:-4]), **gzip)
    made("gzip_long", zlib.compress(right + right), **gzip)
    made("gzip_bomb", zlib.compress(bytes(1 << 24)), **gzip)
    made("lzf_outside", b"\xff\xff\xff\xff", **lzf)
    made("lzf_cut", b"\x1f123", **lzf)
    made("lzf_bomb", b"\x001" + b"\xe0\xff\x00" * 1000, **lzf)
    made("checksum", right + b"1234", fletcher32=True)
    made("cut", right[:-1])
    made("none")
    made("other_shape", shape=(2, 3), chunks=(2, 3))
    made("gigabytes", shape=(3, 2), chunks=(1 << 14, 1 << 14), maxshape=(None, None), **gzip)
    made("scaled", scaleoffset=2)


def numbered_twice():
    """Keras 2.12 counted a layer with weights twice, and had them in another group."""
    a = keras.Input((5,))
    inner = keras.Sequential([L.Dense(4, "relu", input_shape=(5,)), L.Dropout(0.1), L.Dense(3)])
    folder = save("keras_2_12", "keras", keras.Model(a, L.Dense(2)(inner(L.Dense(5)(a)))), rows())

    def moved(source, target):
        for name, group in source.items():
            base, number = name.rsplit("_", 1) if name.rsplit("_", 1)[-1].isdigit() else (name, "0")
            name = f"{base}_{2 * int(number)}" if base == "dense" and number != "0" else name
            to = target.create_group(f"_layer_checkpoint_dependencies/{name}")
            if "layers" in group:
                moved(group["layers"], to)
            if "vars" in group:
                group.copy("vars", to)

    with zipfile.ZipFile(folder / "model.keras") as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    made = io.BytesIO()
    with h5py.File(io.BytesIO(entries["model.weights.h5"])) as file, h5py.File(made, "w") as to:
        moved(file["layers"], to)
    entries["model.weights.h5"] = made.getvalue()
    entries["metadata.json"] = b'{"keras_version": "2.12.0"}'
    with zipfile.ZipFile(folder / "model.keras", "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)


def config_of_keras1(layer):
    """The arguments of Keras 1's class, as it wrote them."""
    name = layer.__class__.__name__
    config = {"name": layer.name, "trainable": True}
    none = {key: None for key in ("b_regularizer", "W_constraint", "b_constraint", "activity_regularizer")}
    l2 = {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01}
    if name in ("Dense", "Conv2D"):
        config |= {"init": "glorot_uniform", "activation": layer.activation.__name__, "bias": True, "W_regularizer": l2, **none}
    if name == "Dense":
        config |= {"output_dim": layer.units, "input_dim": None}
    elif name == "Conv2D":
        name = "Convolution2D"
        rows, columns = layer.kernel_size
        config |= {"nb_filter": layer.filters, "nb_row": rows, "nb_col": columns, "subsample": list(layer.strides)}
        config |= {"border_mode": layer.padding, "dim_ordering": "tf"}
    elif name == "MaxPooling2D":
        config |= {"pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid", "dim_ordering": "tf"}
    elif name == "BatchNormalization":
        config |= {"epsilon": layer.epsilon, "momentum": layer.momentum, "mode": 0, "axis": -1}
        config |= {"gamma_regularizer": None, "beta_regularizer": None}
    elif name == "Dropout":
        config |= {"p": layer.rate}
    elif name == "Embedding":
        config |= {"input_dim": layer.input_dim, "output_dim": layer.output_dim, "init": "uniform", "input_length": 5}
        config |= {"mask_zero": layer.mask_zero, "dropout": 0.0, "W_regularizer": None, "W_constraint": None}
    elif name == "LSTM":
        config |= {"output_dim": layer.units, "init": "glorot_uniform", "inner_init": "orthogonal", "forget_bias_init": "one"}
        config |= {"activation": "tanh", "inner_activation": "hard_sigmoid", "dropout_W": 0.0, "dropout_U": 0.0}
        config |= {"return_sequences": layer.return_sequences, "go_backwards": False, "stateful": False, "unroll": False}
        config |= {"consume_less": "cpu", "input_dim": None, "input_length": None, "U_regularizer": None, "W_regularizer": None}
    return name, config


def weights_of_keras1(layer):
    weights = layer.get_weights()
    if layer.__class__.__name__ != "LSTM":
        return [(f"{layer.name}_{i}", w) for i, w in enumerate(weights)]
    i, f, c, o = range(4)
    parts = [np.split(w, 4, axis=-1) for w in weights]
    return [(f"{layer.name}_{kind}_{'ifco'[g]}", w[g]) for g in (i, c, f, o) for kind, w in zip("WUb", parts)]


def keras1():
    models = {
        "keras1_images": ([L.Conv2D(3, (3, 2), activation="relu", input_shape=(9, 8, 2)), L.MaxPooling2D(), L.Flatten(), L.Dropout(0.2), L.Dense(2)], images()),
        "keras1_words": ([L.Embedding(7, 3, mask_zero=True, input_length=5), L.LSTM(4, recurrent_activation="hard_sigmoid"), L.BatchNormalization(), L.Dense(2, "softmax")], words()),
    }
    for name, (made, x) in models.items():
        model = keras.Sequential(made)
        folder = save(name, "h5", model, x)
        (folder / "model.h5").unlink()
        configs = []
        with h5py.File(folder / "model.h5", "w") as file:
            group = file.create_group("model_weights")
            group.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
            for layer in model.layers:
                class_name, config = config_of_keras1(layer)
                if not configs:
                    config["batch_input_shape"] = [None, *x.shape[1:]]
                    config["input_dtype"] = "float32"
                configs.append({"class_name": class_name, "config": config})
                weights = weights_of_keras1(layer)
                own = group.create_group(layer.name)
                own.attrs["weight_names"] = [name.encode() for name, _ in weights]
                for weight, values in weights:
                    own[weight] = values
            file.attrs["keras_version"] = b"1.2.2"
            file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": configs}).encode()
        model.set_weights([np.zeros_like(w) for w in model.get_weights()])
        model.load_weights(folder / "model.h5")
        assert np.allclose(model.predict(x, verbose=0), np.load(folder / "y0.npy"), atol=1e-6)


def cudnn():
    """LSTM's weights as CuDNNLSTM has them, by Keras's own conversion."""
    model = keras.Sequential([L.LSTM(4, input_shape=(5, 3)), L.Dense(2)])
    folder = save("cudnn_lstm", "h5", model, sequences())
    weights = hdf5_format._convert_rnn_weights(type("CuDNNLSTM", (), {})(), model.layers[0].get_weights())
    with h5py.File(folder / "model.h5", "r+") as file:
        config = json.loads(file.attrs["model_config"])
        layer = next(layer for layer in config["config"]["layers"] if layer["class_name"] == "LSTM")
        layer["class_name"] = "CuDNNLSTM"
        for key in ("activation", "recurrent_activation", "dropout", "recurrent_dropout", "implementation", "unroll", "use_bias"):
            del layer["config"][key]
        file.attrs["model_config"] = json.dumps(config)
        group = file["model_weights"][model.layers[0].name]
        for name, values in zip(group.attrs["weight_names"], weights):
            del group[name]
            group[name] = values


def main():
    keras.utils.set_random_seed(2)
    for part in (layers, graphs, trained, stored, hostile, numbered_twice, keras1, cudnn):
        part()
    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(str(path.relative_to(FOLDER)))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    shutil.rmtree(FOLDER)


main()
