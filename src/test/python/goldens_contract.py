"""What the contract of a layer is held to: one layer behind its inputs, its outputs, its gradients, three steps of SGD.

A golden has, beside the model as Keras writes it: weights (in the order of model.weights) and how they are called and shaped; x,
one list for each input (truths are 0 and 1); y, one for each output, in inference mode; targets; the loss, which is what
compile(loss="mse") gives in training mode (masked as Keras masks it, with the model's penalties); its gradients by the trainable
weights and by the inputs (null where there is none); the weights after three steps of SGD(0.1) on that batch, and y then.
"unknown" is the same layer, with the same weights, behind inputs of unknown lengths, and y at other lengths and another batch
size. Where training is random there are neither loss nor gradients. States of a stateful layer are 0 before y, before the loss,
before the first step and before y_trained.
"""

import zlib
from dataclasses import dataclass
from typing import Callable

import keras
import numpy as np
from goldens_data import numbers
from keras import layers as L

BATCH, OTHER_BATCH = 2, 1
STEPS, RATE = 3, 0.1
SAME_AT_ANY_LENGTH = ["initializers_and_regularizers", "constraints", "activity", "activation", "without_bias", "epsilon"]  # known lengths do


@dataclass
class Given:
    """An input: shape, kind of values, and dtype."""

    shape: tuple
    kind: str = "floats"
    dtype: str = "float32"
    below: int = 0  # of ids

    def array(self, random, batch):
        shape = (batch, *self.shape)
        if self.kind == "ids":
            values = random.integers(1, self.below, shape)
            return (values * counted(shape)).astype(self.dtype)
        if self.kind == "flags":
            values = random.random(shape) < 0.6
            values[..., 0] = True
            return values
        values = random.normal(size=shape).round(3)
        if self.kind == "padded":
            values *= counted(shape)
        return values.astype(self.dtype)


def counted(shape):
    """Which steps count: the first sample ends early, the second begins late and has a hole."""
    counts = np.ones(shape[:2] + (1,) * (len(shape) - 2))
    counts[0, -2:] = 0
    counts[1:, [0, 2]] = 0
    return counts


def floats(*shape, **more):
    return Given(shape, **more)


def padded(*shape):
    """Some steps are 0, which Masking masks."""
    return Given(shape, "padded")


def ids(*shape, below, dtype="float32"):
    return Given(shape, "ids", dtype, below)


def flags(*shape):
    """Truths; the first of the last axis always holds."""
    return Given(shape, "flags", "bool")


@dataclass
class Case:
    layer: str
    name: str
    model: Callable  # of inputs
    inputs: list
    unknown: list | None = None  # the inputs at other lengths
    random: bool = False
    batch_size: int | None = None  # where the model has to know it
    backend: str = "tensorflow"  # jax only where TensorFlow cannot do it on a CPU


def stack(*layers):
    """A Sequential of new layers."""
    return lambda *inputs: keras.Sequential([*inputs, *[layer() for layer in layers]])


def call(outputs):
    """A functional model."""
    return lambda *inputs: keras.Model(list(inputs) if len(inputs) > 1 else inputs[0], outputs(*inputs))


def family(layer, inputs, cases, unknown=None, before=(), after=(), random=False, backend="tensorflow"):
    """Cases of one layer in a Sequential: their names, and its arguments or what makes them."""
    for name, arguments in cases.items():
        new = lambda given=arguments: getattr(L, layer)(**(given() if callable(given) else given))
        longer = None if name in SAME_AT_ANY_LENGTH else unknown
        yield Case(layer, name, stack(*before, new, *after), inputs, longer, random, backend=backend)


def calls(layer, inputs, cases, unknown=None, random=False):
    """Cases of functional models: their names, and what calls a new layer."""
    for name, outputs in cases.items():
        yield Case(layer, name, call(outputs), inputs, None if name in SAME_AT_ANY_LENGTH else unknown, random)


def unmasked(x):
    """Without the mask that Keras gives it, whose shape its losses cannot take: Reshape hands none on."""
    return L.Reshape((-1,))(x)


def parts(*names):
    """Cases of first values and penalties, and of constraints, of each of a layer's weights."""
    firsts = ["ones", "he_normal", keras.initializers.RandomUniform(-0.1, 0.1, seed=3), "glorot_normal"]
    penalties = ["l2", keras.regularizers.L1(0.02), keras.regularizers.L1L2(0.02, 0.03), "l1"]
    limits = [keras.constraints.MaxNorm(0.7, axis=0), "non_neg", keras.constraints.UnitNorm(axis=-1), "non_neg"]
    given = lambda kind, values: {f"{name}_{kind}": value for name, value in zip(names, values)}
    return {
        "initializers_and_regularizers": {**given("initializer", firsts), **given("regularizer", penalties)},
        "constraints": given("constraint", limits),
    }


