"""Makes golden/ports/NAME.json: programs with training steps of their own, or models that share layers, run by real Keras.

    venv/bin/python src/test/python/make_port_goldens.py [NAME ...]
    venv/bin/python src/test/python/make_port_goldens.py --print [NAME ...]
    KERAS_BACKEND=jax venv/bin/python src/test/python/make_port_goldens.py --compare [NAME ...]

The programs are in ports, and their ports to Java in src/test/java/keras4j/ports. The first form writes the goldens, the
second prints the same numbers for the live test, the third compares what is computed now with the goldens: of translator and
ac_gan on JAX, and of all on TensorFlow, which then compiles them by XLA. It fails if they differ by more than 5e-5, relative to
a number or to 1 % of the largest.
"""

import importlib
import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from goldens_data import OUT, made_by, numbers  # noqa: E402

PORTS = ["vae", "dcgan", "wgan_gp", "translator", "ac_gan"]
OF_ANY_BACKEND = PORTS[3:]


def run(name, **compiled):
    made = importlib.import_module(f"ports.{name}").run(**compiled)
    plain = {"history", "translated"}
    return {key: value if key in plain else numbers(value) for key, value in made.items()}


def write(name):
    by = {package: version for package, version in made_by().items() if package.split("-")[0] in ("keras", "numpy", "tensorflow")}
    (OUT / "ports").mkdir(exist_ok=True)
    text = json.dumps({"made_by": by, **run(name)}, separators=(",", ":"), allow_nan=False)
    (OUT / "ports" / f"{name}.json").write_text(text + "\n")


def difference(expected, found):
    if isinstance(expected, dict):
        return max(difference(expected[key], found[key]) for key in expected)
    if isinstance(expected[0], str):
        return float(expected != found)
    a, b = np.array(expected), np.array(found)
    return (np.abs(a - b) / np.maximum(np.abs(a), 0.01 * np.abs(a).max())).max()


def compare(name):
    golden = json.loads((OUT / "ports" / f"{name}.json").read_text())
    golden.pop("made_by")
    differs = difference(golden, run(name, jit_compile=True))
    print(f"{name}: {differs:.1e}")
    return differs


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name in PORTS]
    if "--compare" in sys.argv:
        here = PORTS if keras.backend.backend() == "tensorflow" else OF_ANY_BACKEND
        sys.exit(max([compare(name) for name in names or here]) > 5e-5)
    elif "--print" in sys.argv:
        print(json.dumps({name: run(name) for name in names or PORTS}))
    else:
        for name in names or PORTS:
            write(name)
