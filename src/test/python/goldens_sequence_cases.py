"""The trajectories of layers over time, and of masks."""

import keras
import numpy as np
from goldens_case import Case
from keras import layers as L

ROWS, STEPS, FEATURES, WORDS = 60, 5, 3, 7
RANDOM = np.random.default_rng(5)
X = RANDOM.normal(size=(ROWS, STEPS, FEATURES)).astype("float32")
LABELS = (X.sum((1, 2)) > 0).astype(int)[:, None]
OF_STEPS = (np.cumsum(X.sum(2), 1) > 0).astype(int)[..., None]
IDS = RANDOM.integers(1, WORDS, (ROWS, STEPS))
IDS[np.arange(STEPS)[None] >= RANDOM.integers(0, STEPS + 1, ROWS)[:, None]] = 0  # some rows have nothing but padding
IDS[:7, 1] = 0
PADDED = np.where(IDS[..., None] > 0, X, 0).astype("float32")
FIT = {"validation_split": 0.2}


def case(name, layers, x=X, y=LABELS, loss="binary_crossentropy", optimizer=lambda: keras.optimizers.Adam(0.01), **more):
    return Case(name, layers, optimizer, loss, y, **{"x": x, "epochs": 3, "fit": FIT, **more})


def lstm(*more, units=4, **arguments):
    return lambda: [L.Input((STEPS, FEATURES)), L.LSTM(units, **arguments), *[layer() for layer in more], L.Dense(1, "sigmoid")]


def embedded(*more, mask=True, **arguments):
    """Numbers of words, looked up, and layers behind them."""
    return lambda: [L.Input((STEPS,)), L.Embedding(WORDS, 3, mask_zero=mask, **arguments), *[layer() for layer in more]]


def sigmoid():
    return L.Dense(1, "sigmoid")


