"""The trajectories of functional models."""

import keras
from goldens_fit_cases import CLASSES, POSITIVE, case
from keras import layers as L


def model(outputs_of, *shape):
    """A model of one input."""

    def make():
        x = keras.Input(shape or (11,))
        return keras.Model(x, outputs_of(x))

    return make


def merged(merge, units=(6, 6), activation="sigmoid"):
    """Two branches, and one layer behind both."""

    def outputs_of(x):
        h = L.Dense(5, "tanh")(x)
        return L.Dense(1, activation)(merge([L.Dense(n, "tanh")(h) for n in units]))

    return model(outputs_of)


def graph_cases():
    """Each merge layer, where shapes are equal and where they are not; and the ways by which layers can be connected."""
    for name, merge in {
        "add": L.Add, "subtract": L.Subtract, "multiply": L.Multiply, "average": L.Average, "maximum": L.Maximum, "minimum": L.Minimum,
    }.items():
        yield case(f"graph_{name}", merged(lambda branches, merge=merge: merge()(branches)))
        # Three epochs: in the fourth, a prediction of maximum's is 0.5 to the last digit, and rounding decides the accuracy.
        yield case(f"graph_{name}_broadcast", merged(lambda branches, merge=merge: merge()(branches), (1, 6)), epochs=3)
    for name in ["Multiply", "Maximum"]:
        yield case(f"graph_{name.lower()}_of_three", merged(lambda branches, name=name: getattr(L, name)()(branches), (6, 6, 6)))
    yield case("graph_concatenate", merged(lambda branches: L.Concatenate()(branches), (3, 1, 4)))
    yield case("graph_dot", merged(lambda branches: L.Dot(1)(branches)))
    yield case("graph_dot_normalize", merged(lambda branches: L.Dot(-1, normalize=True)(branches)))

    def positions(merge):
        return model(lambda x: L.Dense(1, "sigmoid")(L.Flatten()(merge(L.Dense(3, "tanh")(x), L.Dense(4, "tanh")(x)))), 11, 1)

    yield case("graph_dot_of_positions", positions(lambda a, b: L.Dot(1)([a, b])))
    yield case("graph_dot_of_positions_normalize", positions(lambda a, b: L.Dot((1, -2), normalize=True)([a, b])))
    yield case("graph_dot_of_axes", positions(lambda a, b: L.Dot((1, 2))([a, L.Dense(11)(b)])))
    yield case("graph_concatenate_positions", positions(lambda a, b: L.Concatenate(axis=1)([a, L.Dense(3)(b)])))
    yield case("graph_add_row_to_positions", positions(lambda a, b: L.Add()([a, L.Dense(3)(L.Flatten()(b))])))

    def skip(x):
        h = L.Dense(6, "tanh")(x)
        return L.Dense(1, "sigmoid")(L.Add()([h, L.Dense(6)(L.Dense(4, "tanh")(h)), h]))

    def shared(x):
        d = L.Dense(5, "tanh", kernel_regularizer="l2")
        a, b = d(L.Dense(4, "tanh")(x)), d(L.Dense(4, "tanh")(x))
        return L.Dense(1, "sigmoid")(L.Subtract()([b, a]))

    def shared_in_a_row(x):
        d = L.Dense(6, "tanh")
        h = d(L.Dense(6, "tanh")(x))
        return L.Dense(1, "sigmoid")(L.Add()([h, d(d(h))]))

    def chain(x):
        return L.Activation("sigmoid")(L.Dense(1)(L.Dropout(0.0)(L.Dense(6, "tanh")(x))))

    yield case("graph_chain", model(chain))
    yield case("graph_skip", model(skip))
    yield case("graph_shared", model(shared))
    yield case("graph_shared_in_a_row", model(shared_in_a_row), optimizer=lambda: keras.optimizers.SGD(0.1, momentum=0.5))
    softmax = model(lambda x: L.Dense(3, "softmax")(L.Concatenate()([x, L.Dense(2)(x)])))
    # Where a loss goes back to what sigmoid and softmax are made of: on TensorFlow only, whatever op or layer has called them.
    logits = dict(first_weights=(-12, 12), backend="tensorflow")
    op = model(lambda x: keras.ops.sigmoid(L.Dense(1)(x)))
    yield case("logits_of_op", op, metrics=["accuracy", "binary_crossentropy"], **logits)
    einsum = model(lambda x: L.EinsumDense("ab,bc->ac", 3, bias_axes="c", activation="softmax")(x))
    yield case("logits_of_einsum_dense", einsum, loss="sparse_categorical_crossentropy", y=CLASSES, **logits)
    axis = model(lambda x: L.Softmax(axis=1)(L.Dense(2)(x)), 11, 1)
    yield case("logits_of_softmax_axis", axis, loss="sparse_categorical_crossentropy", y=POSITIVE, **logits)
    yield case("graph_softmax", softmax, loss="sparse_categorical_crossentropy", y=CLASSES)
