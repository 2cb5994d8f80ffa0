"""Makes the goldens: what real Keras (TensorFlow backend) computes, for the Java tests to compare with.

    python -m venv venv && venv/bin/pip install -r src/test/python/requirements-goldens.txt
    venv/bin/python src/test/python/make_goldens.py [NAME OF A GOLDEN, OR ITS BEGINNING ...]

Without names it makes all. Every golden is made twice, on TensorFlow, which is the reference, and on JAX; the largest
relative difference between the two histories is written into the golden as its "spread". A backend is chosen when Keras is
imported, so this script calls itself once for each.

    goldens_data.py           the data, and how numbers are written
    goldens_case.py           a trajectory: a model, its compilation and its fit
    goldens_cases.py          trajectories of a plain fit
    goldens_fit_cases.py      trajectories of all else that fit, optimizers and layers take
    goldens_graph_cases.py    trajectories of functional models
    goldens_image_cases.py    trajectories of layers of images, and of batch normalization
    goldens_sequence_cases.py trajectories of layers over time, and of masks
    goldens_layer_cases.py    trajectories of windows over time, activations as layers, and regularized activities
    goldens_loss_cases.py     trajectories of losses, their reductions, and metrics
    goldens_masks.py          which layers hand masks on
    goldens_several.py        models with several inputs or outputs
    goldens_calls.py          callbacks, training by single batches
    goldens_files.py          files that Keras saves in mid-training, summaries
    make_function_goldens.py  single functions: activations
    make_edge_goldens.py      activations, losses and layers at the edges of float32
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from goldens_data import ROWS, credit_card, numbers, spread, write


def run(only, out):
    """One backend's results as JSON in a file."""
    import goldens_calls
    import goldens_case
    import goldens_cases as plain
    import goldens_files
    import goldens_fit_cases as more
    import goldens_graph_cases
    import goldens_image_cases
    import goldens_layer_cases
    import goldens_loss_cases
    import goldens_masks
    import goldens_sequence_cases
    import goldens_several

    made = {}
    for cases in [
        plain.cases, plain.activation_cases, more.optimizer_cases, more.weight_cases, more.data_cases, more.layer_cases,
        goldens_graph_cases.graph_cases, goldens_image_cases.image_cases, goldens_image_cases.shared_cases,
        goldens_sequence_cases.sequence_cases, goldens_layer_cases.layer_cases, goldens_loss_cases.loss_cases,
    ]:
        for case in cases():
            made[f"trajectory-{case.name}"] = lambda case=case: goldens_case.run(case)
    made.update(goldens_calls.goldens())
    made.update(goldens_files.goldens())
    made.update(goldens_masks.goldens())
    made.update(goldens_several.goldens())
    results = {}
    for name, make in made.items():
        if not only or any(name.startswith(beginning) for beginning in only):
            print(name, file=sys.stderr)
            results[name] = make()
    Path(out).write_text(json.dumps(results))


def main(only):
    found = {}
    for backend in ["tensorflow", "jax"]:
        environment = dict(os.environ, KERAS_BACKEND=backend, TF_CPP_MIN_LOG_LEVEL="3", COLUMNS="80")
        with tempfile.TemporaryDirectory() as directory:
            out = Path(directory, "results.json")
            subprocess.run([sys.executable, "-W", "ignore", __file__, "run", str(out), *only], env=environment, check=True)
            found[backend] = json.loads(out.read_text())
    for name, golden in found["tensorflow"].items():
        golden = golden or found["jax"][name]
        for compared in {"history", "calls"} & golden.keys():
            golden["spread"] = spread(golden[compared], (found["jax"][name] or golden)[compared])
            print(f"{name}: TensorFlow and JAX differ by {golden['spread']:.1e}")
        write(name, golden)
    if not only:
        write("x", {"rows": ROWS, "x": numbers(credit_card()[0])})
        scaler()
        subprocess.run([sys.executable, str(Path(__file__).with_name("make_function_goldens.py"))], check=True)


def scaler():
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(3)
    x = rng.normal(size=(7, 3)).astype("float32") * [1, 100, 0] + [5, -20, 4]
    fitted = StandardScaler().fit(x)
    golden = {"x": numbers(x), "mean": list(fitted.mean_), "scale": list(fitted.scale_)}
    write("standard_scaler", {**golden, "transformed": numbers(fitted.transform(x))})


if __name__ == "__main__":
    run(sys.argv[3:], sys.argv[2]) if sys.argv[1:2] == ["run"] else main(sys.argv[1:])
