"""Makes the goldens: what real Keras (TensorFlow backend) computes, for the Java tests to compare with.

    python -m venv venv && venv/bin/pip install -r src/test/python/requirements-goldens.txt
    venv/bin/python src/test/python/make_goldens.py [NAME OF A TRAJECTORY ...]

Without names it makes all. Every trajectory is made twice, on TensorFlow, which is the reference, and on JAX; the largest
relative difference between the two is written into the golden as its "spread". A backend is chosen when Keras is imported,
so this script calls itself once for each.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "src/test/resources/golden"
CSV = ROOT / "src/main/resources/keras4j/examples/creditcard.csv"
ROWS = 125  # not a multiple of the batch size: the last batch is smaller
BATCH, EPOCHS = 10, 10


def credit_card():
    """The first rows of the AER CreditCard table, standardised; three income classes beside the real label."""
    from sklearn.preprocessing import StandardScaler

    with open(CSV) as file:
        table = list(csv.DictReader(file))[:ROWS]
    word = {"yes": 1.0, "no": 0.0}
    columns = [c for c in table[0] if c != "card"]
    x = np.array([[word.get(row[c], None) if row[c] in word else float(row[c]) for c in columns] for row in table])
    income = x[:, columns.index("income")]
    classes = np.digitize(income, np.quantile(income, [1 / 3, 2 / 3]))
    card = np.array([word[row["card"]] for row in table])
    return StandardScaler().fit_transform(x).astype("float32"), card, classes


def number(value):
    """The shortest decimal that gives the same float32."""
    return float(str(np.float32(value)))


def numbers(array):
    return [number(v) for v in np.asarray(array, "float32").ravel()]


def cases(keras):
    """Name, layers, optimizer, loss, labels, and metrics where they are not accuracy."""
    from keras import layers as L

    x, card, classes = credit_card()
    one_hot = np.eye(3)[classes]
    regression = x[:, :2] * 0.5 + 0.1

    def mlp(units, activation, hidden="relu"):
        return lambda: [L.Input((11,)), L.Dense(6, hidden), L.Dense(6, hidden), L.Dense(units, activation)]

    losses = {
        "binary_crossentropy": (mlp(1, "sigmoid"), card[:, None]),
        "categorical_crossentropy": (mlp(3, "softmax", "tanh"), one_hot),
        "sparse_categorical_crossentropy": (mlp(3, "softmax", "sigmoid"), classes),
        "mse": (mlp(2, "linear", "tanh"), regression),
    }
    optimizers = {
        "adam": lambda: "adam",
        "sgd": lambda: "sgd",
        "sgd_momentum": lambda: keras.optimizers.SGD(0.02, momentum=0.9),
        "sgd_nesterov": lambda: keras.optimizers.SGD(0.02, momentum=0.9, nesterov=True),
        "adam_arguments": lambda: keras.optimizers.Adam(0.01, beta_1=0.8, beta_2=0.99, epsilon=1e-4),
    }
    for loss, (model, y) in losses.items():
        for optimizer in ["adam", "sgd"]:
            yield f"{loss}-{optimizer}", model, optimizers[optimizer], loss, y
    adam = optimizers["adam"]
    model, y = losses["binary_crossentropy"]
    for optimizer in ["sgd_momentum", "sgd_nesterov", "adam_arguments"]:
        yield f"binary_crossentropy-{optimizer}", model, optimizers[optimizer], "binary_crossentropy", y
    for name, optimizer in {
        "rmsprop": lambda: "rmsprop",
        "rmsprop_arguments": lambda: keras.optimizers.RMSprop(0.005, rho=0.8, momentum=0.5, epsilon=1e-4, centered=True),
        "adamw": lambda: "adamw",
        "adamw_arguments": lambda: keras.optimizers.AdamW(0.01, weight_decay=0.2),
    }.items():
        yield f"binary_crossentropy-{name}", model, optimizer, "binary_crossentropy", y
    kl = keras.losses
    for name, units, activation, loss, y in [
        ("mae", 2, "linear", "mae", regression),
        ("huber", 2, "linear", "huber", regression),
        ("huber_delta", 2, "linear", kl.Huber(delta=0.3), regression),
        ("binary_smoothed", 1, "sigmoid", kl.BinaryCrossentropy(label_smoothing=0.2), card[:, None]),
        ("binary_logits", 1, "linear", kl.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), card[:, None]),
        ("categorical_smoothed", 3, "softmax", kl.CategoricalCrossentropy(label_smoothing=0.2), one_hot),
        ("categorical_logits", 3, "linear", kl.CategoricalCrossentropy(from_logits=True), one_hot),
        ("sparse_logits", 3, "linear", kl.SparseCategoricalCrossentropy(from_logits=True), classes),
    ]:
        metrics = ["mse", "mae"] if y is regression else ["accuracy"]
        yield f"loss_{name}", mlp(units, activation, "tanh"), optimizers["adam"], loss, y, metrics
    yield "metrics_binary", mlp(1, "sigmoid"), optimizers["adam"], "binary_crossentropy", card[:, None], [
        "auc", "precision", "recall", "binary_accuracy", "mse"
    ]
    yield "metrics_arguments", mlp(1, "sigmoid"), optimizers["adam"], "mse", card, [
        keras.metrics.AUC(num_thresholds=50, curve="PR"), keras.metrics.Precision(thresholds=0.3),
        keras.metrics.Recall(thresholds=0.7), keras.metrics.BinaryAccuracy(threshold=0.6)
    ]
    yield "metrics_categorical", mlp(3, "softmax"), optimizers["adam"], "categorical_crossentropy", one_hot, [
        "categorical_accuracy", "mae"
    ]
    for name, kernel, bias in [
        ("l1", "l1", None), ("l2", "l2", None), ("bias", keras.regularizers.L2(0.1), keras.regularizers.L1(0.05)),
        ("l1_l2", keras.regularizers.L1L2(l1=0.02, l2=0.03), None),
    ]:
        yield f"regularizer_{name}", lambda kernel=kernel, bias=bias: [
            L.Input((11,)),
            L.Dense(6, "relu", kernel_regularizer=kernel, bias_regularizer=bias),
            L.Dense(1, "sigmoid", kernel_regularizer=kernel),
        ], adam, "binary_crossentropy", card[:, None]
    # The ways by which a loss gets its predictions: labels (batch,), a separate Activation, probabilities without logits,
    # logits of the other activation, more axes than one.
    yield "labels_of_rank_1", mlp(1, "sigmoid"), adam, "binary_crossentropy", card
    yield "activation_layer", lambda: [
        L.Input((11,)), L.Dense(6), L.Activation("relu"), L.Dense(1), L.Activation("sigmoid")
    ], adam, "binary_crossentropy", card[:, None]
    yield "binary_of_probabilities", lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(1, "sigmoid"), L.Flatten()], adam, "binary_crossentropy", card[:, None]
    yield "binary_of_linear", mlp(1, "linear", "sigmoid"), adam, "binary_crossentropy", card[:, None]
    yield "categorical_of_probabilities", lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(3, "softmax"), L.Flatten()], adam, "categorical_crossentropy", one_hot
    yield "sparse_of_probabilities", lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(3, "softmax"), L.Flatten()], adam, "sparse_categorical_crossentropy", classes
    yield "binary_of_softmax", mlp(3, "softmax"), adam, "binary_crossentropy", one_hot
    yield "categorical_of_sigmoid", mlp(3, "sigmoid"), adam, "categorical_crossentropy", one_hot
    yield "logits_through_identity", lambda: [
        L.Input((11,)), L.Dense(3, "softmax"), L.Activation("linear"), L.Dropout(0.0)
    ], adam, "categorical_crossentropy", one_hot
    yield "labels_without_last_axis", lambda: [
        L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(1, "sigmoid")
    ], adam, "binary_crossentropy", (x > 0).astype(int)
    yield "labels_with_last_axis", lambda: [
        L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(1, "sigmoid")
    ], adam, "binary_crossentropy", (x > 0).astype(int)[..., None]
    yield "without_bias", lambda: [L.Input((11,)), L.Dense(6, "tanh", use_bias=False), L.Dense(1, "sigmoid", use_bias=False)], adam, "binary_crossentropy", card[:, None]
    yield "dense_over_positions", lambda: [L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Flatten(), L.Dense(1, "sigmoid")], adam, "binary_crossentropy", card[:, None]
    yield "output_of_positions", lambda: [L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(2, "softmax")], adam, "sparse_categorical_crossentropy", (x > 0).astype(int)


# Not glu: Keras believes that a layer with it keeps its width, so no layer can follow.
ACTIVATIONS = """celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu log_sigmoid log_softmax
mish relu relu6 selu silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus
tanh_shrink""".split()


def activation_cases(keras):
    """Every activation in a hidden layer, for fewer epochs."""
    from keras import layers as L

    _, card, _ = credit_card()
    for name in ACTIVATIONS:
        layers = lambda name=name: [L.Input((11,)), L.Dense(6, name), L.Dense(4), L.Activation(name), L.Dense(1, "sigmoid")]
        yield f"hidden_{name}", layers, lambda: "adam", "binary_crossentropy", card[:, None]


def build(keras, layers, name):
    """Reshape only brings the data into another shape; it is not part of the model."""
    from keras import layers as L

    x, _, _ = credit_card()
    made = layers()
    if isinstance(made[0], L.Reshape):
        x = x.reshape((len(x),) + made[0].target_shape)
        made[0] = L.Input(x.shape[1:])
    return keras.Sequential(made, name=name), x


def run(only):
    """One backend's results as JSON on standard output."""
    import keras

    results = {}
    for name, layers, optimizer, loss, y, *metrics in [*cases(keras), *activation_cases(keras)]:
        metrics = metrics[0] if metrics else ["accuracy"]
        if only and name not in only:
            continue
        epochs = 3 if name.startswith("hidden_") else EPOCHS
        keras.utils.set_random_seed(7)
        keras.utils.clear_session()
        model, x = build(keras, layers, name)
        rng = np.random.default_rng(7)  # the same first weights on both backends, biases not 0
        # Between 0 and 1 for predictions that are probabilities without a sigmoid; small where exp(exp(x)) would overflow.
        # Large where it shows whether a loss goes back to the logits.
        low, high = {
            "binary_of_linear": (0, 0.2), "hidden_exponential": (-0.2, 0.2), "logits_through_identity": (-12, 12),
            "labels_without_last_axis": (-12, 12), "labels_with_last_axis": (-12, 12),
        }.get(name, (-0.6, 0.6))
        model.set_weights([rng.uniform(low, high, w.shape).astype("float32") for w in model.get_weights()])
        golden = {"epochs": epochs, "x_shape": list(x.shape[1:]), "y_shape": list(y.shape[1:]), "y": numbers(y)}
        golden["loss"] = loss if isinstance(loss, str) else keras.losses.serialize(loss)
        if isinstance(loss, keras.losses.Huber):  # Keras leaves delta out of the config
            golden["loss"]["config"]["delta"] = loss._fn_kwargs["delta"]
        golden["metrics"] = [m if isinstance(m, str) else keras.metrics.serialize(m) for m in metrics]
        golden["initial_weights"] = [numbers(w) for w in model.get_weights()]
        golden["initial_predictions"] = numbers(model.predict(x, verbose=0))
        model.compile(optimizer(), loss, metrics=metrics)
        golden["initial_evaluation"] = {k: number(v) for k, v in model.evaluate(x, y, verbose=0, return_dict=True).items()}
        history = model.fit(x, y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0, validation_split=0.2)
        golden["history"] = {k: [number(v) for v in values] for k, values in history.history.items()}
        golden["final_predictions"] = numbers(model.predict(x, verbose=0))
        golden["model"] = json.loads(model.to_json())
        golden["optimizer"] = keras.optimizers.serialize(model.optimizer)
        results[name] = golden
    json.dump({"results": results, "summaries": summaries()}, sys.stdout)


