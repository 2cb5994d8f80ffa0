"""Makes the goldens of optimizers and learning-rate schedules, with real Keras on TensorFlow: three epochs of seven batches, the last of
which is smaller, then one more epoch; Keras on JAX does the same, and twice what it differs is the tolerance where that is more than 1e-4.

    venv/bin/python src/test/python/make_optimizer_goldens.py
"""

import base64
import gzip
import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers as L  # noqa: E402
from keras import optimizers as O  # noqa: E402
from keras.optimizers import schedules as S  # noqa: E402

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/golden/optimizers.json.gz"
ROWS, BATCH, EPOCHS = 50, 8, 3
RNG = np.random.default_rng(7)
X = {
    "dense": RNG.normal(size=(ROWS, 4)).round(3),
    "conv": RNG.normal(size=(ROWS, 6, 3)).round(3),
    "embedding": RNG.integers(0, 10, (ROWS, 3)),
}
Y = RNG.normal(size=(ROWS, 2)).round(3)
STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 14, 15, 20, 21, 29, 34, 35, 36, 50, 75, 100, 1000]


def models(kind):
    if kind == "dense":
        return keras.Sequential([L.Input((4,)), L.Dense(6, "tanh", name="hidden"), L.Dense(2, name="head")], name="net")
    if kind == "conv":
        x = L.Input((6, 3))
        y = L.Conv1D(4, 3, activation="tanh", name="filters")(x)
        y = L.Dense(5, "tanh", name="wide", kernel_constraint="non_neg")(L.Flatten()(y))
        return keras.Model(x, L.Dense(2, name="head")(y))
    return keras.Sequential([L.Input((3,)), L.Embedding(10, 4, name="embedding"), L.Flatten(), L.Dense(2, name="head")], name="words")


def excluding(optimizer):
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    return optimizer


