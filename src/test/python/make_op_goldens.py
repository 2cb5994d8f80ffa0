"""Makes golden/ops/<class>.json, one for each class of Keras's ops: functional models of the op alone, by real Keras on TensorFlow.

    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_op_goldens.py [CLASS ...]
    KERAS_BACKEND=tensorflow venv/bin/python src/test/python/make_op_goldens.py --check [CLASS ...]

Without classes it makes all. With --check it reads each model back from the files, and compares what it computes with them.

    goldens_op.py               one golden: how it is drawn and computed
    goldens_op_elements.py      ops of single elements
    goldens_op_activations.py   activations and losses
    goldens_op_reductions.py    reductions, sorts, and sums along an axis
    goldens_op_shapes.py        ops that move elements or pick some
    goldens_op_products.py      products, convolutions, pooling, normalizations, images

Each case has: the model, as keras.saving.serialize_keras_object writes it; flat numbers of each input (x) and output (y) and their
shapes, batch included, where bools are 0 and 1, and NaN and Infinity stand for what they are; and the gradients by each input of L =
the sum over the outputs that are floats of mean(y**2), null where none is defined. Another program's numbers are within 1e-5, relative
to each or to 1 % of the largest, but for gradients in a few cases, which say so under gradients_rounded: by how much more, and why.
"""

import json
import sys

import goldens_op_activations
import goldens_op_elements
import goldens_op_products
import goldens_op_reductions
import goldens_op_shapes
import keras
from goldens_data import OUT, write
from goldens_op import check, golden, names

MODULES = [goldens_op_elements, goldens_op_activations, goldens_op_reductions, goldens_op_shapes, goldens_op_products]

TAKEN = "float32's rounding of a number near 1 is what remains when it is taken from 1"
ZERO = "the sum of squares is the same for all x: the gradient is 0 but for rounding"
NEAR = "numbers that are nearly the same are taken from each other"
ROUNDED = {
    "ops.tanh(x) of (2, 3)": (2e-8, TAKEN), "ops.tanh(x) of (None, 3)": (1e-8, TAKEN), "ops.tanh(x) of ()": (5e-8, TAKEN),
    "ops.sigmoid(x) of (6,)": (1e-8, TAKEN), "ops.softmax(x) of (None, 3)": (1e-8, TAKEN), "ops.softmax(x, axis=-2)": (5e-9, TAKEN),
    "ops.layer_normalization(x)": (5e-7, ZERO), "ops.layer_normalization(x, gamma=array(2), axis=1)": (2e-6, ZERO),
    "ops.normalize(x, axis=1)": (2e-8, ZERO), "ops.normalize(x, axis=(1, 2))": (1e-8, ZERO),
    "ops.batch_normalization(x, *ops.moments(x, [0]), -1)": (5e-8, NEAR),
    "ops.dot_product_attention(x, y, z)": (2e-7, NEAR), "ops.dot_product_attention(x, y, y, bias=z)": (2e-6, NEAR),
}


def classes_of(case):
    return {layer["class_name"] for layer in case["model"]["config"]["layers"]}


def make(only):
    (OUT / "ops").mkdir(parents=True, exist_ok=True)
    for of_class, cases in [item for module in MODULES for item in module.CASES.items()]:
        if only and of_class not in only:
            continue
        made = []
        for name, case in zip(names(cases), cases):
            try:
                made.append(golden(name, *case))
                check(made[-1])
                if name in ROUNDED:
                    made[-1]["gradients_rounded"] = dict(zip(("by", "why"), ROUNDED[name]))
                assert of_class in classes_of(made[-1]), f"its classes are {classes_of(made[-1])}"
            except Exception as problem:
                raise RuntimeError(f"{of_class}: {name}") from problem
        write(f"ops/{of_class}", {"cases": made})


def check_files(only):
    for file in sorted((OUT / "ops").glob("*.json")):
        if not only or file.stem in only:
            for case in json.loads(file.read_text())["cases"]:
                keras.utils.clear_session(free_memory=False)
                check(case)


if __name__ == "__main__":
    check_files(sys.argv[2:]) if sys.argv[1:2] == ["--check"] else make(sys.argv[1:])
