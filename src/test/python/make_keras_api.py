"""Writes Keras's public names with their arguments and defaults, for the porting page (PortingPageTest).

    venv/bin/python src/test/python/make_keras_api.py

A model's names are those of a compiled Sequential. An argument without a default is "required"; tuples are lists. What every
class takes (name, dtype) is left out, and so is what is there for one backend only. Other modules are counted.
"""

import inspect
import json
import os
from pathlib import Path
from types import ModuleType

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras  # noqa: E402

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/golden/keras-api.json"
CLASSES = ["layers", "losses", "metrics", "optimizers", "optimizers.schedules", "callbacks", "initializers", "regularizers",
           "constraints"]
FUNCTIONS = ["activations", "models", "ops", "saving", "utils"]
LEFT_OUT = ["get", "serialize", "deserialize", "InputSpec", "OptimizerMap"]
LEFT_OUT += ["FlaxLayer", "JaxLayer", "TFSMLayer", "TorchModuleWrapper", "jax_state_sync"]
INTERNAL = ["src", "legacy"]


def public(owner):
    return [name for name in dir(owner) if not name.startswith("_") and name not in LEFT_OUT]


def arguments(target):
    left_out = ["self"] + (["name", "dtype"] if inspect.isclass(target) else [])
    parameters = inspect.signature(target.__init__ if inspect.isclass(target) else target).parameters.values()
    return {
        p.name: "required" if p.default is p.empty else p.default
        for p in parameters
        if p.name not in left_out and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    }


def members(module, wanted):
    """The wanted things by the name they were defined with; their other names are aliases."""
    names = {}
    for name in public(module):
        target = getattr(module, name)
        if wanted(target):
            names.setdefault(id(target), (target, []))[1].append(name)
    entries = {}
    for target, found in names.values():
        name = target.__name__ if target.__name__ in found else found[0]
        aliases = [other for other in found if other != name]
        entries[name] = {"args": arguments(target)} | ({"aliases": aliases} if aliases else {})
    return dict(sorted(entries.items()))


def model():
    made = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    made.compile(loss="mse")
    entries = {}
    for name in public(made):
        value = inspect.getattr_static(made, name)
        is_method = inspect.isfunction(inspect.unwrap(value)) or isinstance(value, (classmethod, staticmethod))
        entries[name] = {"args": arguments(getattr(made, name))} if is_method else {"property": True}
    return entries


def module(path):
    found = keras
    for name in path.split("."):
        found = getattr(found, name)
    return found


def main():
    api = {"keras": keras.__version__, "Model": model()}
    api |= {name: members(module(name), inspect.isclass) for name in CLASSES}
    api |= {name: members(module(name), callable) for name in FUNCTIONS}
    api["other modules"] = {
        name: len(public(found))
        for name, found in inspect.getmembers(keras, lambda value: isinstance(value, ModuleType))
        if name not in INTERNAL + CLASSES + FUNCTIONS and not name.startswith("_")
    }
    OUT.write_text(json.dumps(api, indent=1, default=str) + "\n")


if __name__ == "__main__":
    main()