def optimizers():
    """Names, models and optimizers: defaults, then the unusual arguments."""
    decay = dict(weight_decay=0.03, clipnorm=0.3)
    ema = dict(use_ema=True, ema_momentum=0.7)
    often = dict(use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=4)
    summed = dict(gradient_accumulation_steps=3)
    yield "sgd", "dense", O.SGD()
    yield "sgd_all", "conv", O.SGD(0.05, momentum=0.8, nesterov=True, global_clipnorm=0.5, **often)
    yield "sgd_embedding", "embedding", O.SGD(0.1, momentum=0.5, **summed)
    yield "rmsprop", "dense", O.RMSprop()
    yield "rmsprop_all", "conv", O.RMSprop(0.01, rho=0.7, momentum=0.4, epsilon=1e-3, centered=True, **ema)
    yield "adam", "dense", O.Adam()
    yield "adam_all", "embedding", O.Adam(0.02, beta_1=0.8, beta_2=0.9, epsilon=1e-4, amsgrad=True, clipvalue=0.05, **summed, **often)
    yield "adamw", "dense", O.AdamW()
    yield "adamw_all", "conv", excluding(O.AdamW(0.02, weight_decay=0.5, loss_scale_factor=8.0, **ema))
    yield "adamax", "dense", O.Adamax()
    yield "adamax_all", "embedding", O.Adamax(0.03, beta_1=0.5, beta_2=0.8, epsilon=1e-2, **decay)
    yield "nadam", "dense", O.Nadam()
    yield "nadam_all", "embedding", O.Nadam(0.03, beta_1=0.7, beta_2=0.8, epsilon=1e-3, **summed, **ema)
    yield "adagrad", "dense", O.Adagrad()
    yield "adagrad_all", "embedding", O.Adagrad(0.2, initial_accumulator_value=0.5, epsilon=1e-2, **decay)
    yield "adadelta", "dense", O.Adadelta()
    yield "adadelta_all", "embedding", O.Adadelta(1.0, rho=0.8, epsilon=1e-3, **summed)
    yield "ftrl", "dense", O.Ftrl()
    yield "ftrl_all", "embedding", O.Ftrl(
        0.2, learning_rate_power=-0.7, initial_accumulator_value=0.3, l1_regularization_strength=0.01,
        l2_regularization_strength=0.02, l2_shrinkage_regularization_strength=0.03, beta=0.1, clipvalue=0.2)
    yield "lion", "dense", O.Lion()
    yield "lion_all", "conv", O.Lion(0.004, beta_1=0.6, beta_2=0.8, **decay)
    yield "adafactor", "dense", O.Adafactor()
    yield "adafactor_all", "conv", O.Adafactor(
        0.3, beta_2_decay=-0.5, epsilon_1=1e-6, epsilon_2=0.02, clip_threshold=0.5, relative_step=False, **ema)
    yield "adafactor_schedule", "conv", O.Adafactor(S.CosineDecay(0.5, 10))
    yield "lamb", "dense", O.Lamb()
    yield "lamb_all", "conv", O.Lamb(0.05, beta_1=0.7, beta_2=0.8, epsilon=1e-3, **decay)
    yield "muon", "dense", O.Muon()
    yield "muon_all", "conv", O.Muon(
        0.02, adam_beta_1=0.8, adam_beta_2=0.9, adam_weight_decay=None, epsilon=1e-4, weight_decay=0.1, exclude_layers=["head"],
        muon_a=3.0, muon_b=-4.0, muon_c=1.9, adam_lr_ratio=0.5, momentum=0.8, ns_steps=3, nesterov=False, rms_rate=None)
    yield "muon_embedding", "embedding", O.Muon(0.05, clipnorm=0.5)
    yield "muon_no_embedding", "embedding", excluding(O.Muon(0.05, exclude_embeddings=False))
    yield "schedule_free", "dense", O.ScheduleFreeAdamW()
    yield "schedule_free_all", "conv", O.ScheduleFreeAdamW(0.03, beta_1=0.7, beta_2=0.9, epsilon=1e-3, warmup_steps=8, **decay)
    yield "loss_scale", "dense", O.LossScaleOptimizer(O.Adam(0.01))
    yield "loss_scale_all", "conv", O.LossScaleOptimizer(O.SGD(0.1, 0.5, **ema), initial_scale=1.5e38, dynamic_growth_steps=5)
    yield "multi", "dense", O.MultiOptimizer(O.OptimizerMap(O.SGD(0.05), {"net/head/.*": O.Adam(0.02)}))
    yield "multi_all", "conv", O.MultiOptimizer(
        O.OptimizerMap(O.Nadam(0.01), {"head/kernel": O.RMSprop(0.01, **ema), "head/.*": O.SGD(0.1, 0.5), "wide/.*": O.SGD(0.2)}))


def schedules():
    """The same of schedules."""
    yield "exponential", S.ExponentialDecay(0.1, 6, 0.7)
    yield "exponential_all", S.ExponentialDecay(0.1, 6, 0.7, staircase=True, name="falls")
    yield "piecewise", S.PiecewiseConstantDecay([5, 10], [0.1, 0.05, 0.2])
    yield "piecewise_one", S.PiecewiseConstantDecay([7], [0.1, 0.01], name="step")
    yield "polynomial", S.PolynomialDecay(0.1, 15)
    yield "polynomial_all", S.PolynomialDecay(0.1, 5, end_learning_rate=0.02, power=2.0, cycle=True)
    yield "inverse_time", S.InverseTimeDecay(0.1, 3, 0.5)
    yield "inverse_time_all", S.InverseTimeDecay(0.1, 3, 0.5, staircase=True)
    yield "cosine", S.CosineDecay(0.1, 15)
    yield "cosine_all", S.CosineDecay(0.01, 10, alpha=0.1, warmup_target=0.2, warmup_steps=5)
    yield "restarts", S.CosineDecayRestarts(0.1, 5)
    yield "restarts_all", S.CosineDecayRestarts(0.1, 7, t_mul=1.5, m_mul=0.8, alpha=0.05)
    yield "restarts_same", S.CosineDecayRestarts(0.1, 5, t_mul=1.0, m_mul=0.9)


