"""The trajectories of a plain fit: epochs, batches and validation_split only."""

import keras
import numpy as np
from goldens_case import Case
from goldens_data import credit_card
from keras import layers as L


def cases():
    """Losses, optimizers, metrics, regularizers, and the ways by which a loss gets its predictions."""
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
            yield Case(f"{loss}-{optimizer}", model, optimizers[optimizer], loss, y)
    adam = optimizers["adam"]
    model, y = losses["binary_crossentropy"]
    for optimizer in ["sgd_momentum", "sgd_nesterov", "adam_arguments"]:
        yield Case(f"binary_crossentropy-{optimizer}", model, optimizers[optimizer], "binary_crossentropy", y)
    for name, optimizer in {
        "rmsprop": lambda: "rmsprop",
        "rmsprop_arguments": lambda: keras.optimizers.RMSprop(0.005, rho=0.8, momentum=0.5, epsilon=1e-4, centered=True),
        "adamw": lambda: "adamw",
        "adamw_arguments": lambda: keras.optimizers.AdamW(0.01, weight_decay=0.2),
    }.items():
        yield Case(f"binary_crossentropy-{name}", model, optimizer, "binary_crossentropy", y)
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
        yield Case(f"loss_{name}", mlp(units, activation, "tanh"), optimizers["adam"], loss, y, metrics)
    yield Case("metrics_binary", mlp(1, "sigmoid"), optimizers["adam"], "binary_crossentropy", card[:, None], [
        "auc", "precision", "recall", "binary_accuracy", "mse"
    ])
    yield Case("metrics_arguments", mlp(1, "sigmoid"), optimizers["adam"], "mse", card, [
        keras.metrics.AUC(num_thresholds=50, curve="PR"), keras.metrics.Precision(thresholds=0.3),
        keras.metrics.Recall(thresholds=0.7), keras.metrics.BinaryAccuracy(threshold=0.6)
    ])
    yield Case("metrics_categorical", mlp(3, "softmax"), optimizers["adam"], "categorical_crossentropy", one_hot, [
        "categorical_accuracy", "mae"
    ])
    for name, kernel, bias in [
        ("l1", "l1", None), ("l2", "l2", None), ("bias", keras.regularizers.L2(0.1), keras.regularizers.L1(0.05)),
        ("l1_l2", keras.regularizers.L1L2(l1=0.02, l2=0.03), None),
    ]:
        yield Case(f"regularizer_{name}", lambda kernel=kernel, bias=bias: [
            L.Input((11,)),
            L.Dense(6, "relu", kernel_regularizer=kernel, bias_regularizer=bias),
            L.Dense(1, "sigmoid", kernel_regularizer=kernel),
        ], adam, "binary_crossentropy", card[:, None])
    # The ways by which a loss gets its predictions: labels (batch,), a separate Activation, probabilities without logits,
    # logits of the other activation, more axes than one. First weights are between 0 and 1 for predictions that are
    # probabilities without a sigmoid, and large where it shows whether a loss goes back to the logits.
    large = (-12, 12)
    yield Case("labels_of_rank_1", mlp(1, "sigmoid"), adam, "binary_crossentropy", card)
    yield Case("activation_layer", lambda: [
        L.Input((11,)), L.Dense(6), L.Activation("relu"), L.Dense(1), L.Activation("sigmoid")
    ], adam, "binary_crossentropy", card[:, None])
    yield Case("binary_of_probabilities", lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(1, "sigmoid"), L.Flatten()], adam, "binary_crossentropy", card[:, None])
    yield Case("binary_of_linear", mlp(1, "linear", "sigmoid"), adam, "binary_crossentropy", card[:, None], first_weights=(0, 0.2))
    yield Case("categorical_of_probabilities", lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(3, "softmax"), L.Flatten()], adam, "categorical_crossentropy", one_hot)
    yield Case("sparse_of_probabilities", lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(3, "softmax"), L.Flatten()], adam, "sparse_categorical_crossentropy", classes)
    yield Case("binary_of_softmax", mlp(3, "softmax"), adam, "binary_crossentropy", one_hot)
    yield Case("categorical_of_sigmoid", mlp(3, "sigmoid"), adam, "categorical_crossentropy", one_hot)
    yield Case("logits_through_identity", lambda: [
        L.Input((11,)), L.Dense(3, "softmax"), L.Activation("linear"), L.Dropout(0.0)
    ], adam, "categorical_crossentropy", one_hot, first_weights=large)
    yield Case("labels_without_last_axis", lambda: [
        L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(1, "sigmoid")
    ], adam, "binary_crossentropy", (x > 0).astype(int), first_weights=large)
    yield Case("labels_with_last_axis", lambda: [
        L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(1, "sigmoid")
    ], adam, "binary_crossentropy", (x > 0).astype(int)[..., None], first_weights=large)
    yield Case("without_bias", lambda: [L.Input((11,)), L.Dense(6, "tanh", use_bias=False), L.Dense(1, "sigmoid", use_bias=False)], adam, "binary_crossentropy", card[:, None])
    yield Case("dense_over_positions", lambda: [L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Flatten(), L.Dense(1, "sigmoid")], adam, "binary_crossentropy", card[:, None])
    yield Case("output_of_positions", lambda: [L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(2, "softmax")], adam, "sparse_categorical_crossentropy", (x > 0).astype(int))


# Not glu: Keras believes that a layer with it keeps its width, so no layer can follow.
ACTIVATIONS = """celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu log_sigmoid log_softmax
mish relu relu6 selu silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus
tanh_shrink""".split()


def activation_cases():
    """Every activation in a hidden layer, for fewer epochs."""
    _, card, _ = credit_card()
    for name in ACTIVATIONS:
        layers = lambda name=name: [L.Input((11,)), L.Dense(6, name), L.Dense(4), L.Activation(name), L.Dense(1, "sigmoid")]
        small = {"first_weights": (-0.2, 0.2)} if name == "exponential" else {}  # where exp(exp(x)) would overflow
        yield Case(f"hidden_{name}", layers, lambda: "adam", "binary_crossentropy", card[:, None], epochs=3, **small)
