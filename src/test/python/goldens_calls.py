"""Goldens of callbacks, and of training by single batches."""

import json
import tempfile
from pathlib import Path
from unittest import mock

import keras
import numpy as np
from goldens_case import Case, compile_config, config, fit, model_of, start, weights
from goldens_data import BATCH, figures, histories, number, numbers
from goldens_fit_cases import LABELS, SPLIT, X, case, mlp
from keras import callbacks as C
from keras import layers as L
from keras import optimizers as K

RNG = np.random.default_rng(7)
NOISY = ((X @ RNG.normal(size=11) > 0) ^ (RNG.random(len(X)) < 0.15)).astype(int)[:, None]  # some labels are wrong


def goldens():
    made = {"stateful": stateful, "on_batch": on_batch, "model_checkpoint": model_checkpoint, "csv_logger": csv_logger, "callback_order": callback_order}
    for name, arguments in {
        "val_loss": {"patience": 3},
        "restored": {"patience": 2, "restore_best_weights": True},
        "min_delta": {"monitor": "loss", "min_delta": 0.02, "patience": 1},
        "max": {"monitor": "val_accuracy", "mode": "max", "patience": 3, "restore_best_weights": True},
        "auto": {"monitor": "accuracy", "patience": 2, "min_delta": 0.015},
        "baseline": {"monitor": "val_loss", "baseline": 0.38, "patience": 4, "restore_best_weights": True},
        "baseline_met": {"monitor": "val_loss", "baseline": 0.4, "patience": 2},
        "start": {"patience": 1, "start_from_epoch": 7, "restore_best_weights": True},
        "not_stopped": {"patience": 50, "restore_best_weights": True},
    }.items():
        made[f"early_stopping-{name}"] = lambda arguments=arguments: early_stopping(arguments)
    for name, optimizer in {
        "adam": lambda: K.Adam(0.01),
        "sgd_momentum": lambda: K.SGD(0.05, momentum=0.9),
        "adamw": lambda: K.AdamW(0.01, weight_decay=0.5),
        "rmsprop": lambda: K.RMSprop(0.01, momentum=0.5),
    }.items():
        made[f"learning_rate-{name}"] = lambda optimizer=optimizer: learning_rate(optimizer)
    return made


def learning_rate(optimizer):
    """The learning rate is set by a callback before some epochs, [epoch, rate], and then before single batches."""
    given = case("learning_rate", optimizer=optimizer, epochs=5)
    model, x, golden = start(given)
    first = compile_config(model)
    golden["rates"] = [[1, 0.05], [2, 0.002], [4, 0.004]]
    rates = dict(golden["rates"])

    def before(epoch, logs):
        if epoch in rates:
            model.optimizer.learning_rate = rates[epoch]

    golden["history"] = histories(fit(model, given, x, callbacks=[C.LambdaCallback(on_epoch_begin=before)]))
    golden["batch_rates"] = [0.03, 0.0, 0.001, 0.02]
    golden["batch_losses"] = []
    for i, rate in enumerate(golden["batch_rates"]):
        model.optimizer.learning_rate = rate
        rows = slice(10 * i, 10 * i + 10)
        golden["batch_losses"].append(number(model.train_on_batch(x[rows], given.y[rows])[0]))
    model.optimizer.learning_rate = 0.125
    golden["saved_optimizer"] = json.loads(model.to_json())["compile_config"]["optimizer"]
    return {**finish(model, golden), "compile_config": first}


def overfitting(**more):
    """val_loss falls for six epochs, and then rises."""
    layers = lambda: [L.Input((11,)), L.Dense(16, "relu"), L.Dense(1, "sigmoid")]
    return case("overfitting", layers, y=NOISY, epochs=20, **more)


def finish(model, golden):
    golden["final_weights"] = weights(model)
    golden["model"] = config(model)
    golden["compile_config"] = compile_config(model)
    return {"batch_size": BATCH, **golden}


def early_stopping(arguments):
    given = overfitting()
    model, x, golden = start(given)
    callback = C.EarlyStopping(**arguments)
    history = fit(model, given, x, callbacks=[callback])
    golden["callback"] = {"class_name": "EarlyStopping", "config": arguments}
    golden["history"] = histories(history)
    golden["history_epoch"] = history.epoch
    golden["stopped_epoch"] = callback.stopped_epoch
    golden["best_epoch"] = callback.best_epoch
    golden["best"] = None if callback.best is None else float(callback.best)
    golden["wait"] = callback.wait
    golden["final_predictions"] = numbers(model.predict(x, verbose=0))
    return finish(model, golden)


