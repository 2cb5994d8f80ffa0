"""The trajectories of what fit, the optimizers and the layers take beyond the plain case."""

import keras
import numpy as np
from goldens_case import Case
from goldens_data import credit_card
from keras import layers as L

K = keras.optimizers
SPLIT = {"validation_split": 0.2}
X, CARD, CLASSES = credit_card()
LABELS = CARD[:, None]
ONE_HOT = np.eye(3)[CLASSES]
POSITIVE = (X > 0).astype(int)


def mlp(units=1, activation="sigmoid", **first):
    return lambda: [L.Input((11,)), L.Dense(6, "tanh", **first), L.Dense(units, activation)]


def adam():
    return K.Adam(0.01)


def case(name, layers=mlp(), optimizer=adam, loss="binary_crossentropy", y=LABELS, **more):
    return Case(name, layers, optimizer, loss, y, **{"epochs": 5, "fit": SPLIT, **more})


def optimizer_cases():
    """Clipping and weight decay. The limits are below most gradients, so each result differs from that without."""
    for name, optimizer in {
        "sgd_clipnorm": lambda: K.SGD(0.1, clipnorm=0.05),
        "sgd_clipvalue": lambda: K.SGD(0.1, momentum=0.8, clipvalue=0.02),
        "sgd_global_clipnorm": lambda: K.SGD(0.1, momentum=0.8, nesterov=True, global_clipnorm=0.05),
        "sgd_weight_decay": lambda: K.SGD(0.05, weight_decay=0.1),
        "rmsprop_clipnorm": lambda: K.RMSprop(0.01, clipnorm=0.05),
        "rmsprop_clipvalue": lambda: K.RMSprop(0.01, centered=True, clipvalue=0.02),
        "rmsprop_global_clipnorm": lambda: K.RMSprop(0.01, global_clipnorm=0.05),
        "rmsprop_momentum": lambda: K.RMSprop(0.003, momentum=0.8),
        "adam_clipnorm": lambda: K.Adam(0.01, clipnorm=0.05),
        "adam_clipvalue": lambda: K.Adam(0.01, clipvalue=0.02),
        "adam_global_clipnorm": lambda: K.Adam(0.01, global_clipnorm=0.05),
        "adam_weight_decay": lambda: K.Adam(0.01, weight_decay=0.5),
        # Gradients that become smaller, and few of them remembered: so the maximum is not the last.
        "adam_amsgrad": lambda: K.Adam(0.02, beta_2=0.8, amsgrad=True),
        "adamw_clipnorm": lambda: K.AdamW(0.01, weight_decay=0.5, clipnorm=0.05),
        "adamw_clipvalue": lambda: K.AdamW(0.01, clipvalue=0.02),
        "adamw_global_clipnorm": lambda: K.AdamW(0.01, weight_decay=0.2, global_clipnorm=0.05, amsgrad=True),
    }.items():
        yield case(f"optimizer_{name}", optimizer=optimizer)


