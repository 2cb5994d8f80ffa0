"""Makes the goldens of the perceptron: what scikit-learn's Perceptron learns, in float64 and from rows in their order.

    venv/bin/python src/test/python/make_perceptron_goldens.py

With tol=None scikit-learn runs all epochs. One without an error changes nothing, and neither would those after it, so that
stopping there, as the perceptron rule does, gives the same weights. How many errors an epoch has, scikit-learn does not say:
the script shows it one row at a time and counts how often a bias has moved, and then checks that this led to fit's weights.
"""

import json
from importlib.metadata import version

import numpy as np
from goldens_data import OUT, credit_card, numbers
from sklearn.datasets import load_iris
from sklearn.linear_model import Perceptron

MADE_BY = {package: version(package) for package in ["scikit-learn", "numpy"]}
LOGIC = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")


def data():
    """Inputs, float32's numbers, and labels; not all of them count from 0."""
    iris, species = load_iris(return_X_y=True)
    card, given, income = credit_card()
    return {
        "and": (LOGIC, [0, 0, 0, 1]),
        "or": (LOGIC, [-1, 1, 1, 1]),
        "xor": (LOGIC, [0, 1, 1, 0]),
        "corners": (LOGIC[:3], [5, 1, 3]),
        "iris": (iris.astype("float32"), species),
        "iris in turns": (iris.astype("float32").reshape(3, 50, 4).swapaxes(0, 1).reshape(150, 4), [30, -10, 20] * 50),
        "setosa": (iris.astype("float32"), np.where(species == 0, 7, 3)),
        "card": (card, given.astype(int)),
        "income": (card, income),
    }


# Data, learning rate, epochs, threshold. The last is where scikit-learn's bias begins, with the sign turned.
FITS = [
    ("and", 1.0, 100, 0.0),
    ("and", 0.1, 100, 0.0),
    ("and", 0.25, 100, 1.5),
    ("or", 1.0, 100, 0.0),
    ("or", 0.5, 3, -2.0),
    ("xor", 1.0, 100, 0.0),
    ("xor", 0.3, 7, 0.0),
    ("corners", 0.7, 100, 0.0),
    ("iris", 1.0, 1, 0.0),
    ("iris", 1.0, 40, 0.0),
    ("iris in turns", 0.01, 25, 0.0),
    ("iris in turns", 2.5, 10, 0.75),
    ("setosa", 1.0, 100, 0.0),
    ("setosa", 0.003, 100, 0.0),
    ("card", 1.0, 30, 0.0),
    ("card", 0.1, 5, 0.4),
    ("income", 1.0, 20, 0.0),
    ("income", 0.07, 12, 0.0),
]


def perceptron(rate, epochs):
    return Perceptron(penalty=None, eta0=rate, max_iter=epochs, tol=None, shuffle=False)


def errors(x, y, rate, epochs, threshold):
    """The errors of each epoch up to the first without one, and the last weights and biases."""
    classes = np.unique(y)
    units = 1 if len(classes) == 2 else len(classes)
    learner = perceptron(rate, 1)
    learner.coef_, learner.intercept_ = np.zeros((units, x.shape[1])), np.full(units, -threshold)
    counts = []
    while len(counts) < epochs and counts[-1:] != [0]:
        count = 0
        for row in range(len(x)):
            before = learner.intercept_.copy()
            learner.partial_fit(x[row : row + 1], y[row : row + 1], classes)
            count += int(np.sum(before != learner.intercept_))
        counts.append(count)
    return counts, learner.coef_, learner.intercept_


def fit(x, y, rate, epochs, threshold):
    units = 1 if len(np.unique(y)) == 2 else len(np.unique(y))
    learner = perceptron(rate, epochs).fit(x, y, intercept_init=np.full(units, -threshold))
    counts, coef, intercept = errors(x, y, rate, epochs, threshold)
    assert np.array_equal(coef, learner.coef_) and np.array_equal(intercept, learner.intercept_)
    return {
        "classes": learner.classes_.tolist(),
        "weights": learner.coef_.tolist(),
        "bias": (learner.intercept_ + threshold).tolist(),
        "errors": counts,
        "decision_function": learner.decision_function(x).reshape(len(x), units).tolist(),
        "predictions": learner.predict(x).tolist(),
    }


def main():
    golden = {"made_by": MADE_BY, "data": {}, "fits": []}
    for name, (x, y) in data().items():
        golden["data"][name] = {"x": [numbers(row) for row in x], "y": np.asarray(y).tolist()}
    for name, rate, epochs, threshold in FITS:
        x, y = data()[name]
        found = fit(x.astype("float64"), np.asarray(y), rate, epochs, threshold)
        print(f"{name}, learning rate {rate}, threshold {threshold}: errors {found['errors']}")
        case = {"data": name, "learning_rate": rate, "epochs": epochs, "threshold": threshold}
        golden["fits"].append({**case, **found})
    (OUT / "perceptron.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
