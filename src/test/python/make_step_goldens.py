"""Training steps that models describe themselves, run by Keras on TensorFlow: small networks, three epochs each. Random numbers are given
as inputs. TrainStepTest has the same models.

    python src/test/python/make_step_goldens.py
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L
from keras import ops

HERE = Path(__file__).resolve().parent.parent / "resources" / "golden"
RANDOM = np.random.default_rng(7)
ROWS = 20


def numbers(*shape):
    return RANDOM.uniform(-1, 1, shape).astype("float32").round(3)


def mlp(inputs, hidden, outputs, activation="tanh", last=None):
    return keras.Sequential(
        [keras.Input((inputs,)), L.Dense(hidden, activation=activation), L.Dense(outputs, activation=last)]
    )


def softplus_loss(logits, sign):
    return ops.mean(ops.softplus(sign * logits))


class Plain(keras.Model):
    def __init__(self):
        super().__init__()
        self.net = mlp(3, 5, 2)

    def call(self, x):
        return self.net(x)

    def train_step(self, data):
        x, y, weights = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=weights)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        self._loss_tracker.update_state(loss, sample_weight=tf.shape(x)[0])
        return self.compute_metrics(x, y, y_pred, weights)


class OwnLoss(Plain):
    """Only compute_loss is another one."""

    train_step = keras.Model.train_step

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return ops.mean(ops.abs(y - y_pred)) + 0.1 * ops.mean(ops.square(y_pred))


class Gan(keras.Model):
    def __init__(self):
        super().__init__()
        self.discriminator = mlp(2, 6, 1)
        self.generator = mlp(3, 5, 2)
        self.d_optimizer = keras.optimizers.Adam(0.01)
        self.g_optimizer = keras.optimizers.SGD(0.1, momentum=0.5)
        self.d_loss = keras.metrics.Mean(name="d_loss")
        self.g_loss = keras.metrics.Mean(name="g_loss")

    def train_step(self, data):
        real, noise = data[0]
        fake = self.generator(noise)
        with tf.GradientTape() as tape:
            loss = softplus_loss(self.discriminator(real), -1) + softplus_loss(self.discriminator(fake), 1)
        weights = self.discriminator.trainable_weights
        self.d_optimizer.apply(tape.gradient(loss, weights), weights)
        with tf.GradientTape() as tape:
            misled = softplus_loss(self.discriminator(self.generator(noise)), -1)
        own = self.generator.trainable_weights
        self.g_optimizer.apply(tape.gradient(misled, own), own)
        self.d_loss.update_state(loss)
        self.g_loss.update_state(misled)
        return {"d_loss": self.d_loss.result(), "g_loss": self.g_loss.result()}


class Wgan(keras.Model):
    """With the penalty of Gulrajani et al., 2017; the critic is trained twice."""

    def __init__(self):
        super().__init__()
        self.critic = mlp(2, 6, 1)
        self.generator = mlp(3, 5, 2)
        self.c_optimizer = keras.optimizers.Adam(0.01, beta_1=0.5)
        self.g_optimizer = keras.optimizers.Adam(0.01, beta_1=0.5)

    def train_step(self, data):
        real, noise, share = data[0]
        for _ in range(2):
            with tf.GradientTape() as tape:
                fake = self.generator(noise)
                between = real + share * (fake - real)
                with tf.GradientTape() as inner:
                    inner.watch(between)
                    score = self.critic(between)
                slope = inner.gradient(score, between)
                norm = ops.sqrt(ops.sum(ops.square(slope), axis=1))
                penalty = ops.mean(ops.square(norm - 1.0))
                loss = ops.mean(self.critic(fake)) - ops.mean(self.critic(real)) + 10.0 * penalty
            weights = self.critic.trainable_weights
            self.c_optimizer.apply(tape.gradient(loss, weights), weights)
        with tf.GradientTape() as tape:
            misled = -ops.mean(self.critic(self.generator(noise)))
        own = self.generator.trainable_weights
        self.g_optimizer.apply(tape.gradient(misled, own), own)
        return {"c_loss": loss, "g_loss": misled, "penalty": penalty}


class Sampling(L.Layer):
    """z of mean, log variance and noise; adds the divergence from the standard normal distribution."""

    def call(self, inputs):
        mean, log_var, noise = inputs
        self.add_loss(-0.05 * ops.mean(1.0 + log_var - ops.square(mean) - ops.exp(log_var)))
        return mean + ops.exp(0.5 * log_var) * noise


class Vae(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = L.Dense(6, activation="relu")
        self.mean = L.Dense(2)
        self.log_var = L.Dense(2, activity_regularizer="l2")
        self.sampling = Sampling()
        self.decoder = mlp(2, 5, 4, "relu", "sigmoid")

    def call(self, inputs):
        x, noise = inputs
        h = self.hidden(x)
        return self.decoder(self.sampling([self.mean(h), self.log_var(h), noise]))

    def train_step(self, data):
        x, noise = data[0]
        with tf.GradientTape() as tape:
            reconstruction = self([x, noise], training=True)
            parts = ops.mean(ops.sum(keras.losses.binary_crossentropy(x[..., None], reconstruction[..., None]), axis=1))
            loss = parts + sum(self.losses)
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply(gradients, self.trainable_weights)
        return {"loss": loss, "reconstruction": parts}


class Steps(keras.Model):
    """Evaluates and predicts in its own way, and has a metric as a tracker."""

    def __init__(self):
        super().__init__()
        self.net = mlp(3, 4, 1, last="sigmoid")
        self.tracker = keras.metrics.Mean(name="mean_error")
        self.auc = keras.metrics.BinaryAccuracy(name="hits")

    def call(self, x):
        return self.net(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = ops.mean(ops.square(y - y_pred))
        self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        return self.figures(y, y_pred)

    def figures(self, y, y_pred):
        self.tracker.update_state(ops.abs(y - y_pred))
        self.auc.update_state(y, y_pred)
        return {m.name: m.result() for m in [self.tracker, self.auc]}

    def test_step(self, data):
        x, y = data
        return self.figures(y, self(-x, training=False))

    def predict_step(self, data):
        x = data[0] if isinstance(data, tuple) else data
        return 2.0 * self(x, training=False) - 1.0


class Adversarial(keras.Model):
    """Trains on inputs that were moved along the sign of their gradient."""

    def __init__(self):
        super().__init__()
        self.net = keras.Sequential([keras.Input((3,)), L.Dense(4), L.BatchNormalization(), L.Activation("tanh"), L.Dense(2)])
        self.tracker = keras.metrics.Mean(name="loss")

    def call(self, x, training=None):
        return self.net(x, training=training)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            tape.watch(x)
            clean = ops.mean(ops.square(y - self.net(x, training=False)))
        moved = ops.stop_gradient(x + 0.1 * ops.sign(tape.gradient(clean, x)))
        with tf.GradientTape() as tape:
            loss = ops.mean(ops.square(y - self.net(moved, training=True)))
        self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        self.tracker.update_state(loss)
        return {"loss": self.tracker.result(), "clean": clean}


class Normed(keras.Model):
    """Says nothing of training, as its caller decides."""

    def __init__(self):
        super().__init__()
        self.norm = L.BatchNormalization(momentum=0.8)
        self.head = L.Dense(2)

    def call(self, x):
        return self.head(self.norm(x))


class Bare(keras.Model):
    """What is called without training is inference: no statistics move, nothing is dropped; what is called with it, all of it is training."""

    def __init__(self):
        super().__init__()
        self.plain = keras.Sequential([keras.Input((3,)), L.Dense(4), L.BatchNormalization(), L.Dropout(0.5), L.Dense(2)])
        self.trained = Normed()

    def call(self, x):
        return self.plain(x) + self.trained(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            first = ops.mean(ops.square(y - self.plain(x)))
            second = ops.mean(ops.square(y - self.trained(x, training=True)))
            loss = first + second
        self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        return {"first": first, "second": second, "whole": ops.mean(self(x))}


class Order(keras.Model):
    """Two losses of one forward pass, of which the second one's gradient is taken after the first one's step."""

    def __init__(self):
        super().__init__()
        self.trunk = L.Dense(4, activation="tanh")
        self.head = L.Dense(2)
        self.first = keras.optimizers.SGD(0.5)
        self.second = keras.optimizers.SGD(0.3)

    def call(self, x):
        return self.head(self.trunk(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape(persistent=True) as tape:
            hidden = self.trunk(x)
            y_pred = self.head(hidden)
            loss = ops.mean(ops.square(y - y_pred))
            size = ops.mean(ops.square(y_pred)) + ops.mean(hidden)
        before = ops.sum(self.head.kernel)
        self.first.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        self.second.apply(tape.gradient(size, self.trainable_weights), self.trainable_weights)
        after = ops.mean(ops.square(y - self(x)))
        return {"loss": loss, "after": after, "moved": ops.sum(self.head.kernel) - before}


class Distiller(keras.Model):
    """Only the student is called by call."""

    def __init__(self):
        super().__init__()
        self.student = mlp(3, 3, 2)
        self.teacher = mlp(3, 6, 2)
        self.teacher.trainable = False

    def call(self, x):
        return self.student(x)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        soft = self.teacher(x, training=False)
        own = super().compute_loss(x, y, y_pred, sample_weight)
        return 0.3 * own + 0.7 * keras.losses.KLDivergence()(ops.softmax(soft), ops.softmax(y_pred))


def added():
    """A described model whose layers add losses; the default step trains it."""
    x = keras.Input((3,))
    inner = keras.Sequential([keras.Input((3,)), L.Dense(4, activation="tanh", activity_regularizer="l1"), L.Dense(3)])
    h = L.Dense(3, kernel_regularizer="l2")(inner(x))
    zero = L.Lambda(lambda t: ops.zeros_like(t), output_shape=(3,))(h)
    z = Sampling()([h, zero, zero])
    return keras.Model(x, L.Dense(2, activity_regularizer=keras.regularizers.L2(0.1))(L.ActivityRegularization(l1=0.02)(z)))


def alone():
    """The same without a loss of compile."""
    x = keras.Input((3,))
    h = L.Dense(3, activity_regularizer="l2")(x)
    return keras.Model(x, Sampling()([h, L.Rescaling(0.0)(h), L.Rescaling(0.0)(h)]))


X3, Y2, Y1 = numbers(ROWS, 3), numbers(ROWS, 2), (RANDOM.uniform(size=(ROWS, 1)) > 0.5).astype("float32")
X2, X4 = numbers(ROWS, 2), RANDOM.uniform(size=(ROWS, 4)).astype("float32").round(3)
WEIGHTS = RANDOM.uniform(0, 2, ROWS).astype("float32").round(2)
ADAM = {"optimizer": "adam"}
CASES = {
    "plain": (Plain, {**ADAM, "loss": "mse", "metrics": ["mae"]}, [X3], Y2, None),
    "plain_weights": (Plain, {**ADAM, "loss": "mse", "weighted_metrics": ["mae"]}, [X3], Y2, WEIGHTS),
    "own_loss": (OwnLoss, {**ADAM, "loss": "mse", "metrics": ["mse"]}, [X3], Y2, None),
    "gan": (Gan, {}, [X2, numbers(ROWS, 3)], None, None),
    "wgan": (Wgan, {}, [X2, numbers(ROWS, 3), np.abs(numbers(ROWS, 1))], None, None),
    "vae": (Vae, {"optimizer": "sgd"}, [X4, numbers(ROWS, 2)], None, None),
    "steps": (Steps, {"optimizer": "rmsprop"}, [X3], Y1, None),
    "adversarial": (Adversarial, {"optimizer": "sgd"}, [X3], Y2, None),
    "order": (Order, {}, [X3], Y2, None),
    "distiller": (Distiller, {**ADAM, "loss": "mse"}, [X3], Y2, None),
    "added": (added, {**ADAM, "loss": "mse"}, [X3], Y2, None),
    "added_weights": (added, {**ADAM, "loss": "mse"}, [X3], Y2, WEIGHTS),
    "alone": (alone, ADAM, [X3], None, None),
    "bare": (Bare, ADAM, [X3], Y2, None),
}


def listed(arrays):
    return [{"shape": list(a.shape), "values": [float(v) for v in np.asarray(a).ravel()]} for a in arrays]


def run(make, args, x, y, weights):
    model = make()
    model.compile(**args)
    given = x[0] if len(x) == 1 else x
    if make in (added, alone):
        model(given)
    elif make in (Gan, Wgan):
        model.built = True
    else:
        model(given)
        if make is Distiller:
            model.teacher(given)
    values = [RANDOM.uniform(-0.8, 0.8, w.shape).astype("float32").round(3) for w in model.weights]
    values = [np.abs(v) if "variance" in w.path else v for v, w in zip(values, model.weights)]
    model.set_weights(values)
    paths = [w.path for w in model.weights]
    fit = {"batch_size": 8, "epochs": 3, "shuffle": False, "verbose": 0}
    validates = make in (Plain, Steps)
    if validates:
        fit["validation_data"] = (given, y)
    history = model.fit(given, y, sample_weight=weights, **fit).history
    golden = {
        "x": listed(x),
        "y": None if y is None else listed([y])[0],
        "sample_weight": None if weights is None else [float(w) for w in weights],
        "paths": paths,
        "weights": listed(values),
        "history": {name: [float(v) for v in each] for name, each in history.items()},
        "trained": listed(model.get_weights()),
    }
    if make not in (Gan, Wgan, Vae):
        predicted = model.predict(given, batch_size=8, verbose=0)
        golden["predicted"] = listed([predicted])[0]
    if make not in (Gan, Wgan, Vae, Adversarial, Order, Bare):
        figures = model.evaluate(given, y, batch_size=8, verbose=0, return_dict=True)
        golden["figures"] = {name: float(v) for name, v in figures.items()}
    return golden


if __name__ == "__main__":
    goldens = {name: run(*case) for name, case in CASES.items()}
    (HERE / "steps.json").write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
