"""The trajectories of losses, of their reductions, and of the metrics that share their functions."""

import keras
import numpy as np
from goldens_case import Case
from goldens_data import credit_card
from goldens_sequence_cases import IDS, OF_STEPS, WORDS
from keras import layers as L

METRICS = keras.metrics
OF_LOSSES = {
    "mean_squared_logarithmic_error": METRICS.MeanSquaredLogarithmicError,
    "mean_absolute_percentage_error": METRICS.MeanAbsolutePercentageError,
    "hinge": METRICS.Hinge,
    "squared_hinge": METRICS.SquaredHinge,
    "categorical_hinge": METRICS.CategoricalHinge,
    "kl_divergence": METRICS.KLDivergence,
    "poisson": METRICS.Poisson,
    "log_cosh": METRICS.LogCoshError,
    "cosine_similarity": METRICS.CosineSimilarity,
}


def mlp(units, activation):
    return lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(units, activation)]


def loss_cases():
    x, card, classes = credit_card()
    one_hot = np.eye(3)[classes]
    distributions = np.abs(x[:, :3]) / np.abs(x[:, :3]).sum(1, keepdims=True)
    regression = np.where(np.abs(x[:, :2]) < 0.1, 0.5, x[:, :2]) * 0.5 + 0.1
    adam, sgd = lambda: "adam", lambda: keras.optimizers.SGD(0.02)
    data = {
        "mean_squared_logarithmic_error": (2, "softplus", np.abs(regression)),
        "mean_absolute_percentage_error": (2, "linear", regression),
        "hinge": (1, "tanh", card[:, None]),
        "squared_hinge": (1, "linear", 2 * card[:, None] - 1),
        "categorical_hinge": (3, "linear", one_hot),
        "kl_divergence": (3, "softmax", distributions),
        "poisson": (2, "exponential", np.round(np.abs(x[:, :2]))),
        "log_cosh": (2, "linear", 5 * regression),
        "cosine_similarity": (3, "linear", x[:, :3]),
    }
    for name, (units, activation, y) in data.items():
        yield Case(f"loss_{name}", mlp(units, activation), adam, name, y, ["mse", OF_LOSSES[name]()])
        yield Case(f"loss_{name}_sum", mlp(units, activation), lambda rate=1e-7 if "percentage" in name else 5e-4: keras.optimizers.SGD(rate),
                   getattr(keras.losses, "".join(part.capitalize() for part in name.split("_")).replace("Kl", "KL"))(reduction="sum"), y, epochs=3)
    weights = np.random.default_rng(3).choice([0, 0.5, 2], len(card))
    for reduction in ["sum", "mean", "mean_with_sample_weight", "none"]:
        only = {"backend": "tensorflow"} if reduction == "none" else {}
        loss = lambda of=keras.losses.MeanSquaredError: of(reduction=reduction)
        yield Case(f"loss_reduction_{reduction}", mlp(2, "linear"), sgd, loss(), regression, ["mse"], epochs=3, **only)
        yield Case(f"loss_reduction_{reduction}_weighted", mlp(3, "softmax"), sgd, loss(keras.losses.CategoricalCrossentropy), one_hot,
                   epochs=3, sample_weight=weights, fit={}, **only)
        steps = lambda: [L.Input((5,)), L.Embedding(WORDS, 3, mask_zero=True), L.LSTM(4, return_sequences=True), L.Dense(1, "sigmoid")]
        yield Case(f"mask_loss_reduction_{reduction}", steps, sgd, loss(keras.losses.BinaryCrossentropy), OF_STEPS,
                   ["accuracy", METRICS.RootMeanSquaredError(), METRICS.BinaryCrossentropy(name="bce")], epochs=3, x=IDS, **only)
    for name, units, y in [("binary", 1, card[:, None]), ("sparse", 3, classes), ("sparse_column", 3, classes[:, None]), ("categorical", 3, one_hot)]:
        yield Case(f"loss_crossentropy_{name}", mlp(units, "sigmoid" if units == 1 else "softmax"), adam, "crossentropy", y, epochs=3)
    both = np.stack([card, 1 - card], 1)
    large = {"first_weights": (-4, 4), "epochs": 3}  # where it shows whether a metric goes back to the logits
    yield Case("metrics_binary_crossentropy", mlp(2, "sigmoid"), sgd, "mse", both,
               ["binary_crossentropy", METRICS.BinaryCrossentropy(name="smoothed", label_smoothing=0.2)], **large)
    yield Case("metrics_binary_crossentropy_of_probabilities", lambda: [*mlp(2, "sigmoid")(), L.Flatten()], sgd, "mse", both,
               ["bce", METRICS.BinaryCrossentropy(from_logits=True, name="logits")], **large)
    yield Case("metrics_equal", mlp(1, "relu"), sgd, "mse", card[:, None], [METRICS.Accuracy()], epochs=3)  # the zeros of a relu
    yield Case("metrics_categorical_crossentropy", mlp(3, "softmax"), sgd, "categorical_crossentropy", one_hot,
               ["categorical_crossentropy", METRICS.CategoricalCrossentropy(name="smoothed", label_smoothing=0.2), "top_k_categorical_accuracy",
                METRICS.TopKCategoricalAccuracy(k=2, name="two"), "cosine_similarity"], **large)
    for name, y in [("sparse", classes), ("sparse_column", classes[:, None])]:
        yield Case(f"metrics_{name}", mlp(3, "softmax"), sgd, "sparse_categorical_crossentropy", y,
                   ["sparse_categorical_crossentropy", "accuracy", METRICS.SparseTopKCategoricalAccuracy(k=2), METRICS.SparseCategoricalCrossentropy(name="again")], **large)
    yield Case("metrics_regression", mlp(2, "softplus"), adam, "mse", np.abs(regression), [
        METRICS.RootMeanSquaredError(), "mape", "msle", "poisson", "log_cosh_error", "hinge", "squared_hinge", "kl_divergence"
    ], weighted_metrics=[METRICS.RootMeanSquaredError(name="weighted_rmse"), METRICS.LogCoshError()], sample_weight=weights, fit={}, epochs=3)
