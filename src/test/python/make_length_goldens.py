"""Makes golden/lengths.json: models whose inputs have unknown lengths, by real Keras on TensorFlow.

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_length_goldens.py

Each has its config, first weights, what it predicts for batches of several lengths, and the losses of training steps on them.
"""

import io
import json
from pathlib import Path

import keras
import numpy as np
from goldens_data import numbers
from keras import Input, Model, Sequential
from keras import layers as L

LENGTHS = [5, 9, 2, 5, 14]


def sequence():
    return Sequential([Input((None, 3)), L.LSTM(4, return_sequences=True), L.LSTM(3), L.Dense(2)])


def each_step():
    x = Input((None, 3))
    h = L.LSTM(4, return_sequences=True)(x)
    both = L.Concatenate()([x, h])
    return Model(x, L.Dense(2, activation="tanh")(L.BatchNormalization()(both)))


def words():
    return Sequential([Input((None,)), L.Embedding(7, 3, mask_zero=True), L.LSTM(4), L.Dense(2)])


def images():
    x = Input((None, None, 2))
    h = L.MaxPooling2D(2)(L.Conv2D(4, 3, padding="same", activation="relu")(x))
    h = L.AveragePooling2D(2, padding="same")(L.Conv2D(3, 2, strides=1)(h))
    return Model(x, L.Dense(2)(L.GlobalAveragePooling2D()(h)))


def nested():
    inner_x = Input((None, 3))
    inner = Model(inner_x, L.LSTM(4, return_sequences=True)(L.Dense(3, activation="relu")(inner_x)))
    x = Input((None, 3))
    return Model(x, L.Dense(2)(L.LSTM(3)(L.Add()([inner(x), L.Dense(4)(x)]))))


def both_ways():
    return Sequential([
        Input((None, 3)),
        L.Masking(),
        L.Bidirectional(L.LSTM(3, return_sequences=True)),
        L.LayerNormalization(),
        L.Bidirectional(L.LSTM(2), merge_mode="sum"),
        L.Dense(2),
    ])


def attention():
    x = Input((None, 4))
    seen = L.MultiHeadAttention(2, 3)(x, x, use_causal_mask=True)
    h = L.LayerNormalization()(L.Add()([x, seen]))
    h = L.Add()([h, L.Dense(4)(L.Dense(6, activation="relu")(h))])
    both = L.Concatenate()([L.GlobalAveragePooling1D()(h), L.GlobalMaxPooling1D()(h)])
    return Model(x, L.Dense(2)(both))


def scores():
    x = Input((None, 3))
    seen = L.Attention()([L.Dense(4)(x), L.Dense(4)(x)])
    return Model(x, L.Dense(2, activation="sigmoid")(L.Multiply()([seen, L.Dense(4, activation="sigmoid")(x)])))


def steps():
    x = Input((None, 3))
    h = L.Conv1D(4, 3, padding="causal", activation="relu")(x)
    h = L.MaxPooling1D(2, strides=1, padding="same")(h)
    h = L.Conv1D(4, 2, strides=2, padding="same")(h)
    h = L.AveragePooling1D(2, padding="same")(h)
    return Model(x, L.Dense(2)(L.GRU(3)(h)))


def all_of_image():
    x = Input((None, None, 2))
    h = L.Conv2D(4, 3, strides=2, padding="same", activation="relu")(x)
    return Model(x, L.Dense(2)(L.GlobalMaxPooling2D()(L.BatchNormalization()(h))))


def number():
    return Sequential([Input(()), L.Embedding(7, 3), L.Dense(2)])


def number_of_one():
    x = Input(())
    return Model(x, L.Dense(2)(L.Reshape((1,))(x)))


def summary(model):
    text = io.StringIO()
    model.summary(print_fn=lambda line: text.write(line + "\n"))
    return text.getvalue()


def golden(name, make, shape, draw):
    keras.utils.clear_session()
    model = make()
    random = np.random.default_rng(7)
    model.set_weights([np.abs(w) if "variance" in v.path else w for v, w in zip(
        model.weights, [random.uniform(-0.6, 0.6, w.shape).astype(np.float32) for w in model.get_weights()])])
    first = model.get_weights()
    batches = []
    for length in LENGTHS:
        x = draw(random, (4, *[length if n is None else n for n in shape]))
        batches.append((x, model.predict(x, verbose=0)))
    model.compile(keras.optimizers.SGD(0.05), "mse")
    losses = []
    for x, y in batches:
        losses.append(float(model.train_on_batch(x, np.zeros_like(y))))
    return {
        "name": name,
        "model": json.loads(Model.to_json(model)),
        "initial_weights": [numbers(w) for w in first],
        "summary": summary(make_again(make)),
        "x": [numbers(x) for x, _ in batches],
        "x_shapes": [list(x.shape) for x, _ in batches],
        "y": [numbers(y) for _, y in batches],
        "y_shapes": [list(y.shape) for _, y in batches],
        "losses": losses,
    }


def make_again(make):
    keras.utils.clear_session()
    return make()


def normal(random, shape):
    return random.normal(size=shape).astype(np.float32)


def padded(random, shape):
    x = normal(random, shape)
    x[1:, shape[1] - shape[1] // 2 :] = 0
    return x


def image(random, shape):
    return random.normal(size=(shape[0], shape[1] + 4, shape[2] + 6, shape[3])).astype(np.float32)


def index(random, shape):
    return random.integers(0, 7, shape).astype(np.float32)


def sentence(random, shape):
    x = random.integers(1, 7, shape)
    x[1:, shape[1] // 2 :] = 0
    return x.astype(np.float32)


if __name__ == "__main__":
    goldens = [
        golden("sequence", sequence, (None, 3), normal),
        golden("each_step", each_step, (None, 3), normal),
        golden("words", words, (None,), sentence),
        golden("images", images, (None, None, 2), image),
        golden("nested", nested, (None, 3), normal),
        golden("both_ways", both_ways, (None, 3), padded),
        golden("attention", attention, (None, 4), normal),
        golden("scores", scores, (None, 3), normal),
        golden("steps", steps, (None, 3), normal),
        golden("all_of_image", all_of_image, (None, None, 2), image),
        golden("number", number, (), index),
        golden("number_of_one", number_of_one, (), normal),
    ]
    file = Path(__file__).parent.parent / "resources/golden/lengths.json"
    file.write_text(json.dumps({"goldens": goldens}, separators=(",", ":")) + "\n")
