"""What callbacks of Keras on TensorFlow decide, print and write. KerasCallbacksTest and TensorBoardTest have the same.

    python src/test/python/make_callback_goldens.py
"""

import contextlib
import io
import json
import os
import tempfile
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import callbacks as C
from keras import layers as L
from read_events import events

HERE = Path(__file__).resolve().parent.parent / "resources" / "golden"
RANDOM = np.random.default_rng(5)


def curve(values, name="val_loss", **others):
    return [{"loss": 1.0 / (1 + i), name: v, **{k: o[i] for k, o in others.items()}} for i, v in enumerate(values)]


noisy = [round(float(v), 4) for v in 1 / np.arange(1, 25) + 0.3 + 0.15 * RANDOM.normal(size=24)]
flat = [0.5, 0.4, 0.4, 0.39995, 0.39991, 0.3998, 0.3998, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]
nearly = [0.1, 0.1 - 1e-10, 0.1 - 2e-9, 0.1 - 1e-8, 0.1, 0.1]
nan = [0.5, float("nan"), 0.4, 0.4, 0.3, float("nan"), 0.2]
rising = [0.1, 0.2, 0.3, 0.3, 0.29, 0.31, 0.31, 0.31, 0.3, 0.5, 0.5, 0.5]

CASES = [
    ("LearningRateScheduler", {"schedule": "epoch", "verbose": 1}, curve(noisy[:5])),
    ("LearningRateScheduler", {"schedule": "epoch, rate", "verbose": 1}, curve(noisy[:6])),
    ("LearningRateScheduler", {"schedule": "epoch, rate"}, curve(noisy[:3])),
    ("ReduceLROnPlateau", {}, curve(noisy)),
    ("ReduceLROnPlateau", {"patience": 2, "verbose": 1}, curve(flat)),
    ("ReduceLROnPlateau", {"patience": 0, "verbose": 1, "factor": 0.3, "cooldown": 2}, curve(noisy)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1, "factor": 0.5, "min_lr": 0.02, "min_delta": 0}, curve(noisy)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1, "factor": 0.5, "cooldown": 1, "min_delta": -0.1}, curve(noisy)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1, "monitor": "accuracy"}, curve(rising, "accuracy", val_loss=noisy)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1, "monitor": "other", "mode": "max"}, curve(rising, "other", val_loss=noisy)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1, "mode": "max"}, curve(rising)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1, "min_delta": 0}, curve(nearly)),
    ("ReduceLROnPlateau", {"patience": 1, "verbose": 1}, curve(nan)),
    ("EarlyStopping", {"patience": 3, "verbose": 1}, curve(noisy)),
    ("EarlyStopping", {"patience": 1, "min_delta": 0, "verbose": 1}, curve(nearly)),
    ("EarlyStopping", {"patience": 2, "min_delta": -0.001, "verbose": 1}, curve(flat)),
    ("EarlyStopping", {"patience": 2, "verbose": 1, "restore_best_weights": True}, curve(nan)),
    ("EarlyStopping", {"patience": 2, "verbose": 1, "monitor": "val_accuracy", "restore_best_weights": True}, curve(rising, "val_accuracy", val_loss=noisy)),
    ("EarlyStopping", {"patience": 2, "verbose": 1, "mode": "max", "baseline": 0.4}, curve(rising)),
    ("EarlyStopping", {"patience": 5, "verbose": 1, "mode": "max", "baseline": 0.25, "start_from_epoch": 2}, curve(rising)),
    ("EarlyStopping", {"verbose": 1, "start_from_epoch": 3, "restore_best_weights": True}, curve(noisy)),
    ("ModelCheckpoint", {"filepath": "best.keras", "save_best_only": True, "verbose": 1}, curve(noisy[:9])),
    ("ModelCheckpoint", {"filepath": "best.keras", "save_best_only": True, "verbose": 1, "initial_value_threshold": 0.6}, curve(noisy[:9])),
    ("ModelCheckpoint", {"filepath": "best.weights.h5", "save_best_only": True, "verbose": 1, "save_weights_only": True, "mode": "max"}, curve(rising)),
    ("ModelCheckpoint", {"filepath": "best.keras", "save_best_only": True, "verbose": 1, "monitor": "val_accuracy"}, curve(nan, "val_accuracy", val_loss=noisy)),
    ("ModelCheckpoint", {"filepath": "{epoch:02d}-{val_loss:.2f}.keras", "verbose": 1}, curve(noisy[:3])),
]
SCHEDULES = {"epoch": lambda epoch: 0.3 / 10**epoch, "epoch, rate": lambda epoch, rate: rate if epoch < 2 else rate * 0.07}


