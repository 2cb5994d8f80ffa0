"""Makes golden/functional.zip: random functional models as real Keras on TensorFlow saves them, and what they predict.

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_functional_goldens.py [FIRST COUNT FILE.zip]

Without arguments, the models of the tree. A model is named by the number of its seed: NUMBER.keras or NUMBER.h5 is the model, and
NUMBER.json has what it is made of, its inputs and its outputs, at two lengths where lengths are unknown. Left out are models that
Keras cannot open again, and such whose outputs move by more than 3e-6 when inputs and weights move by a rounding of float32: nobody
can have their numbers to 1e-5.

    goldens_functional.py  how a model grows
"""

import itertools
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import keras
import numpy as np
from goldens_data import OUT, made_by, numbers
from goldens_functional import Builder

COUNT, STEPS, BATCH = 40, 16, 2
LENGTHS = [(4, 6), (7, 5)]  # of unknown axes
CLOSE, LARGE = 3e-6, 1e4


def set_weights(model, random):
    for weight in model.weights:
        if "int" not in weight.dtype:
            low, high = (0.5, 1.5) if weight.path.endswith(("variance", "gamma")) else (-0.6, 0.6)
            weight.assign(random.uniform(low, high, weight.shape).round(3))


def drawn(given, is_words, lengths, random):
    left = iter(lengths)
    shape = (BATCH, *[next(left) if n is None else n for n in given.shape[1:]])
    return (random.integers(0, 7, shape) if is_words else random.normal(size=shape).round(3)).astype("float32")


def outputs(model, x):
    given = [a.astype(i.dtype) for a, i in zip(x, model.inputs)]
    return [np.asarray(y, "float32") for y in keras.tree.flatten(model(given if len(given) > 1 else given[0], training=False))]


def difference(expected, found):
    """The largest, relative to a number or to 1 % of the largest."""
    size = np.maximum(np.abs(expected), 0.01 * np.abs(expected).max(initial=0))
    return (np.abs(expected - found) / np.maximum(size, 1e-6)).max(initial=0)


def moved(arrays, random):
    return [(a * (1 + random.choice([-6e-8, 6e-8], a.shape))).astype("float32") if a.dtype == "float32" else a for a in arrays]


def is_sharp(model, batches, random):
    """Whether its numbers are finite, and stay where roundings move what they are made of."""
    first = model.get_weights()
    expected = [outputs(model, x) for x in batches]
    if not all(np.isfinite(y).all() and np.abs(y).max(initial=0) < LARGE for ys in expected for y in ys):
        return False
    for _ in range(2):
        model.set_weights(moved(first, random))
        if any(map(lambda e, f: difference(e, f) > CLOSE, expected[0], outputs(model, moved(batches[0], random)))):
            return False
    model.set_weights(first)
    return True


def made(number, attempt, folder):
    """The model's file, and what is said of it; None if there is none."""
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(number)
    is_legacy = number % 5 == 4  # whose form Keras writes, but does not read, with ops
    builder = Builder([number, attempt], has_ops=not is_legacy)
    builder.grow(STEPS)
    random = builder.random
    model = builder.model()
    set_weights(model, random)
    lengths = LENGTHS if any(None in i.shape[1:] for i in model.inputs) else LENGTHS[:1]
    batches = [[drawn(i, w, l, random) for i, w in zip(model.inputs, builder.words)] for l in lengths]
    if not is_sharp(model, batches, random):
        return None
    file = folder / f"{number:03}{'.h5' if is_legacy else '.keras'}"
    model.save(file)
    opened = keras.saving.load_model(file, compile=False)
    arrays = lambda values: {"shapes": [list(v.shape) for v in values], "values": [numbers(v) for v in values]}
    said = {"steps": builder.steps, "batches": []}
    for x in batches:
        y = outputs(model, x)
        if max(map(difference, y, outputs(opened, x))) > CLOSE:
            return None
        said["batches"].append({"x": arrays(x), "y": arrays(y)})
    return file, said


def main(first=0, count=COUNT, to=OUT / "functional.zip"):
    # Stored in the files, packed here: the same dates for the same bytes.
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as all_files:
        put = lambda name, data: all_files.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
        put("made_by.json", json.dumps(made_by()))
        for number in range(int(first), int(first) + int(count)):
            for attempt in itertools.count():
                try:
                    found = made(number, attempt, Path(folder))
                except Exception as problem:
                    print(number, attempt, f"{type(problem).__name__}: {problem}"[:300], file=sys.stderr)
                    found = None
                if found is not None:
                    break
            print(number, attempt, found[1]["steps"])
            file, said = found
            put(file.name, file.read_bytes())
            put(f"{file.stem}.json", json.dumps(said, separators=(",", ":"), allow_nan=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