def sequence_cases():
    """Every argument of LSTM and Embedding that changes numbers without chance; masks through layers, into loss and metrics."""
    for name, arguments in {
        "without_bias": {"use_bias": False},
        "activations": {"activation": "softsign", "recurrent_activation": "hard_sigmoid"},
        "activations_of_rows": {"activation": "linear", "recurrent_activation": "softmax"},
        "regularizers": {"kernel_regularizer": "l2", "recurrent_regularizer": "l1", "bias_regularizer": keras.regularizers.L1L2(0.02, 0.03)},
        "unrolled": {"unroll": True, "unit_forget_bias": False, "bias_initializer": "ones"},
    }.items():
        yield case(f"lstm_{name}", lstm(**arguments))
    sgd = lambda: keras.optimizers.SGD(0.1, momentum=0.9)
    yield case("lstm_wide", lstm(units=32), optimizer=sgd)  # Adam's first steps would show the rounding of gradients that cancel
    sequences = {"return_sequences": True}
    yield case("lstm_sequences", lstm(**sequences), y=OF_STEPS)
    yield case("lstm_sequences_backwards", lstm(**sequences, go_backwards=True), y=OF_STEPS)
    yield case("lstm_stacked", lstm(lambda: L.LSTM(5, **sequences), lambda: L.LSTM(3), **sequences))

    ids = {"x": IDS, "optimizer": sgd}
    last = embedded(lambda: L.LSTM(4), sigmoid)
    yield case("embedding_regularizer", embedded(L.Flatten, sigmoid, mask=False, embeddings_regularizer="l2"), **ids)
    # Keras on TensorFlow squares the gradients of a word's places before it sums them, and only there: not followed.
    for name, optimizer in {
        "adam": lambda: keras.optimizers.Adam(0.01),
        "adamw": lambda: keras.optimizers.AdamW(0.01, weight_decay=0.5, global_clipnorm=0.05, amsgrad=True),
        "rmsprop": lambda: keras.optimizers.RMSprop(0.01, centered=True),
    }.items():
        yield case(f"embedding_{name}", embedded(L.Flatten, sigmoid, mask=False), x=IDS, optimizer=optimizer, backend="jax")
    yield case("embedding_of_axes", lambda: [L.Input((STEPS, 2)), L.Embedding(WORDS, 3), L.Flatten(), sigmoid()], **{**ids, "x": np.stack([IDS, IDS[::-1]], 2)})

    yield case("mask_lstm", last, **ids)
    yield case("mask_lstm_backwards", embedded(lambda: L.LSTM(4, go_backwards=True), sigmoid), **ids)
    yield case("mask_lstm_stacked", embedded(lambda: L.LSTM(4, **sequences), lambda: L.LSTM(3), sigmoid), **ids)
    zeroed = {"zero_output_for_mask": True}
    yield case("mask_lstm_zero_output", embedded(lambda: L.LSTM(4, **zeroed), sigmoid), **ids)
    yield case("mask_lstm_zero_output_sequences", embedded(lambda: L.LSTM(4, **sequences, **zeroed), L.Flatten, sigmoid), **ids)
    yield case("mask_lstm_zero_output_backwards", embedded(lambda: L.LSTM(4, **sequences, **zeroed, go_backwards=True), L.Flatten, sigmoid), **ids)
    both = {"metrics": ["accuracy", "mse", "auc", "precision"], "weighted_metrics": ["accuracy", "mse", "auc", "recall"]}
    steps = embedded(lambda: L.LSTM(4, **sequences), sigmoid)
    yield case("mask_loss", steps, y=OF_STEPS, **both, **ids)
    yield case("mask_loss_backwards", embedded(lambda: L.LSTM(4, **sequences, go_backwards=True), sigmoid), y=OF_STEPS, **ids)
    weights = RANDOM.choice([0, 0.5, 2], (ROWS, STEPS))
    yield case("mask_loss_weighted", steps, y=OF_STEPS, sample_weight=weights, **both, **ids)
    classes = (X[..., 0] > 0).astype(int) + (X[..., 1] > 0)
    softmax = embedded(lambda: L.LSTM(4, **sequences), lambda: L.Dense(3, "softmax"))
    yield case("mask_loss_sparse", softmax, y=classes, loss="sparse_categorical_crossentropy", **ids)
    passed = [lambda: L.Dense(4, "tanh"), lambda: L.Activation("tanh"), lambda: L.Dropout(0.0), lambda: L.Normalization(mean=0.1, variance=2.0)]
    yield case("mask_passed", embedded(*passed, lambda: L.LSTM(4, **sequences), sigmoid), y=OF_STEPS, **ids)
    # Small steps: what is behind a normalization is as large as what is not.
    norm = lambda **arguments: lambda: L.BatchNormalization(momentum=0.8, **arguments)
    small = {**ids, "optimizer": lambda: keras.optimizers.SGD(0.05), "y": OF_STEPS}
    recurrent = lambda: L.LSTM(4, **sequences)
    yield case("mask_norm", embedded(norm(), recurrent, sigmoid), **small)
    yield case("mask_norm_behind_lstm", embedded(recurrent, norm(center=False), lambda: L.LSTM(3), sigmoid), **{**small, "y": LABELS})
    yield case("mask_norm_axis_1", embedded(norm(axis=1), recurrent, sigmoid), **small)
    yield case("mask_norm_frozen", embedded(norm(trainable=False), recurrent, sigmoid), **small)
    nothing = np.where(np.arange(ROWS)[:, None] < 40, 0, IDS)  # whole batches of which nothing counts
    yield case("mask_norm_nothing", embedded(norm(), recurrent, sigmoid), **{**small, "x": nothing})
    yield case("mask_norm_of_axes", lambda: [L.Input((STEPS, 2)), L.Embedding(WORDS, 3, mask_zero=True), norm(axis=2)(), L.Flatten(), sigmoid()], **{**small, "x": np.stack([IDS, IDS[::-1]], 2), "y": LABELS})
    yield case("mask_ended", embedded(lambda: L.LSTM(4, **sequences), L.Flatten, sigmoid), **ids)
    masking = lambda: [L.Input((STEPS, FEATURES)), L.Masking(), L.LSTM(4, **sequences), sigmoid()]
    yield case("masking", masking, x=PADDED, y=OF_STEPS)
    yield case("masking_inside", lambda: [L.Input((STEPS, FEATURES)), L.Activation("relu"), L.Masking(0.5), L.LSTM(4), sigmoid()], x=np.where(IDS[..., None] > 0, X, 0.5).astype("float32"))

    def functional(outputs_of, *shape):
        def make():
            x = keras.Input(shape)
            return keras.Model(x, outputs_of(x))

        return make

    def shared(x):
        layer = L.LSTM(4)
        return sigmoid()(L.Subtract()([layer(L.Dense(2, "tanh")(x)), layer(L.Dense(2, "tanh")(x))]))

    def merged(x):
        h = L.Embedding(WORDS, 3, mask_zero=True)(x)
        h = L.Add()([h, L.LSTM(3, **sequences)(h)])
        h = L.Concatenate()([h, L.Dense(2)(h)])
        return sigmoid()(L.LSTM(4, **sequences)(h))

    def inner(x):
        h = keras.Input((STEPS, 3))
        nested = keras.Model(h, L.LSTM(4, **sequences)(h))
        return sigmoid()(nested(L.Embedding(WORDS, 3, mask_zero=True)(x)))

    def translated(mask):
        def outputs_of(x):
            _, *states = L.LSTM(4, return_state=True)(L.Embedding(WORDS, 3, mask_zero=mask)(x))
            words = L.Embedding(WORDS, 2, mask_zero=mask)(x)
            return sigmoid()(L.LSTM(4, return_sequences=True)(words, initial_state=states))

        return outputs_of

    def states(x):
        layer = L.LSTM(4, **sequences, return_state=True, go_backwards=True)
        y, h, c = layer(x)
        z, h, d = layer(L.Dense(FEATURES, "tanh")(y), initial_state=[c, h])
        return sigmoid()(L.Concatenate()([L.LSTM(3)(z), h, L.Add()([c, d])]))

    yield case("graph_lstm_translated", functional(translated(False), STEPS), y=OF_STEPS, **ids)
    yield case("graph_mask_translated", functional(translated(True), STEPS), y=OF_STEPS, **ids)
    yield case("graph_lstm_states", functional(states, STEPS, FEATURES))
    yield case("graph_lstm_shared", functional(shared, STEPS, FEATURES))
    yield case("graph_mask_merged", functional(merged, STEPS), y=OF_STEPS, **ids)
    yield case("graph_mask_nested", functional(inner, STEPS), y=OF_STEPS, **ids)