def numbers(array):
    return [float(str(v)) for v in np.asarray(array, "float32").ravel()]


def weights(model):
    return [numbers(w) for w in model.get_weights()]


def fit(model, kind, epochs):
    return numbers(model.fit(X[kind], Y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0).history["loss"])


def train(kind, optimizer):
    keras.utils.clear_session()
    model = models(kind)
    rng = np.random.default_rng(5)
    model.set_weights([rng.normal(size=w.shape) * 0.4 for w in model.get_weights()])
    model.compile(optimizer, "mse")
    golden = {"kind": kind, "model": json.loads(model.to_json()), "initial": weights(model), "loss": fit(model, kind, EPOCHS)}
    golden["weights"] = weights(model)
    golden["variables"] = [numbers(v) for v in optimizer.variables]
    golden["optimizer_params"] = int(sum(np.prod(v.shape) for v in optimizer.variables))
    if not isinstance(getattr(optimizer, "_learning_rate", None), S.LearningRateSchedule):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.keras"
            model.save(path)
            golden["file"] = base64.b64encode(path.read_bytes()).decode()
    golden["more_loss"] = fit(model, kind, 1)
    golden["more_weights"] = weights(model)
    return golden


def tried(kind, optimizer):
    """None for what Keras on JAX cannot do."""
    try:
        return train(kind, optimizer)
    except TypeError:
        if keras.backend.backend() == "tensorflow":
            raise
        return None


def all_goldens():
    trained = {name: tried(kind, optimizer) for name, kind, optimizer in optimizers()}
    planned = {}
    for name, schedule in schedules():
        golden = train("dense", O.SGD(schedule, momentum=0.5))
        golden["rates"] = numbers([float(schedule(step)) for step in STEPS])
        planned[name] = golden
    return {"optimizers": trained, "schedules": planned}


def spread(ours, theirs):
    """The largest difference, relative, of numbers smaller than a hundredth of the largest one to that."""
    worst = 0.0
    for key in ["loss", "weights", "variables", "more_loss", "more_weights", "rates"]:
        for a, b in zip(lists(ours.get(key, [])), lists(theirs.get(key, [])), strict=True):
            a, b = np.array(a), np.array(b)
            if a.size:
                worst = max(worst, float(np.max(np.abs(a - b) / np.maximum(np.abs(a), max(np.abs(a).max() / 100, 1e-30)))))
    return worst


def lists(values):
    return values if values and isinstance(values[0], list) else [values]


def main():
    if keras.backend.backend() == "jax":
        Path(sys.argv[1]).write_text(json.dumps(all_goldens()))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jax.json"
        of_jax = subprocess.Popen([sys.executable, __file__, path], env={**os.environ, "KERAS_BACKEND": "jax"})
        found = all_goldens()
        of_jax.wait() == 0 or sys.exit("Keras on JAX failed")
        other = json.loads(path.read_text())
    for group, cases in found.items():
        for name, golden in cases.items():
            of_jax = other[group][name]
            golden["spread"] = spread(golden, of_jax) if of_jax else 0
            if not of_jax:
                print(f"{group} {name}: Keras on JAX fails, tolerance 1e-4")
                continue
            print(f"{group} {name}: TensorFlow and JAX differ by {golden['spread']:.1e}, tolerance {max(1e-4, 2 * golden['spread']):.1e}")
    made_by = {package: version(package) for package in ["keras", "tensorflow", "jax", "numpy"]}
    text = json.dumps({"made_by": made_by, "x": {k: numbers(v) for k, v in X.items()}, "y": numbers(Y), "steps": STEPS, **found})
    with OUT.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as out:
        out.write(text.encode())
    print(OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
