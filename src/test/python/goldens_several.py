"""Goldens of models with several inputs or outputs, and of nested models."""

import goldens_several_masks
import keras
import numpy as np
from goldens_case import compile_config, config, weights
from goldens_data import BATCH, OUT, figures, histories, numbers
from goldens_fit_cases import CLASSES, LABELS, X
from goldens_sequence_cases import IDS, PADDED, STEPS, WORDS
from goldens_sequence_cases import LABELS as WORDS_LABELS
from keras import layers as L

A, B = X[:, :6], X[:, 5:]
REGRESSION = X[:, :2] * 0.5 + 0.1
WEIGHT = np.random.default_rng(31).choice([0, 0.5, 1, 3], len(X))


def two_inputs():
    """Of which the second is nearer to the output."""
    a, b = keras.Input((6,), name="a"), keras.Input((6,), name="b")
    h = L.Concatenate()([L.Dense(4, "tanh")(a), b])
    return keras.Model([a, b], L.Dense(1, "sigmoid")(h)), [A, B], [LABELS], {"loss": "binary_crossentropy", "metrics": ["accuracy"]}


def siamese(merge):
    def make():
        a, b = keras.Input((6,)), keras.Input((6,))
        tower = L.Dense(5, "tanh")
        h = merge([tower(b), tower(a)])
        return keras.Model([a, b], L.Dense(1, "sigmoid")(h)), [A, B], [LABELS], {"loss": "binary_crossentropy"}

    return make


def heads(first, second):
    x = keras.Input((11,))
    h = L.Dense(6, "tanh", kernel_regularizer="l2")(x)
    return keras.Model(x, [first(h), second(h)])


def two_outputs():
    model = heads(L.Dense(1, "sigmoid", name="card"), L.Dense(2, name="money"))
    compiled = {"loss": ["binary_crossentropy", "mse"], "loss_weights": [0.3, 2.0], "metrics": [["accuracy", "auc"], ["mae"]]}
    return model, [X], [LABELS, REGRESSION], compiled


def outputs_by_name():
    model = heads(L.Dense(3, "softmax", name="income"), L.Dense(2, name="money"))
    compiled = {
        "loss": {"money": keras.losses.Huber(), "income": "sparse_categorical_crossentropy"}, "loss_weights": {"income": 2.0, "money": 0.5},
        "metrics": {"income": "accuracy"}, "weighted_metrics": {"income": ["accuracy"], "money": ["mae"]},
    }
    return model, [X], [CLASSES, REGRESSION], compiled, WEIGHT


def one_loss_for_all():
    return heads(L.Dense(1, name="first"), L.Dense(2, name="second")), [X], [LABELS, REGRESSION], {"loss": "mse", "metrics": ["mae", "mse"]}


def logits_and_probabilities():
    """Two losses on one value: one of them goes back to the logits."""
    x = keras.Input((11,))
    logits = L.Dense(1)(L.Dense(6, "tanh")(x))
    model = keras.Model(x, [logits, L.Activation("sigmoid")(logits)])
    return model, [X], [LABELS, LABELS], {"loss": ["mse", "binary_crossentropy"]}


def output_in_between():
    """An output that is also what another is made of."""
    x = keras.Input((11,))
    h = L.Dense(3, "sigmoid")(x)
    return keras.Model(x, [L.Dense(1, "sigmoid")(h), h]), [X], [LABELS, np.eye(3)[CLASSES]], {"loss": "binary_crossentropy"}


def encoder_and_decoder():
    """Two sequences, of which the second is read with the states behind the first."""
    a, b = keras.Input((3, 2), name="a"), keras.Input((5, 1), name="b")
    first, h, c = L.LSTM(4, return_state=True)(a)
    y = L.LSTM(4, return_sequences=True)(b, initial_state=[h, c])
    model = keras.Model([a, b], [L.Dense(1, "sigmoid")(y), L.Dense(2, "sigmoid")(c), L.Dense(1, "sigmoid")(first)])
    x = [A.reshape(-1, 3, 2), X[:, 5:10, None]]
    return model, x, [(X[:, 5:10, None] > 0).astype(int), np.eye(2)[LABELS[:, 0].astype(int)], LABELS], {"loss": ["binary_crossentropy", "mse", "mse"]}


