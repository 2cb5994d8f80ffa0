"""Fits by Keras on TensorFlow with averages of weights, several learning rates and metrics of several numbers. CallbackFitsTest has the same.

    python src/test/python/make_rate_goldens.py
"""

import contextlib
import io
import json
import os
import tempfile
import warnings
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import callbacks as C
from keras import layers as L
from keras import optimizers as O

warnings.simplefilter("ignore")
HERE = Path(__file__).resolve().parent.parent / "resources" / "golden"
RANDOM = np.random.default_rng(8)
X = RANDOM.uniform(-1, 1, (25, 3)).round(3)  # 7 batches of 4, the last one of 1 row
Y = np.eye(2)[(X.sum(1) > 0).astype(int)]
WEIGHTS = [RANDOM.uniform(-1, 1, s).round(3) for s in [(3, 5), (5,), (5, 2), (2,)]]
OPTIMIZERS = {
    "adam": lambda: O.Adam(0.02, use_ema=True, ema_momentum=0.8),
    "overwriting": lambda: O.SGD(0.2, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5),
    "scaled": lambda: O.LossScaleOptimizer(O.Adam(0.02, use_ema=True, ema_momentum=0.8)),
    "multi": lambda: O.MultiOptimizer(
        O.OptimizerMap(O.SGD(0.1), {".*first/.*": O.Adam(0.02, use_ema=True, ema_momentum=0.8)})
    ),
    "none": lambda: O.Adam(0.02),
    "multi_none": lambda: O.MultiOptimizer(O.OptimizerMap(O.SGD(0.1), {".*first/.*": O.Adam(0.02)})),
    "scheduled": lambda: O.SGD(O.schedules.ExponentialDecay(0.1, 7, 0.5)),
}


def model_with(optimizer, *metrics):
    keras.utils.clear_session()
    model = keras.Sequential([L.Input((3,)), L.Dense(5, activation="tanh", name="first"), L.Dense(2, activation="softmax", name="second")])
    model.set_weights(WEIGHTS)
    model.compile(OPTIMIZERS[optimizer](), "categorical_crossentropy", metrics=list(metrics))
    return model


def fit(model, *callbacks, **more):
    arguments = {"epochs": 3, **more}
    return model.fit(X, Y, batch_size=4, shuffle=False, verbose=0, callbacks=list(callbacks), **arguments).history


def listed(arrays):
    return [[float(v) for v in np.asarray(a, "float32").ravel()] for a in arrays]


def swapped(optimizer, swap_on_epoch, stop=False):
    """Weights that other callbacks see, what is evaluated, what is left, and how it goes on."""
    model = model_with(optimizer)
    swap = C.SwapEMAWeights(swap_on_epoch=swap_on_epoch)
    seen = []

    class Recorder(C.Callback):
        def on_epoch_end(self, epoch, logs=None):
            seen.append(listed(model.get_weights()))
            if stop and epoch == 1:
                model.stop_training = True

    golden = {"optimizer": optimizer, "swap_on_epoch": swap_on_epoch, "stop": stop}
    golden["history"] = fit(model, swap, Recorder(), validation_data=(X[:10], Y[:10]))
    golden["seen"] = seen
    golden["left"] = listed(model.get_weights())
    model.train_on_batch(X[:4], Y[:4])
    evaluating = C.SwapEMAWeights()
    golden["evaluated"] = model.evaluate(X, Y, verbose=0, callbacks=[evaluating])
    golden["after_evaluate"] = listed(model.get_weights())
    golden["predicted"] = [float(v) for v in model.predict(X[:2], verbose=0, callbacks=[C.SwapEMAWeights()]).ravel()]
    return golden


def failure(optimizer, callback, *metrics, **more):
    """Keras's error; null if there is none."""
    try:
        fit(model_with(optimizer, *metrics), callback(), **more)
        return None
    except (TypeError, ValueError) as e:
        return str(e).splitlines()[0][:160]


def rates(callback, **more):
    model = model_with("multi_none")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        history = fit(model, callback, **more)
    return {"history": history, "printed": out.getvalue(), "weights": listed(model.get_weights())}


def csv(separator):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.csv")
        metrics = [keras.metrics.F1Score(average=None), keras.metrics.Precision(thresholds=[0.3, 0.6], name="p,q")]
        fit(model_with("none", *metrics), C.CSVLogger(path, separator), validation_data=(X[:10], Y[:10]))
        return path.read_bytes().decode()


def tags(optimizer, *metrics):
    """The names of what is written for each epoch."""
    with tempfile.TemporaryDirectory() as folder:
        fit(model_with(optimizer, *metrics), C.TensorBoard(folder, write_graph=False))
        events = [e for f in Path(folder, "train").iterdir() for e in tf.compat.v1.train.summary_iterator(str(f))]
        return sorted({v.tag for e in events for v in e.summary.value})


def histograms():
    """The names of the weights of layers of several kinds, and of models in a model."""
    keras.utils.clear_session()
    x = L.Input((4, 3))
    inner = keras.Model(x, L.LSTM(2, name="memory")(x), name="encoder")
    chain = keras.Sequential([L.Input((2,)), L.BatchNormalization(name="normal"), L.Dense(2, name="inside")], name="chain")
    model = keras.Sequential([L.Input((4, 3)), inner, chain, L.Dense(1, name="head")], name="net")
    model.compile("sgd", "mse")
    with tempfile.TemporaryDirectory() as folder:
        model.fit(np.zeros((4, 4, 3)), np.zeros((4, 1)), verbose=0, callbacks=[C.TensorBoard(folder, histogram_freq=1, write_graph=False)])
        events = [e for f in Path(folder, "train").iterdir() for e in tf.compat.v1.train.summary_iterator(str(f))]
        return sorted({v.tag for e in events for v in e.summary.value if v.tag.endswith("histogram")})


schedule = lambda epoch, rate: rate * 0.5
goldens = {
    "x": X.tolist(), "y": Y.tolist(), "weights": listed(WEIGHTS),
    "swaps": [swapped(o, s) for o in ("adam", "overwriting", "scaled", "multi") for s in (False, True)] + [swapped("adam", True, True)],
    "rates": {
        "scheduler": rates(C.LearningRateScheduler(schedule, verbose=1)),
        "plateau": rates(C.ReduceLROnPlateau(monitor="loss", patience=1, min_delta=10, verbose=1, min_lr=0.002), epochs=5),
    },
    "csv": {s: csv(s) for s in (",", ";")},
    "tags": tags("multi_none"),
    "histograms": histograms(),
    "failing": {
        "no averages": failure("none", C.SwapEMAWeights, validation_data=(X, Y)),
        "no averages of several": failure("multi_none", C.SwapEMAWeights, validation_data=(X, Y)),
        "scheduler of a schedule": failure("scheduled", lambda: C.LearningRateScheduler(schedule)),
        "plateau of a schedule": failure("scheduled", lambda: C.ReduceLROnPlateau(monitor="loss", patience=1, min_delta=10)),
        "plateau of a schedule that waits": failure("scheduled", lambda: C.ReduceLROnPlateau(monitor="loss")),
        "stopping by several numbers": failure("none", lambda: C.EarlyStopping("f1_score"), keras.metrics.F1Score(average=None)),
        "plateau by several numbers": failure("none", lambda: C.ReduceLROnPlateau("f1_score"), keras.metrics.F1Score(average=None)),
    },
}
(HERE / "callback_fits.json").write_text(json.dumps(goldens) + "\n")