def model_checkpoint():
    """Which calls of save and save_weights each checkpoint makes, in order, during one fit."""
    given = overfitting()
    given.epochs = 8
    model, x, golden = start(given)
    name = "{epoch:02d}-{val_loss:.2f}.keras"
    configs = [
        {"filepath": name},
        {"filepath": name, "save_best_only": True},
        {"filepath": "best.keras", "save_best_only": True},
        {"filepath": "{epoch}-{val_accuracy:.3f}.keras", "monitor": "val_accuracy", "mode": "max", "save_best_only": True},
        {"filepath": name, "save_best_only": True, "initial_value_threshold": 0.42},
        {"filepath": "{epoch:02d}-{loss:.3f}.weights.h5", "save_weights_only": True, "monitor": "loss", "save_best_only": True},
        {"filepath": "{epoch:02d}-{batch:03d}.keras", "save_freq": 7},
        {"filepath": "{epoch:02d}-{batch}-{loss:.2f}.weights.h5", "save_freq": 15, "save_weights_only": True},
    ]
    epoch, saves = [0], [[] for _ in configs]

    def save(self, filepath, overwrite=True):
        path = Path(filepath)
        saves[int(path.parent.name)].append({"epoch": epoch[0], "file": path.name})

    note_epoch = C.LambdaCallback(on_epoch_begin=lambda e, logs: epoch.__setitem__(0, e))
    with tempfile.TemporaryDirectory() as directory, mock.patch.multiple(keras.Model, save=save, save_weights=save):
        checkpoints = [C.ModelCheckpoint(**{**c, "filepath": f"{directory}/{i}/{c['filepath']}"}) for i, c in enumerate(configs)]
        golden["history"] = histories(fit(model, given, x, callbacks=[note_epoch, *checkpoints]))
    golden["checkpoints"] = [{"config": c, "saves": s} for c, s in zip(configs, saves)]
    golden["errors"] = []
    for wrong in [
        {"filepath": "a.keras", "save_weights_only": True}, {"filepath": "a.h5", "save_weights_only": True},
        {"filepath": "a.weights"}, {"filepath": "a.keras", "save_freq": "batch"},
    ]:
        try:
            C.ModelCheckpoint(**wrong)
        except ValueError as error:
            golden["errors"].append({"config": wrong, "message": str(error)})
    return finish(model, golden)


def csv_logger():
    """Runs one after the other with one model; "text" is the whole file after the run."""
    given = case("csv_logger")
    model, x, golden = start(given)
    golden["runs"] = []
    history = {}
    with tempfile.TemporaryDirectory() as directory:
        for config, epochs, arguments in [
            ({"filename": "log.csv"}, 3, SPLIT),
            ({"filename": "log.csv", "append": True}, 5, {"initial_epoch": 3, **SPLIT}),
            ({"filename": "log.csv"}, 1, SPLIT),
            ({"filename": "new.csv", "append": True}, 1, SPLIT),
            ({"filename": "freq.csv"}, 3, {"validation_freq": 2, **SPLIT}),
            ({"filename": "first.csv", "separator": ";"}, 2, {"validation_freq": [1], **SPLIT}),
            ({"filename": "train.csv", "separator": "\t"}, 2, {}),
        ]:
            file = Path(directory, config["filename"])
            given.epochs, given.fit = epochs, arguments
            made = histories(fit(model, given, x, callbacks=[C.CSVLogger(**{**config, "filename": str(file)})]))
            run = {"config": config, "epochs": epochs, "fit": arguments, "history": made}
            golden["runs"].append({**run, "text": file.read_bytes().decode()})
            history[str(len(history))] = made
    del golden["fit"], golden["epochs"]
    golden["history"] = history
    return finish(model, golden)


class Recorder(C.Callback):
    """Notes every call; may stop training in a batch."""

    def __init__(self, stop_at=None):
        super().__init__()
        self.calls, self.stop_at = [], stop_at


def _recorded(hook):
    def record(self, *arguments, logs=None):
        index, logs = (arguments[0], [*arguments[1:], logs][0]) if "epoch" in hook or "batch" in hook else (None, [*arguments, logs][0])
        self.calls.append({"hook": hook, "index": index, "logs": sorted(logs or {})})
        if (hook, index) == self.stop_at:
            self.model.stop_training = True

    return record


for _hook in [f"on_{verb}_{when}" for verb in ["train", "test", "predict", "epoch", "train_batch", "test_batch", "predict_batch"] for when in ["begin", "end"]]:
    setattr(Recorder, _hook, _recorded(_hook))


def callback_order():
    given = case("callback_order", rows=(0, 20), epochs=2, fit={"validation_data": {"rows": [20, 35]}})
    model, x, _ = start(given)
    golden = {}

    def note(name, recorder):
        golden[name] = [call["hook"] for call in recorder.calls]
        golden[f"{name}_calls"] = recorder.calls

    for name, stop_at in [("fit", None), ("fit_stopped_in_batch", ("on_train_batch_end", 0)), ("fit_stopped_in_epoch", ("on_epoch_end", 0))]:
        recorder = Recorder(stop_at)
        fit(model, given, x, callbacks=[recorder])
        note(name, recorder)
    recorder = Recorder()
    fit(model, case("run_out", batches={"kind": "generator", "rows": [0, 20]}, epochs=1, fit={}), x, callbacks=[recorder])
    note("fit_run_out", recorder)
    recorder = Recorder()
    model.evaluate(x[:15], LABELS[:15], batch_size=BATCH, verbose=0, callbacks=[recorder])
    note("evaluate", recorder)
    recorder = Recorder()
    model.predict(x[:15], batch_size=BATCH, verbose=0, callbacks=[recorder])
    note("predict", recorder)
    recorders = [C.LambdaCallback(on_epoch_end=lambda e, logs, i=i: order.append(i)) for i in range(3)]
    order = []
    fit(model, given, x, callbacks=recorders)
    golden["two_epochs_of_three_callbacks"] = order
    return golden