def nested():
    """A model that is called twice, one whose name is given, and a Sequential."""
    e = keras.Input((6,))
    h = L.Dense(4, "tanh")(e)
    encoder = keras.Model(e, L.Add()([L.Dense(3)(h), L.Dense(3, "tanh")(h)]))
    decoder = keras.Sequential([L.Input((6,)), L.Dense(5, "tanh"), L.Dense(1, "sigmoid")], name="decoder")
    b, a = keras.Input((6,)), keras.Input((6,))
    return keras.Model([a, b], decoder(L.Concatenate()([encoder(b), encoder(a)]))), [A, B], [LABELS], {"loss": "binary_crossentropy"}


def each_step():
    """Models at each step of a sequence."""
    e = keras.Input((2,))
    h = L.Dense(4, "tanh")(e)
    graph = keras.Model(e, L.Add()([L.Dense(3)(h), L.Dense(3, "tanh")(h)]))
    chain = keras.Sequential([L.Dense(4, "tanh"), L.Dense(2)])
    x = keras.Input((3, 2))
    h = L.Concatenate()([L.TimeDistributed(chain)(x), L.TimeDistributed(graph, name="graph_at_each_step")(x)])
    return keras.Model(x, L.Dense(1, "sigmoid")(L.Flatten()(h))), [A.reshape(-1, 3, 2)], [LABELS], {"loss": "binary_crossentropy"}


def models_in_a_sequential():
    e = keras.Input((4,))
    graph = keras.Model(e, L.Add()([L.Dense(4, "tanh")(e), e]))
    model = keras.Sequential([L.Input((11,)), keras.Sequential([L.Dense(4, "tanh"), L.BatchNormalization(momentum=0.8)]), graph, L.Dense(1, "sigmoid")])
    return model, [X], [LABELS], {"loss": "binary_crossentropy"}


def nested_outputs():
    """A model of two outputs in a model in a model, and outputs that are a model's."""
    e = keras.Input((11,))
    h = L.Dense(4, "tanh")(e)
    inner = keras.Model(e, [L.Dense(3, name="mean")(h), L.Dense(3, "tanh", name="spread")(h)], name="inner")
    x = keras.Input((11,))
    middle = keras.Model(x, [*reversed(inner(x)), L.Dense(3, "softmax")(x)], name="middle")
    z = keras.Input((11,))
    spread, mean, other = middle(z)
    model = keras.Model(z, [other, L.Dense(1, "sigmoid")(L.Multiply()([mean, spread]))])
    return model, [X], [np.eye(3)[CLASSES], LABELS], {"loss": ["categorical_crossentropy", "binary_crossentropy"], "metrics": [["accuracy"], []]}


def frozen_base():
    """A model that is not trained, BatchNormalization and all, under a head that is."""
    e = keras.Input((11,))
    base = keras.Model(e, L.Dense(4, "tanh")(L.BatchNormalization(momentum=0.8)(L.Dense(5, "tanh")(e))), name="base")
    base.trainable = False
    x = keras.Input((11,))
    h = L.BatchNormalization(momentum=0.8)(base(x))
    return keras.Model(x, L.Dense(1, "sigmoid")(h)), [X], [LABELS], {"loss": "binary_crossentropy"}


def frozen_but_the_last():
    base = keras.Sequential([L.Input((11,)), L.Dense(5, "tanh"), L.BatchNormalization(momentum=0.8), L.Dense(4, "tanh", kernel_regularizer="l2")], name="base")
    base.trainable = False
    base.layers[-1].trainable = True
    x = keras.Input((11,))
    return keras.Model(x, L.Dense(1, "sigmoid")(base(x))), [X], [LABELS], {"loss": "binary_crossentropy"}


def masked_inputs():
    """Each with a mask of its own."""
    ids, rows = keras.Input((STEPS,)), keras.Input((STEPS, 3))
    a = L.LSTM(4)(L.BatchNormalization(momentum=0.8)(L.Embedding(WORDS, 3, mask_zero=True)(ids)))
    b = L.LSTM(3, go_backwards=True)(L.Dense(4, "tanh")(L.Masking(0.5)(L.Dense(3, "relu")(rows))))
    model = keras.Model([ids, rows], L.Dense(1, "sigmoid")(L.Concatenate()([a, b])))
    return model, [IDS.astype("float32"), PADDED], [WORDS_LABELS], {"loss": "binary_crossentropy", "optimizer": keras.optimizers.SGD(0.1, momentum=0.9)}