def small_model():
    model = keras.Sequential([L.Input((1,)), L.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["accuracy"])
    model.fit(np.ones((4, 1)), np.ones(4), verbose=0)
    return model


def decisions(name, config, logs):
    """What a callback does of epochs that have ended with these logs."""
    keras.utils.clear_session()
    model = small_model()
    made = dict(config)
    if "schedule" in made:
        made["schedule"] = SCHEDULES[made["schedule"]]
    callback = getattr(C, name)(**made)
    seen, rates = [], []

    class Recorder(C.Callback):
        def on_epoch_end(self, epoch, logs=None):
            seen.append(list(logs.items()))
            rates.append(float(model.optimizer.learning_rate.numpy()))

    model.stop_training = False
    with contextlib.redirect_stdout(io.StringIO()) as out, tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        all_of_them = C.CallbackList([callback, Recorder()], model=model, epochs=len(logs), steps=1, verbose=0)
        all_of_them.on_train_begin()
        for epoch, each in enumerate(logs):
            all_of_them.on_epoch_begin(epoch)
            all_of_them.on_epoch_end(epoch, each)
            if model.stop_training:
                break
        all_of_them.on_train_end()
    return {"callback": name, "config": config, "logs": logs, "printed": out.getvalue(), "seen": seen, "rates": rates}


ROWS, BATCH = 25, 4  # 7 batches, the last one of 1 row
X = RANDOM.uniform(-1, 1, (ROWS, 3)).round(3)
Y = (X.sum(1, keepdims=True) > 0).astype(int)
WEIGHTS = [RANDOM.uniform(-1, 1, s).round(3) for s in [(3, 5), (5,), (5, 1), (1,)]]


def trained_model():
    keras.utils.clear_session()
    model = keras.Sequential([L.Input((3,)), L.Dense(5, activation="tanh"), L.Dense(1, activation="sigmoid")])
    model.set_weights(WEIGHTS)
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    return model


def fit(model, epochs, *callbacks, **more):
    return model.fit(X, Y, batch_size=BATCH, epochs=epochs, shuffle=False, verbose=0, callbacks=list(callbacks), **more).history


class Kill(C.Callback):
    def __init__(self, epoch, batch):
        super().__init__()
        self.at, self.epoch = (epoch, batch), 0

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        if (self.epoch, batch) == self.at:
            raise RuntimeError("killed")


def backup(kill, **config):
    """A fit that is killed in a batch, and one that goes on."""
    with tempfile.TemporaryDirectory() as folder:
        made = lambda: C.BackupAndRestore(folder + "/backup", **config)
        with contextlib.suppress(RuntimeError):
            fit(trained_model(), 4, made(), Kill(*kill))
        metadata = json.loads(Path(folder, "backup", "training_metadata.json").read_text())
        model = trained_model()
        history = fit(model, 4, made())
        files = sorted(f.name for f in Path(folder).rglob("*") if f.is_file())
    return {"kill": kill, "config": config, "metadata": metadata, "history": history, "weights": listed(model.get_weights()), "files": files}


def listed(arrays):
    return [[float(v) for v in np.asarray(a, "float32").ravel()] for a in arrays]


def tensorboard(epochs, **config):
    with tempfile.TemporaryDirectory() as folder:
        model = trained_model()
        callbacks = [C.TensorBoard(folder, **config), C.LearningRateScheduler(lambda epoch: 0.01 / (epoch + 1))]
        fit(model, epochs, *callbacks, validation_data=(X[:10], Y[:10]))
        return {"epochs": epochs, "config": config, "events": events(folder)}


def terminated():
    """Which batch ends a fit whose loss is no number any more."""
    keras.utils.clear_session()
    model = keras.Sequential([L.Input((1,)), L.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(1e15), "mse")
    ended = []
    with contextlib.redirect_stdout(io.StringIO()) as out:
        model.fit(
            np.arange(1, 9.0), np.zeros(8), batch_size=1, epochs=3, shuffle=False, verbose=0,
            callbacks=[C.TerminateOnNaN(), C.LambdaCallback(on_train_batch_end=lambda batch, logs: ended.append(batch))],
        )
    return {"batches": ended, "printed": out.getvalue()}


goldens = {
    "decisions": [decisions(*case) for case in CASES],
    "fit": {
        "x": X.tolist(), "y": Y.tolist(), "weights": listed(WEIGHTS), "batch": BATCH,
        "backups": [backup((2, 0)), backup((2, 4)), backup((2, 5), save_freq=3), backup((0, 6), save_freq=4, double_checkpoint=True),
                    backup((3, 1), delete_checkpoint=False, double_checkpoint=True)],
        "tensorboards": [tensorboard(3), tensorboard(2, histogram_freq=1, write_images=True, update_freq="batch"), tensorboard(2, update_freq=7)],
    },
    "terminated": terminated(),
}
(HERE / "callbacks.json").write_text(json.dumps(goldens).replace("NaN", '"NaN"') + "\n")