def weight_cases():
    """sample_weight, class_weight, and both with penalties, which no weight changes."""
    rng = np.random.default_rng(21)
    weight = rng.choice([0, 0.25, 1, 1.5, 4], len(X))
    by_position = rng.choice([0, 0.25, 1, 1.5, 4], X.shape)
    regression = X[:, :2] * 0.5 + 0.1
    both = {"metrics": ["mse", "accuracy"], "weighted_metrics": ["mse", "accuracy", "auc", "precision", "recall"]}
    accuracy = {"weighted_metrics": ["accuracy"]}

    def positions(units, activation):
        return lambda: [L.Reshape((11, 1)), L.Dense(3, "tanh"), L.Dense(units, activation)]

    sparse = "sparse_categorical_crossentropy"
    yield case("sample_weight_binary", sample_weight=weight, **both)
    yield case("sample_weight_binary_rank_1", y=CARD, sample_weight=weight, **both)
    yield case("sample_weight_of_shape_n_1", sample_weight=weight[:, None], **both)
    yield case("sample_weight_arguments", sample_weight=weight, metrics=[keras.metrics.AUC(curve="PR", num_thresholds=20, name="a")], weighted_metrics=[
        keras.metrics.AUC(curve="PR", num_thresholds=20, name="a"), keras.metrics.Precision(thresholds=0.7, name="p"),
        keras.metrics.Recall(thresholds=0.7, name="r"), keras.metrics.BinaryAccuracy(threshold=0.7, name="b"),
    ])
    yield case("sample_weight_mse", mlp(2, "linear"), loss="mse", y=regression, sample_weight=weight, metrics=["mae"], weighted_metrics=["mse", "mae"])
    yield case("sample_weight_sparse", mlp(3, "softmax"), loss=sparse, y=CLASSES, sample_weight=weight, **accuracy)
    yield case("sample_weight_categorical", mlp(3, "softmax"), loss="categorical_crossentropy", y=ONE_HOT, sample_weight=weight, metrics=None, **accuracy)
    yield case("sample_weight_of_positions", positions(2, "softmax"), loss=sparse, y=POSITIVE, sample_weight=by_position, **accuracy)
    yield case("sample_weight_of_positions_binary", positions(1, "sigmoid"), y=POSITIVE[..., None], sample_weight=by_position, **both)
    yield case("sample_weight_n_1_of_positions", positions(2, "softmax"), loss=sparse, y=POSITIVE, sample_weight=weight[:, None], **accuracy)
    yield case("sample_weight_regularizer", mlp(kernel_regularizer="l2", bias_regularizer=keras.regularizers.L1(0.05)), sample_weight=weight, metrics=["accuracy"], **accuracy)

    three, two = {"class_weight": {"0": 0.5, "1": 1.0, "2": 3.0}, **SPLIT}, {"class_weight": {"0": 4.0, "1": 0.5}, **SPLIT}
    yield case("class_weight_sparse", mlp(3, "softmax"), loss=sparse, y=CLASSES, fit=three, **accuracy)
    yield case("class_weight_missing", mlp(3, "softmax"), loss=sparse, y=CLASSES, fit={"class_weight": {"2": 3.0}, **SPLIT}, **accuracy)
    yield case("class_weight_categorical", mlp(3, "softmax"), loss="categorical_crossentropy", y=ONE_HOT, fit=three, **accuracy)
    yield case("class_weight_binary", fit=two, **accuracy)
    yield case("class_weight_binary_rank_1", y=CARD, fit=two, **accuracy)
    yield case("class_weight_regularizer", mlp(kernel_regularizer="l2"), fit=two)


def data_cases():
    """Validation data, epochs that begin later, steps, and batches that do not come from arrays."""
    weight = np.random.default_rng(22).choice([0, 0.5, 1, 3], len(X))
    rest = {"rows": [100, 125]}
    weighted = {"sample_weight": weight, "weighted_metrics": ["accuracy"], "rows": (0, 100)}
    yield case("validation_data_weighted", fit={"validation_data": rest, "validation_batch_size": 7}, **weighted)
    yield case("validation_data_of_weighted", fit={"validation_data": {**rest, "weighted": False}}, **weighted)
    yield case("validation_freq", fit={"validation_freq": 2, **SPLIT})
    yield case("validation_freq_list", fit={"validation_freq": [1, 4], **SPLIT})
    yield case("initial_epoch", epochs=7, fit={"initial_epoch": 3, "validation_freq": 2, **SPLIT})
    yield case("validation_steps", rows=(0, 100), fit={"validation_data": rest, "validation_steps": 2})
    yield case("steps_per_epoch", fit={"steps_per_epoch": 5}, note="13 batches: epochs of 5, 5 and 3 steps, then from the first batch again")
    yield case("steps_per_epoch_whole", rows=(0, 100), fit={"steps_per_epoch": 5})
    yield case("steps_per_epoch_too_many", rows=(0, 100), fit={"steps_per_epoch": 15, "validation_data": rest})
    yield case("steps_without_batch_size", fit={"steps_per_epoch": 4, "batch_size": None}, note="batches of ceil(rows / steps)")
    endless = {"kind": "endless_generator", "rows": [0, 120]}
    once = {"kind": "generator", "rows": [0, 120]}
    dataset = {"kind": "pydataset", "rows": [0, 120]}
    yield case("batches_generator", batches=endless, fit={"steps_per_epoch": 5, "validation_data": {"rows": [100, 125]}})
    yield case("batches_generator_weighted", batches={**endless, "rows": [0, 100]}, fit={"steps_per_epoch": 5}, sample_weight=weight, weighted_metrics=["accuracy"])
    yield case("batches_pydataset", batches=dataset, fit={"validation_data": {"rows": [100, 125], "kind": "pydataset"}})
    yield case("batches_pydataset_steps", batches=dataset, fit={"steps_per_epoch": 5, "validation_data": {"rows": [0, 120], "kind": "pydataset"}, "validation_steps": 3})
    yield case("batches_pydataset_class_weight", batches=dataset, fit={"class_weight": {"0": 4.0, "1": 0.5}}, weighted_metrics=["accuracy"])
    yield case("batches_validation_generator", rows=(0, 100), fit={"validation_data": {"rows": [0, 125], "kind": "endless_generator"}, "validation_steps": 2})
    again = "Keras looks at a generator's first two batches and gives them again whenever it starts over"
    # No Adam: where data run out, TensorFlow's Keras counts one iteration more than it has steps.
    once = {"batches": once, "optimizer": lambda: K.SGD(0.2, momentum=0.5)}
    yield case("batches_run_out", epochs=3, fit={}, **once, note="12 batches in the first epoch, 2 in the others: " + again)
    yield case("batches_run_out_of_steps", fit={"steps_per_epoch": 5}, **once, note="epochs of 5, 5, 2, 2 and 2 steps: " + again)
    yield case("batches_fewer_than_steps", epochs=3, fit={"steps_per_epoch": 15}, **once, note="epochs of 12, 2 and 2 steps: " + again)


