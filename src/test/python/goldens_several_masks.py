"""Models of several inputs or outputs with masks: merged, given in calls, of some outputs only, and of models within models."""

import keras
import numpy as np
from goldens_sequence_cases import IDS, PADDED, STEPS, WORDS
from keras import layers as L

FIRST, SECOND = IDS.astype("float32").copy(), np.roll(IDS, 1, axis=0)[:, ::-1].astype("float32").copy()
FIRST[0] = SECOND[0] = 0  # nothing counts
SIZE = len(FIRST)
RANDOM = np.random.default_rng(5)
LABELS = RANDOM.integers(0, 2, (SIZE, 1)).astype("float32")
OF_STEPS = RANDOM.integers(0, 2, (SIZE, STEPS, 1)).astype("float32")
WEIGHTS = RANDOM.uniform(0.5, 2, (SIZE, STEPS)).round(3).astype("float32")
SGD = lambda: keras.optimizers.SGD(0.1, momentum=0.9)
BINARY = lambda **more: {"loss": "binary_crossentropy", "optimizer": SGD(), "metrics": ["accuracy"], **more}


def words(x, width=3):
    return L.Embedding(WORDS, width, mask_zero=True)(x)


def masks_differ():
    """Two masks in each layer that merges; the output has what becomes of them."""
    a, b = keras.Input((STEPS,)), keras.Input((STEPS,))
    two = [words(a), words(b)]
    h = L.Concatenate()([layer(two) for layer in [L.Multiply(), L.Maximum(), L.Minimum(), L.Average(), L.Subtract()]])
    h = L.LSTM(3, return_sequences=True)(h)
    compiled = BINARY(metrics=None, weighted_metrics=["accuracy"])
    return keras.Model([a, b], L.Dense(1, "sigmoid")(L.Add()([h, words(a)]))), [FIRST, SECOND], [OF_STEPS], compiled, WEIGHTS


def masks_in_a_row():
    """One behind the other along time, where one has no mask."""
    a, rows = keras.Input((STEPS,)), keras.Input((STEPS, 3))
    h = L.Concatenate(axis=1)([words(a), rows, L.Masking()(rows)])
    return keras.Model([a, rows], L.Dense(1, "sigmoid")(L.GRU(3)(h))), [FIRST, PADDED], [LABELS], BINARY()


def masks_given():
    """To layers, beside states, to both inputs of attention, and to models."""
    rows, ids = keras.Input((STEPS, 3)), keras.Input((STEPS,))
    some, others = keras.ops.not_equal(ids, 0), keras.ops.less(ids, 3)
    h = L.LSTM(3, return_sequences=True)(rows, mask=some)
    state = L.SimpleRNN(3)(rows)
    last = L.GRU(3)(h, initial_state=state, mask=others)
    e = keras.Input((STEPS, 3))
    within = keras.Model(e, L.LSTM(2)(L.Dense(2, "tanh")(e)))
    chain = keras.Sequential([L.Input((STEPS, 3)), L.Bidirectional(L.GRU(2, return_sequences=True)), L.GlobalAveragePooling1D()])
    seen = L.GlobalMaxPooling1D()(L.Attention()([h, rows], mask=[some, others]))
    h = L.Concatenate()([last, within(h, mask=others), chain(rows, mask=keras.ops.logical_or(some, keras.ops.equal(rows[:, :, 0], rows[:, :, 0]))), seen])
    return keras.Model([rows, ids], L.Dense(1, "sigmoid")(h)), [PADDED, FIRST], [LABELS], BINARY()


def masks_of_outputs():
    """Of some outputs of a layer, and of the model."""
    a = keras.Input((STEPS,))
    there, back, h, state, _, _ = L.Bidirectional(L.LSTM(2, return_sequences=True, return_state=True), merge_mode=None)(words(a))
    outputs = [L.Dense(1, "sigmoid", name="there")(there), L.Dense(1, "sigmoid", name="back")(back), L.Dense(1, "sigmoid", name="state")(L.Add()([h, state]))]
    compiled = BINARY(loss=["binary_crossentropy", "mse", "binary_crossentropy"], metrics=[["accuracy"], ["mae"], []], loss_weights=[1, 0.5, 2])
    return keras.Model(a, outputs), [FIRST], [OF_STEPS, 1 - OF_STEPS, LABELS], compiled


def masks_at_each_step():
    """A mask of each step's own, which the layer at that step reads."""
    a = keras.Input((3, STEPS))
    h = L.TimeDistributed(L.LSTM(2))(words(a))
    x = np.stack([FIRST, SECOND, FIRST[::-1]], axis=1)
    return keras.Model(a, L.Dense(1, "sigmoid")(L.Flatten()(h))), [x], [LABELS], BINARY()


def masks_within():
    """A model within a model makes the mask that the output has, and another one hands it on."""
    a, e, z = keras.Input((STEPS,)), keras.Input((STEPS,)), keras.Input((STEPS, 3))
    first = keras.Model(e, L.LSTM(3, return_sequences=True)(words(e)), name="first")
    second = keras.Model(z, [L.Dense(2, "tanh")(z), L.LSTM(2)(z)], name="second")
    steps, last = second(first(a))
    outputs = [L.Dense(1, "sigmoid", name="of_steps")(steps), L.Dense(1, "sigmoid", name="of_all")(last)]
    return keras.Model(a, outputs), [FIRST], [OF_STEPS, LABELS], BINARY(metrics=[["accuracy"], ["accuracy"]])


def masks_taken():
    """What a MultiHeadAttention reads has no mask for who reads it later: the deepest layers run first, also those of models within."""
    a, b = keras.Input((STEPS,)), keras.Input((STEPS,))
    encoded, h = words(a, 4), words(b, 4)
    h = L.Add()([h, L.MultiHeadAttention(2, 2)(h, h)])
    h = L.Add()([h, L.MultiHeadAttention(2, 2)(h, encoded)])
    h = L.Add()([h, L.MultiHeadAttention(2, 2)(h, h, encoded)])
    early, late = words(a, 4), words(b, 4)
    z = keras.Input((STEPS, 4))
    within = keras.Model(z, L.MultiHeadAttention(1, 2)(L.Dense(4, "tanh")(z), z))
    seen = [L.Attention()([late, early]), L.Dense(4, "tanh")(L.MultiHeadAttention(1, 3)(late, early)), L.LSTM(4, return_sequences=True)(within(late))]
    outputs = [L.Dense(1, "sigmoid", name="decoded")(h), L.Dense(1, "sigmoid", name="seen")(L.Concatenate()(seen))]
    compiled = BINARY(loss=["binary_crossentropy", "mse"], metrics=[["accuracy"], ["mae"]])
    x = [ids.copy() for ids in (FIRST, SECOND)]
    x[0][:, 0] = x[1][:, -1] = 1  # each sample has a word
    return keras.Model([a, b], outputs), x, [OF_STEPS, 1 - OF_STEPS], compiled


CASES = [masks_differ, masks_in_a_row, masks_given, masks_of_outputs, masks_at_each_step, masks_within, masks_taken]