def on_batch():
    weight = np.random.default_rng(23).choice([0, 0.5, 1, 3], len(X))
    classes = {0: 4.0, 1: 0.5}
    given = case("on_batch", mlp(kernel_regularizer="l2"), sample_weight=weight, metrics=["accuracy", "mse"], weighted_metrics=["accuracy", "auc"])
    given.epochs = 1
    model, x, golden = start(given)
    calls = golden["calls"] = []

    def call(verb, begin, end, weighted=False, class_weight=None, as_dict=True):
        arguments = {"sample_weight": weight[begin:end]} if weighted else {}
        if class_weight:
            arguments["class_weight"] = class_weight
        result = getattr(model, verb)(x[begin:end], LABELS[begin:end], return_dict=as_dict, **arguments)
        noted = {"call": verb, "rows": [begin, end], "sample_weight": weighted}
        if class_weight:
            noted["class_weight"] = {str(k): v for k, v in class_weight.items()}
        calls.append({**noted, "result": figures(result) if as_dict else numbers(result)})

    call("train_on_batch", 0, 10)
    call("train_on_batch", 10, 20)
    call("train_on_batch", 20, 30, weighted=True)
    call("train_on_batch", 30, 45, class_weight=classes)
    call("train_on_batch", 45, 50, as_dict=False)
    call("test_on_batch", 100, 125)
    call("test_on_batch", 100, 125)
    call("test_on_batch", 100, 125, weighted=True)
    call("test_on_batch", 100, 125, weighted=True, as_dict=False)
    calls.append({"call": "get_metrics_result", "result": figures(model.get_metrics_result())})
    calls.append({"call": "predict_on_batch", "rows": [0, 7], "result": numbers(model.predict_on_batch(x[:7]))})
    history = histories(fit(model, given, x))
    calls.append({"call": "fit", "epochs": 1, "fit": SPLIT, "sample_weight": True, "result": history})
    calls.append({"call": "get_metrics_result", "result": figures(model.get_metrics_result())})
    call("train_on_batch", 50, 60)
    calls.append({"call": "evaluate", "rows": [0, 125], "sample_weight": True, "result": numbers(model.evaluate(x, LABELS, sample_weight=weight, verbose=0))})
    call("test_on_batch", 0, 5)
    model.reset_metrics()
    calls.append({"call": "reset_metrics"})
    calls.append({"call": "get_metrics_result", "result": figures(model.get_metrics_result())})
    golden["metrics_names"] = model.metrics_names
    golden["final_predictions"] = numbers(model.predict(x, verbose=0))
    del golden["fit"], golden["epochs"]
    return finish(model, golden)


def stateful():
    """An LSTM that goes on where the batch before has ended: what each call gives, one after the other."""
    batch, steps, features = 5, 4, 3
    layers = lambda: [
        L.Input((steps, features), batch_size=batch), L.Masking(), L.LSTM(4, stateful=True, return_sequences=True), L.LSTM(3, stateful=True), L.Dense(1, "sigmoid"),
    ]
    data = np.random.default_rng(3).normal(size=(4 * batch, steps, features)).astype("float32")
    data[::2, 0] = data[3:12, 2] = data[7] = 0  # masked, also where a sequence begins
    given = Case("stateful", layers, lambda: keras.optimizers.Adam(0.01), "binary_crossentropy", (data.sum((1, 2)) > 0).astype(int)[:, None], x=data)
    keras.utils.set_random_seed(7)
    model, x = model_of(given)
    golden = {"x_shape": [steps, features], "y_shape": [1], "batch": batch, "x": numbers(x), "y": numbers(given.y)}
    golden["initial_weights"] = weights(model)
    model.compile(given.optimizer(), given.loss, metrics=["accuracy"])

    def predicted():
        return numbers(model.predict(x, batch_size=batch, verbose=0))

    golden["predictions"] = [predicted(), predicted()]
    golden["history"] = histories(model.fit(x, given.y, batch_size=batch, epochs=3, shuffle=False, validation_split=0.25, verbose=0))
    golden["evaluation"] = figures(model.evaluate(x, given.y, batch_size=batch, verbose=0, return_dict=True))
    golden["predictions"].append(predicted())
    for layer in model.layers[1:3]:
        layer.reset_states()
    golden["predictions"].append(predicted())
    return finish(model, golden)