def layer_cases():
    """Normalization, before and between layers with weights, and layers that are not trained."""
    plain = (X[:, :4] * [1, 20, 1, 0.01] + [0, -7, 1e4, 3]).astype("float32")
    plain[:, 3] = 2.5  # does not vary: its variance is 0
    boxes = (X[:, :6] * [1, 2, 3, 4, 5, 6] + [0, 1, -2, 3, 40, -5]).astype("float32").reshape(-1, 3, 2)

    def first(x, *behind, **arguments):
        x = x.astype("float32")

        def layers():
            normalization = L.Normalization(**arguments)
            if "mean" not in arguments:
                normalization.adapt(x)
            return [L.Input(x.shape[1:]), normalization, *behind, L.Dense(5, "tanh"), L.Dense(1, "sigmoid")]

        return {"layers": layers, "x": x}

    def between(**arguments):
        def layers():
            dense, normalization = L.Dense(5, "tanh"), L.Normalization(**arguments)
            if "mean" not in arguments:
                normalization.adapt(np.tanh(X[:, :5] * 2 + 0.3).astype("float32"))
            return [L.Input((11,)), dense, normalization, L.Dense(4, "relu"), L.Dense(1, "sigmoid")]

        return layers

    given = {"mean": [0.5, -7, 1e4, 2], "variance": [4, 100, 2, 0.25]}
    yield case("normalization", **first(plain))
    yield case("normalization_axis_none", **first(X[:, :4] * 3 + 1, axis=None))
    yield case("normalization_axis_1_2", **first(boxes, L.Flatten(), axis=(1, 2)))
    yield case("normalization_axis_last", **first(boxes, L.Flatten(), axis=-1))
    yield case("normalization_axis_1", **first(boxes, L.Flatten(), axis=1))
    yield case("normalization_given", **first(plain, **given))
    yield case("normalization_given_numbers", **first(X[:, :4], mean=0.5, variance=4.0))
    yield case("normalization_invert", **first(X[:, :4] * [1, 2, 0.5, 0] + [0, 1, 0, 0.5], invert=True))
    yield case("normalization_invert_given", **first(X[:, :4], invert=True, mean=[0.5, -1, 2, 0], variance=[4, 1, 0.25, 0]))
    yield case("normalization_between", between())
    yield case("normalization_between_given", between(mean=[0.1, -0.2, 0, 0.3, 0], variance=[0.5, 1, 0.3, 2, 0.7]))
    yield case("normalization_between_invert", between(invert=True))

    def frozen(**arguments):
        return lambda: [L.Input((11,)), L.Dense(6, "tanh"), L.Dense(5, "tanh", trainable=False, **arguments), L.Dense(1, "sigmoid")]

    yield case("frozen", frozen())
    yield case("frozen_regularizer", frozen(kernel_regularizer="l2", bias_regularizer="l1"))
    yield case("frozen_clipped", frozen(), lambda: K.Adam(0.01, global_clipnorm=0.05, weight_decay=0.1))
    yield case("frozen_first", mlp(trainable=False), lambda: K.SGD(0.1, momentum=0.5))