def masks_merged():
    """Through layers that take several, and a model."""
    x = keras.Input((STEPS,))
    h = L.Embedding(WORDS, 3, mask_zero=True)(x)
    h = L.Add()([h, L.LSTM(3, return_sequences=True)(h), h])
    h = L.Concatenate()([h, L.Dense(2)(h)])
    e = keras.Input((STEPS, 5))
    nested = keras.Model(e, L.LSTM(4, return_sequences=True)(L.BatchNormalization(momentum=0.8)(e)))
    h = L.LSTM(3)(nested(h))
    return keras.Model(x, L.Dense(1, "sigmoid")(h)), [IDS.astype("float32")], [WORDS_LABELS], {"loss": "binary_crossentropy", "optimizer": keras.optimizers.SGD(0.1, momentum=0.9)}


def masks_deepen():
    """Keras's operations before a mask make the layers before them deeper, and so the first in its order."""
    a, b = keras.Input((STEPS, 3)), keras.Input((STEPS, 3))
    ha = L.LSTM(3)(L.Dense(3, "tanh", name="second")(L.Dense(3, name="first")(a)))
    hb = L.Masking()(L.Dense(3, name="before_the_mask")(b))
    model = keras.Model([a, b], L.Dense(1, "sigmoid")(L.Concatenate()([ha, L.LSTM(3)(hb)])))
    return model, [PADDED, PADDED[::-1].copy()], [WORDS_LABELS], {"loss": "binary_crossentropy", "optimizer": keras.optimizers.SGD(0.1, momentum=0.9)}


FILES = ["two_outputs", "outputs_by_name", "nested", "each_step", "models_in_a_sequential", "nested_outputs", "frozen_base", "frozen_but_the_last", "masked_inputs", "masks_merged", "masks_deepen", "encoder_and_decoder"]


def goldens():
    made = {
        "two_inputs": two_inputs, "siamese_subtract": siamese(L.Subtract()), "siamese_dot": siamese(L.Dot(1, normalize=True)),
        "two_outputs": two_outputs, "outputs_by_name": outputs_by_name, "one_loss_for_all": one_loss_for_all,
        "logits_and_probabilities": logits_and_probabilities, "output_in_between": output_in_between,
        "nested": nested, "each_step": each_step, "models_in_a_sequential": models_in_a_sequential, "nested_outputs": nested_outputs, "frozen_base": frozen_base, "frozen_but_the_last": frozen_but_the_last,
        "masked_inputs": masked_inputs, "masks_merged": masks_merged, "masks_deepen": masks_deepen,
        "encoder_and_decoder": encoder_and_decoder,
        **{case.__name__: case for case in goldens_several_masks.CASES},
    }
    files = [*FILES, *(case.__name__ for case in goldens_several_masks.CASES)]
    return {f"several-{name}": lambda name=name, make=make: run(make, OUT / f"several-{name}.keras" if name in files else None) for name, make in made.items()}


def arrays(values):
    return [{"shape": list(np.shape(v)), "values": numbers(v)} for v in values]


def as_list(predictions):
    return arrays(predictions if isinstance(predictions, list) else [predictions])


def one(values):
    return values if len(values) > 1 else values[0]


def run(make, file):
    keras.utils.set_random_seed(7)
    keras.utils.clear_session()
    model, xs, ys, compiled, *more = make()
    x, y = one(xs), one(ys)
    rng = np.random.default_rng(7)
    model.set_weights([rng.uniform(-0.6, 0.6, w.shape).astype("float32") + ("variance" in w.path) for w in model.weights])
    golden = {"x": arrays(xs), "y": arrays(ys), "initial_weights": weights(model), "batch_size": BATCH, "epochs": 4}
    sample_weight = more[0] if more else None
    if more:
        golden["sample_weight"] = numbers(sample_weight)
    golden["initial_predictions"] = as_list(model.predict(x, verbose=0))
    model.compile(**{"optimizer": keras.optimizers.Adam(0.01), **compiled})
    golden["initial_evaluation"] = figures(model.evaluate(x, y, sample_weight=sample_weight, verbose=0, return_dict=True))
    arguments = {"sample_weight": sample_weight, "batch_size": BATCH, "epochs": 4, "shuffle": False, "verbose": 0}
    golden["history"] = histories(model.fit(x, y, validation_split=0.2, **arguments))
    golden["final_predictions"] = as_list(model.predict(x, verbose=0))
    if file:
        golden["file"] = file.name
        if keras.backend.backend() == "tensorflow":
            model.save(file)
    golden["final_weights"] = weights(model)
    golden["model"] = config(model)
    golden["compile_config"] = compile_config(model)
    return golden