def model_of(case, lengths=None):
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(7)
    sizes = [tuple(a if a == b else None for a, b in zip(g.shape, o.shape)) for g, o in zip(case.inputs, lengths or case.inputs)]
    return case.model(*[L.Input(s, case.batch_size, g.dtype) for s, g in zip(sizes, case.inputs)])


def first_weights(model, random):
    def first(weight):
        if "int" in weight.dtype:
            return np.full(weight.shape, 5, weight.dtype)
        positive = weight.path.endswith(("variance", "stddev"))
        return random.uniform(*((0.5, 1.5) if positive else (-0.6, 0.6)), weight.shape).round(3).astype("float32")

    return [first(weight) for weight in model.weights]


def set_weights(model, values):
    """Sets the weights, and begins anew with states."""
    model.set_weights(values)
    for layer in model.layers:
        if isinstance(layer, L.Normalization):
            layer.finalize_state()
        if getattr(layer, "stateful", False):
            layer.reset_states()


def outputs(model, x, training=False):
    y = model(x if len(x) > 1 else x[0], training=training)
    return [np.asarray(output) for output in keras.tree.flatten(y)]


def arrays(name, values):
    assert all(np.isfinite(value).all() for value in values), name
    return {name: [numbers(value) for value in values], f"{name}_shapes": [list(value.shape) for value in values]}


def golden(case):
    random = np.random.default_rng(zlib.crc32(f"{case.layer}/{case.name}".encode()))
    model = model_of(case)
    made = {"model": keras.saving.serialize_keras_object(model)}
    weights = first_weights(model, random)
    set_weights(model, weights)
    made["weight_names"] = [weight.path for weight in model.weights]
    trainable = [weight.path for weight in model.trainable_weights]
    if trainable != made["weight_names"]:
        made["trainable_weight_names"] = trainable
    made["weight_shapes"] = [list(weight.shape) for weight in model.weights]
    made["weights"] = [numbers(weight) for weight in weights]
    x = [given.array(random, BATCH) for given in case.inputs]
    y = outputs(model, x)
    made |= arrays("x", x) | arrays("y", y)
    if case.random:
        made["random"] = True
        assert [value.shape for value in outputs(model, x, training=True)] == [value.shape for value in y]
    else:
        made |= training(model, weights, x, [random.normal(size=value.shape).round(3).astype("float32") for value in y])
    if case.unknown:
        made["unknown"] = at_other_lengths(case, random, weights)
    return made


def at_other_lengths(case, random, weights):
    model = model_of(case, case.unknown)
    set_weights(model, weights)
    x = [given.array(random, OTHER_BATCH) for given in case.unknown]
    return {"model": keras.saving.serialize_keras_object(model), **arrays("x", x), **arrays("y", outputs(model, x))}


def training(model, weights, x, targets):
    model.compile(keras.optimizers.SGD(RATE), "mse", run_eagerly=keras.backend.backend() == "tensorflow", jit_compile=False)
    one = lambda values: values if len(values) > 1 else values[0]
    loss, by_weights, by_inputs = gradients(model, x, one(targets))
    given = {"targets": [numbers(target) for target in targets], "loss": float(numbers(loss)[0])}
    given["weight_gradients"] = [gradient if gradient is None else numbers(gradient) for gradient in by_weights]
    given["input_gradients"] = [gradient if gradient is None else numbers(gradient) for gradient in by_inputs]
    set_weights(model, weights)
    for _ in range(STEPS):
        model.train_on_batch(one(x), one(targets))
    trained = model.get_weights()
    set_weights(model, trained)
    given["trained"] = [numbers(weight) for weight in trained]
    return given | {"y_trained": arrays("y", outputs(model, x))["y"]}


def gradients(model, x, targets):
    """The loss in training mode, its gradients by the trainable weights and by the inputs."""
    set_weights(model, model.get_weights())
    one = lambda values: values if len(values) > 1 else values[0]
    if keras.backend.backend() == "jax":
        import jax

        def loss(trainable, inputs):
            kinds = [model.non_trainable_variables, model.metrics_variables, model.optimizer.variables]
            others, metrics, optimizer = ([v.value for v in variables] for variables in kinds)
            return model.compute_loss_and_updates(trainable, others, metrics, one(inputs), targets, None, True, optimizer)[0]

        trainable = [v.value for v in model.trainable_variables]
        value, (by_weights, by_inputs) = jax.value_and_grad(loss, (0, 1), allow_int=True)(trainable, [jax.numpy.asarray(a) for a in x])
        return value, by_weights, [None if g.dtype == jax.dtypes.float0 else g for g in by_inputs]
    import tensorflow as tf

    x = [tf.convert_to_tensor(a) for a in x]
    with tf.GradientTape() as tape:
        for a in x:
            if a.dtype.is_floating:
                tape.watch(a)
        value = model.compute_loss(x=one(x), y=targets, y_pred=model(one(x), training=True), training=True)
    watched = [weight.value for weight in model.trainable_weights]
    found = [g if g is None else tf.convert_to_tensor(g).numpy() for g in tape.gradient(value, watched + x)]
    return value, found[: len(watched)], found[len(watched) :]
