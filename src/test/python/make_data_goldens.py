"""Makes the goldens of tables, splits and reports: what pandas and scikit-learn do with the same data.

    venv/bin/python src/test/python/make_data_goldens.py
"""

import io
import json
import warnings
from importlib.metadata import version

import numpy as np
import pandas as pd
from goldens_data import OUT
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from sklearn.model_selection import KFold, train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler

MADE_BY = {package: version(package) for package in ["scikit-learn", "pandas", "numpy"]}
TABLE = """age,income,owner,town,zip,label
31,2.5,yes,Rome,100,no
NA,4.25,no,Oslo,20,yes
45,,no,Bern,100,yes
31,1e3,,Rome,3,no
52.5,NaN,yes,,20,no
40,-7,yes,Bern,100,yes
NA,2.5,no,Oslo,20,yes
28,3,no,Rome,3,no
"""


def encoded(frame):
    """Words as Csv has them: two are one column, more are a column each."""
    parts = [pd.get_dummies(frame[[c]], drop_first=frame[c].nunique() <= 2, dtype=float) for c in frame]
    return pd.concat(parts, axis=1)


def tables():
    frame = pd.read_csv(io.StringIO(TABLE), keep_default_na=False, na_values=["", "NA", "NaN"], dtype={"zip": str})
    inputs = frame.drop(columns="label")
    numeric = ["age", "income"]
    golden = {"csv": TABLE, "missing": frame.isna().sum().to_dict(), "fills": {}}
    mode = inputs.mode().iloc[0]
    for name, fills in [
        ("mean", inputs[numeric].mean()),
        ("median", inputs[numeric].median()),
        ("most_frequent", mode),
    ]:
        columns = numeric if name != "most_frequent" else list(inputs)
        filled = inputs.fillna(fills).fillna(mode)
        imputer = SimpleImputer(strategy=name).fit(inputs[columns])
        assert [str(v) for v in imputer.statistics_] == [str(fills[c]) for c in columns], (imputer.statistics_, fills)
        table = encoded(filled)
        golden["fills"][name] = {
            "values": {c: (float(fills[c]) if c in numeric else fills[c]) for c in columns},
            "features": [c.replace("_", "=") if c.split("_")[0] in ["town", "zip"] else c.split("_")[0] for c in table],
            "x": table.to_numpy("float32").ravel().astype(float).tolist(),
        }
    constant = encoded(inputs.fillna({"age": -1, "income": 0.5, "owner": "unknown", "town": "Bern"}))
    golden["constant"] = constant.to_numpy("float32").ravel().astype(float).tolist()
    golden["dropped"] = encoded(inputs.dropna()).to_numpy("float32").ravel().astype(float).tolist()
    encoder = OneHotEncoder(drop="if_binary", handle_unknown="ignore", sparse_output=False)
    words = inputs.dropna()[["owner", "town"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        unknown = encoder.fit(words).transform(pd.DataFrame([["maybe", "Rome"], ["yes", "Paris"]], columns=words.columns))
    golden["unknown"] = {"towns": sorted(set(words["town"])), "x": unknown.ravel().tolist()}
    return golden


def splits():
    golden = {"stratified": [], "folds": []}
    for counts, fraction in [
        ([50, 30, 20], 0.2),
        ([77, 23], 0.25),
        ([11, 7, 5], 0.3),
        ([1000, 313, 6], 0.2),
        ([2, 2, 2, 94], 0.1),
        ([3, 5, 8, 13, 21], 0.4),
        ([10, 90], 0.5),
    ]:
        y = np.repeat(np.arange(len(counts)), counts)
        train, test = train_test_split(y, test_size=fraction, stratify=y, random_state=0)
        for seed in range(20):  # no ties: the counts do not depend on the seed
            other = train_test_split(y, test_size=fraction, stratify=y, random_state=seed)
            assert (np.bincount(other[0]) == np.bincount(train)).all()
        golden["stratified"].append(
            {"counts": counts, "fraction": fraction, "train": np.bincount(train, minlength=len(counts)).tolist(),
             "test": np.bincount(test, minlength=len(counts)).tolist()}
        )
    for samples, k in [(10, 3), (12, 4), (7, 7), (1319, 5), (5, 2)]:
        folds = KFold(k, shuffle=True, random_state=1).split(np.zeros(samples))
        golden["folds"].append({"samples": samples, "k": k, "test": [len(test) for _, test in folds]})
    return golden


def reports():
    random = np.random.default_rng(7)
    digits = random.integers(0, 10, 500)
    cases = {
        "binary": ([0, 1, 1, 0, 1, 1, 0, 1], [0, 1, 0, 0, 1, 1, 1, 1], None),
        "named": ([0, 1, 2, 2, 1, 0, 2, 1, 0, 2], [0, 2, 2, 2, 1, 0, 1, 1, 0, 0], ["setosa", "a much longer name", "b"]),
        "never predicted": ([0, 1, 2, 2, 0, 1], [0, 0, 2, 2, 0, 0], None),
        "never true": ([0, 0, 3, 3], [0, 5, 3, 0], None),
        "one class": ([4, 4, 4], [4, 4, 4], None),
        "negative": ([-1, 1, -1, 1, 1], [-1, -1, -1, 1, 1], None),
        "rounded": ([1] * 8 + [0] * 8, [1] + [0] * 7 + [0] * 7 + [1], None),
        "digits": (digits.tolist(), np.where(random.random(500) < 0.8, digits, random.integers(0, 10, 500)).tolist(), None),
    }
    golden = {}
    for name, (true, predicted, names) in cases.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            figures = classification_report(true, predicted, target_names=names, output_dict=True)
            text = classification_report(true, predicted, target_names=names)
        matrix = confusion_matrix(true, predicted)
        averages = {a: figures.pop(a) for a in ["macro avg", "weighted avg"]}
        figures.pop("accuracy", None)
        golden[name] = {
            "true": true, "predicted": predicted, "names": names, "matrix": matrix.tolist(), "matrix text": str(matrix),
            "accuracy": accuracy_score(true, predicted), "rows": list(figures.values()), **averages, "text": text,
        }
    p = random.random((40, 3)).astype("float32")
    classes = random.integers(0, 3, 40)
    column = random.random(40).astype("float32")
    golden["probabilities"] = {
        "true": classes.tolist(), "p": [[float(str(v)) for v in row] for row in p],
        "matrix": confusion_matrix(classes, p.argmax(1)).tolist(),
        "binary": (classes > 0).astype(int).tolist(), "column": [float(str(v)) for v in column],
        "half": confusion_matrix(classes > 0, column > 0.5).tolist(),
        "threshold": confusion_matrix(classes > 0, column > 0.3).tolist(),
    }
    return golden


def scaling():
    x = np.array([[1, 10], [2, 30], [4, 20]], "float32")
    scaler = StandardScaler().fit(x)
    row = np.array([[3, 17]], "float32")
    return {
        "mean": scaler.mean_.tolist(), "scale": scaler.scale_.tolist(), "row": row[0].tolist(),
        "transformed": scaler.transform(row)[0].astype(float).tolist(),
        "inverse": scaler.inverse_transform(row)[0].astype(float).tolist(),
    }


for name, golden in [("tables", tables()), ("splits", splits()), ("reports", reports()), ("scaled_rows", scaling())]:
    (OUT / f"{name}.json").write_text(json.dumps({"made_by": MADE_BY, **golden}, indent=1) + "\n")
