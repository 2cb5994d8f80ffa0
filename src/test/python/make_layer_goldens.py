"""Makes golden/layers/<Class>/<case>.json: each layer alone behind its inputs, as real Keras computes and trains it.

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_layer_goldens.py [CLASS or CLASS/CASE ...]
    KERAS_BACKEND=jax venv/bin/python src/test/python/make_layer_goldens.py [..]
    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_layer_goldens.py --check [..]
    KERAS_BACKEND=jax venv/bin/python src/test/python/make_layer_goldens.py --compare [..]

Without names it makes all that are this backend's: TensorFlow's, and JAX's, which are those few that TensorFlow cannot do on a CPU
(convolutions with the channels first, transposed ones with dilation). --check opens what is this backend's in Keras again; --compare
makes all on another backend, and writes nothing. Both print the cases that differ by more than 1e-5, relative to a number or to 1 %
of the largest, and then the largest difference of all; --check fails if there are such.

    goldens_contract.py            what is in a golden, and how a case is said
    goldens_contract_plain.py      Dense, Embedding, activations, shapes, noise, merges
    goldens_contract_normal.py     normalization
    goldens_contract_attention.py  attention
    goldens_contract_conv.py       convolutions
    goldens_contract_image.py      pooling, padding, cropping, resizing
    goldens_contract_recurrent.py  layers over time
"""

import json
import sys
from collections import Counter

import goldens_contract_attention as attention
import goldens_contract_conv as conv
import goldens_contract_image as image
import goldens_contract_normal as normal
import goldens_contract_plain as plain
import goldens_contract_recurrent as recurrent
import keras
import numpy as np
from goldens_contract import golden, outputs, set_weights
from goldens_data import OUT, made_by

UNKNOWN = 5
NUMBERS = ["y", "loss", "weight_gradients", "input_gradients", "trained", "y_trained"]


def file_of(case):
    return OUT / "layers" / case.layer / f"{case.name}.json"


def write(case, made):
    by = {package: version for package, version in made_by().items() if package in ("keras", "numpy") or case.backend in package}
    file_of(case).parent.mkdir(parents=True, exist_ok=True)
    file_of(case).write_text(json.dumps({"made_by": by, **made}, separators=(",", ":"), allow_nan=False) + "\n")


def difference(expected, found):
    """The largest, relative to a number or to 1 % of the largest."""
    if isinstance(expected, list) and (not expected or isinstance(expected[0], (list, type(None)))):
        return max((difference(e, f) for e, f in zip(expected, found, strict=True)), default=0)
    if expected is None or found is None:
        return 0
    a, b = np.array(expected, "float64"), np.array(found, "float64")
    assert a.shape == b.shape, f"{a.shape} and {b.shape}"
    size = np.maximum(np.abs(a), 0.01 * np.abs(a).max(initial=0))
    return (np.abs(a - b) / np.maximum(size, 1e-30)).max(initial=0)


def compare(case):
    expected, found = json.loads(file_of(case).read_text()), golden(case)
    for name in NUMBERS:
        if name in expected:
            yield name, difference(expected[name], found[name])
    if "unknown" in expected:
        yield "unknown", difference(expected["unknown"]["y"], found["unknown"]["y"])


def check(case):
    """Opens both models of a golden in Keras; their weights are in the golden's order, and they predict as it says."""
    expected = json.loads(file_of(case).read_text())
    weights = [np.reshape(w, s) for w, s in zip(expected["weights"], expected["weight_shapes"], strict=True)]
    for name, given in [("y", expected)] + ([("unknown", expected["unknown"])] if "unknown" in expected else []):
        model = keras.saving.deserialize_keras_object(given["model"])
        if name == "y":
            assert [list(w.shape) for w in model.weights] == expected["weight_shapes"], case
        set_weights(model, weights)
        x = [np.reshape(v, s).astype(i.dtype) for v, s, i in zip(given["x"], given["x_shapes"], model.inputs, strict=True)]
        yield name, difference(given["y"], [value.ravel().tolist() for value in outputs(model, x)])


def cases(only):
    every = [case for module in [plain, normal, attention, conv, image, recurrent] for case in module.cases()]
    found = Counter()
    for case in every:  # unknown lengths of a layer's first cases, and of masked ones: the files would be large
        found[case.layer] += case.unknown is not None
        if found[case.layer] > UNKNOWN and "masked" not in case.name:
            case.unknown = None
    assert len({(case.layer, case.name) for case in every}) == len(every)
    return [c for c in every if not only or any(name in (c.layer, f"{c.layer}/{c.name}") for name in only)]


def main(arguments):
    only = [argument for argument in arguments if not argument.startswith("--")]
    look = compare if "--compare" in arguments else check if "--check" in arguments else None
    own = [case for case in cases(only) if look is compare or case.backend == keras.backend.backend()]
    largest, far = Counter(), False
    for case in own:
        name = f"{case.layer}/{case.name}"
        if look is None:
            print(name)
            write(case, golden(case))
            continue
        found = dict(look(case))
        largest |= Counter(found)
        if max(found.values()) > 1e-5:
            far = True
            print(f"{name}: " + ", ".join(f"{of} {size:.1e}" for of, size in found.items() if size > 1e-5))
    if look is not None:
        print(f"{len(own)} cases, at most: " + ", ".join(f"{of} {size:.1e}" for of, size in largest.items()))
    if look is check and far:
        sys.exit(1)
    if look is None and not only:
        made = {file_of(case) for case in cases([])}
        for file in (OUT / "layers").glob("*/*.json"):
            if file not in made:
                file.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
