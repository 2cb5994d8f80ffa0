"""The data of all goldens, and how numbers are written. Imports no Keras: its backend is chosen when it is imported."""

import csv
import json
from importlib.metadata import packages_distributions, version
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "src/test/resources/golden"
CSV = ROOT / "src/main/resources/keras4j/examples/creditcard.csv"
ROWS = 125  # not a multiple of the batch size: the last batch is smaller
BATCH, EPOCHS = 10, 10


def credit_card():
    """The first rows of the AER CreditCard table, standardised; three income classes beside the real label."""
    from sklearn.preprocessing import StandardScaler

    with open(CSV) as file:
        table = list(csv.DictReader(file))[:ROWS]
    word = {"yes": 1.0, "no": 0.0}
    columns = [c for c in table[0] if c != "card"]
    x = np.array([[word.get(row[c], None) if row[c] in word else float(row[c]) for c in columns] for row in table])
    income = x[:, columns.index("income")]
    classes = np.digitize(income, np.quantile(income, [1 / 3, 2 / 3]))
    card = np.array([word[row["card"]] for row in table])
    return StandardScaler().fit_transform(x).astype("float32"), card, classes


def number(value):
    """The shortest decimal that gives the same float32."""
    return float(str(np.float32(value)))


def numbers(array):
    return [number(v) for v in np.asarray(array, "float32").ravel()]


def figures(logs):
    return {name: number(value) for name, value in logs.items()}


def histories(history):
    return {name: [number(value) for value in values] for name, values in history.history.items()}


def spread(a, b):
    """The largest relative difference between two structures of numbers."""
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) / max(abs(a), abs(b), 1e-30)
    if isinstance(a, dict) and a.keys() == b.keys():
        return max((spread(a[key], b[key]) for key in a), default=0)
    if isinstance(a, list) and len(a) == len(b):
        return max(map(spread, a, b), default=0)
    assert a == b, f"{a} and {b}"
    return 0


def tensorflow():
    """The package that TensorFlow has come in."""
    return next(package for package in packages_distributions()["tensorflow"] if package.startswith("tensorflow"))


def made_by():
    return {package: version(package) for package in ["keras", tensorflow(), "jax", "numpy", "scikit-learn"]}


def write(name, golden):
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"made_by": made_by(), **golden}, ensure_ascii=False, separators=(",", ":"))
    (OUT / f"{name}.json").write_text(text + "\n", encoding="utf-8")