def summaries():
    """Keras's tables, for models that are built, not built, trained, and with long names."""
    import keras
    from keras import layers as L

    def text(model):
        lines = []
        model.summary(print_fn=lambda line, **kwargs: lines.append(line))
        return "\n".join(lines).strip()

    lesson = keras.Sequential([L.Input((11,)), L.Dense(6, "relu", name="dense"), L.Dense(6, "relu", name="dense_1"), L.Dense(1, "sigmoid", name="dense_2")], name="sequential")
    result = {"lesson": text(lesson)}
    lesson.compile("adam", "binary_crossentropy")
    lesson.fit(np.zeros((1, 11)), np.zeros((1, 1)), verbose=0)
    result["trained"] = text(lesson)
    result["unbuilt"] = text(keras.Sequential([L.Dense(3, name="dense")], name="sequential"))
    long = "a_rather_long_layer_name_to_see_how_it_is_cut"
    result["long_names"] = text(keras.Sequential([L.Input((28, 28)), L.Flatten(name="flatten"), L.Dense(128, name=long), L.Dense(10000, name="dense")], name="sequential"))
    return result


def spread(a, b):
    return max(abs(x - y) / max(abs(x), abs(y), 1e-30) for k in a for x, y in zip(a[k], b[k]))


def main():
    found = {}
    for backend in ["tensorflow", "jax"]:
        environment = dict(os.environ, KERAS_BACKEND=backend, TF_CPP_MIN_LOG_LEVEL="3", COLUMNS="80")
        output = subprocess.run([sys.executable, __file__, "run", *sys.argv[1:]], env=environment, stdout=subprocess.PIPE, check=True)
        found[backend] = json.loads(output.stdout)
    from importlib.metadata import version

    made_by = {package: version(package) for package in ["keras", "tensorflow-cpu", "jax", "numpy", "scikit-learn"]}
    OUT.mkdir(parents=True, exist_ok=True)
    x, _, _ = credit_card()
    (OUT / "x.json").write_text(json.dumps({"made_by": made_by, "rows": ROWS, "x": numbers(x)}) + "\n")
    for name, golden in found["tensorflow"]["results"].items():
        other = found["jax"]["results"][name]
        golden = {"made_by": made_by, "batch_size": BATCH, **golden}
        golden["spread"] = spread(golden["history"], other["history"])
        (OUT / f"trajectory-{name}.json").write_text(json.dumps(golden) + "\n")
        print(f"{name}: TensorFlow and JAX differ by {golden['spread']:.1e}")
    (OUT / "summary.json").write_text(json.dumps({"made_by": made_by, **found["tensorflow"]["summaries"]}, ensure_ascii=False) + "\n")
    scaler(made_by)


def scaler(made_by):
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(3)
    x = rng.normal(size=(7, 3)).astype("float32") * [1, 100, 0] + [5, -20, 4]
    fitted = StandardScaler().fit(x)
    golden = {"made_by": made_by, "x": numbers(x), "mean": list(fitted.mean_), "scale": list(fitted.scale_)}
    golden["transformed"] = numbers(fitted.transform(x))
    (OUT / "standard_scaler.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    run(sys.argv[2:]) if sys.argv[1:2] == ["run"] else main()
