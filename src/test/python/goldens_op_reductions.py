"""Cases of reductions, sorts, and sums along an axis."""

from goldens_op import bools, f, ints, positive, these, unit

TIES = [[1, 3, 3, -2], [0, 0, 0, 0]]
SOME = [[[0, 1, 2], [0, 0, 0]], [[3, 0, 1], [1, 2, 3]]]
NAN = [[1, float("nan"), 3], [4, 5, 6]]
FLOATS = {
    "Sum": "sum", "Mean": "mean", "Max": "max", "Min": "min", "Prod": "prod", "Var": "var", "Std": "std",
    "Logsumexp": "logsumexp", "Median": "median",
}  # fmt: skip
BOOLS = {"All": "all", "Any": "any"}


def reduced(name, draw=f):
    call = f"ops.{name}(x"
    return [
        (f"x - {call})", draw(2, 3)),
        (f"{call}, axis=1)", draw(3)),
        (f"{call}, axis=-1)", draw(None, 3)),
        (f"{call}, axis=1)", draw(None, 3)),
        (f"{call}, axis=2, keepdims=True)", draw(2, 3)),
        (f"{call}, axis=(1, 2))", draw(2, 3)),
        (f"{call}, axis=(1, -1), keepdims=True)", draw(2, 3, 2)),
        (f"{call}, axis=[-2, -1])", draw(2, 3)),
        (f"x - {call}, axis=0)", draw(3)),
        (f"x * {call}, axis=0, keepdims=True)", draw(3)),
        (f"x * {call}, keepdims=True)", draw(None, 3)),
        (f"{call}, axis=1)", these(TIES)),
    ]


def integers(name):
    return [(f"ops.{name}(x, axis=1)", ints(-4, 5, 3, 2)), (f"ops.{name}(x, axis=1)", bools(4))]


def truths(name):
    call = f"ops.{name}(x"
    return [
        (f"{call}, axis=1)", bools(3)),
        (f"{call}, axis=-1)", bools(None, 2)),
        (f"{call} > 0, axis=(1, 2))", f(2, 2)),
        (f"{call}, axis=2, keepdims=True)", these(SOME)),
        (f"{call}, axis=1)", ints(0, 2, 3)),
        (f"ops.logical_xor(x, {call}))", bools(3)),
        (f"{call}, [1])", bools(2, 2)),
    ]


def argument(name):
    call = f"ops.{name}(x"
    return [
        (f"{call}, axis=1)", f(4)),
        (f"{call}, axis=-1)", f(None, 3)),
        (f"{call}, axis=1)", f(3, 2)),
        (f"{call}, axis=2, keepdims=True)", f(2, 3)),
        (f"{call}, axis=1)", these(TIES)),
        (f"{call}, axis=1)", ints(-4, 5, 4)),
        (f"x + ops.cast({call}), 'float32')", f(2, 3)),
        (f"{call}, 1)", these(NAN)),
    ]


def accumulated(name, draw):
    call = f"ops.{name}(x"
    return [
        (f"{call}, axis=1)", draw(4)),
        (f"{call}, axis=-1)", draw(None, 3)),
        (f"{call}, axis=1)", draw(None, 3)),
        (f"{call}, axis=0)", draw(3)),
        (f"{call}, axis=1)", ints(-2, 3, 4)),
        (f"{call}, axis=1, dtype='float32')", ints(-2, 3, 4)),
        (f"{call}, axis=1)", bools(4)),
        (f"ops.reshape({call}), (-1, 3))", draw(3)),
    ]


CASES = {
    **{of_class: reduced(name, unit if name == "prod" else f) for of_class, name in FLOATS.items()},
    **{of_class: truths(name) for of_class, name in BOOLS.items()},
    "Amax": reduced("amax")[2:7],
    "Amin": reduced("amin")[2:7],
    "Argmax": argument("argmax"),
    "Argmin": argument("argmin"),
    "CountNonzero": [
        ("ops.count_nonzero(x, axis=1)", these(SOME)),
        ("ops.count_nonzero(x, axis=-1)", ints(0, 2, None, 3)),
        ("ops.count_nonzero(x, axis=(1, 2))", these(SOME)),
        ("ops.count_nonzero(x, axis=1)", bools(4)),
        ("x + ops.count_nonzero(x)", ints(0, 3, 4)),
    ],
    "Average": [
        ("ops.average(x, axis=1)", f(2, 3)),
        ("ops.average(x, axis=-1, weights=np.array([1.0, 2.0, 3.0]))", f(None, 3)),
        ("ops.average(x, axis=1, weights=y)", f(3), positive(3)),
    ],
    "Moments": [
        ("ops.moments(x, axes=[1])", f(2, 3)),
        ("ops.moments(x, axes=(1, 2))", f(2, 3)),
        ("ops.moments(x, axes=-1, keepdims=True)", f(None, 3)),
        ("ops.moments(x, axes=[0], keepdims=True)[1] + x", f(3)),
        ("ops.moments(x, axes=[1], synchronized=False)", f(3)),
    ],
    "Norm": [
        ("ops.norm(x, axis=1)", f(3)),
        ("ops.norm(x, axis=-1, keepdims=True)", f(None, 3)),
        ("ops.norm(x, ord=1, axis=1)", f(3)),
        ("ops.norm(x, ord=np.inf, axis=1)", f(3)),
        ("ops.norm(x, ord=-np.inf, axis=1)", f(3)),
        ("ops.norm(x, ord=3, axis=1)", f(3)),
        ("ops.norm(x, ord=0, axis=1)", these(TIES)),
        ("ops.norm(x, axis=(1, 2))", f(2, 3)),
        ("ops.norm(x, ord='fro', axis=(-2, -1))", f(2, 3)),
        ("ops.norm(x, ord=1, axis=(1, 2), keepdims=True)", f(2, 3)),
        ("x / ops.norm(x)", f(3)),
    ],
    "Normalize": [
        ("ops.normalize(x)", f(3)),
        ("ops.normalize(x, axis=1)", f(3, 2)),
        ("ops.normalize(x, axis=(1, 2))", f(2, 3)),
        ("ops.normalize(x, order=1)", f(None, 3)),
        ("ops.normalize(x, order=3)", f(3)),
        ("ops.normalize(x, axis=-1, epsilon=10.0)", f(3)),
        ("ops.normalize(x)", these([[0, 0, 0], [3, 4, 0]])),
    ],
    "Sort": [
        ("ops.sort(x)", f(4)),
        ("ops.sort(x, axis=1)", f(3, 2)),
        ("ops.sort(x, axis=-2)", f(None, 3)),
        ("ops.sort(x)", these(TIES)),
        ("ops.sort(x)", ints(-4, 5, 5)),
        ("ops.sort(x, axis=0)", f(3)),
    ],
    "Argsort": [
        ("ops.argsort(x)", f(4)),
        ("ops.argsort(x, axis=1)", f(3, 2)),
        ("ops.argsort(x, axis=-1)", f(None, 3)),
        ("ops.argsort(x)", these(TIES)),
        ("ops.argsort(x)", ints(-4, 5, 5)),
        ("ops.argsort(-x)", these(TIES)),
    ],
    "TopK": [
        ("ops.top_k(x, 2)", f(4)),
        ("ops.top_k(x, k=2)", f(None, 3)),
        ("ops.top_k(x, 2)[0]", f(4)),
        ("ops.top_k(x, 1)[1]", f(2, 3)),
        ("ops.top_k(x, 3)", these(TIES)),
        ("ops.top_k(x, 3, sorted=True)", ints(-4, 5, 4)),
    ],
    "SearchSorted": [
        ("ops.searchsorted(np.array([-1.0, 0.0, 0.5, 2.0], 'float32'), x)", f()),
        ("ops.searchsorted(np.array([0.0, 1.0, 3.0], 'float32'), x)", these([1, 0, 3, -1, 4, 2])),
        ("ops.searchsorted(np.array([0.0, 1.0, 3.0], 'float32'), x, side='right')", these([1, 0, 3, -1, 4, 2])),
        ("ops.searchsorted(np.array([1, 2, 4], 'int32'), x)", ints(0, 6)),
    ],
    "Digitize": [("ops.digitize(x, np.array([-1.0, 0.0, 1.0]))", f(3))],
    "Cumsum": accumulated("cumsum", f),
    "Cumprod": accumulated("cumprod", unit),
    "Diff": [
        ("ops.diff(x)", f(4)),
        ("ops.diff(x, n=2)", f(4)),
        ("ops.diff(x, axis=1)", f(3, 2)),
        ("ops.diff(x, axis=-2)", f(None, 3)),
        ("ops.diff(x, n=3, axis=1)", f(None, 2)),
        ("ops.diff(x)", ints(-4, 5, 4)),
    ],
    "SegmentSum": [
        ("ops.reshape(ops.segment_sum(x, np.array([0, 1]), num_segments=2), (-1, 3))", f(3)),
        ("ops.segment_sum(x, np.array([0, 1]), sorted=True) + x", f(3)),
        ("ops.segment_sum(x, np.array([1, 1]), 2)", f(3)),
        ("ops.segment_sum(x, y, num_segments=2)", f(2, 3), these([1, 0], dtype="int32")),
        ("ops.segment_sum(x, y, 2)", f(), these([1, 1], dtype="int32")),
    ],
    "SegmentMax": [
        ("ops.segment_max(x, np.array([0, 0]), num_segments=1) + x", f(3)),
        ("ops.segment_max(x, np.array([1, 0]), 2)", f(None, 3)),
        ("ops.segment_max(x, y, num_segments=2, sorted=False)", f(2, 3), these([1, 0], dtype="int32")),
    ],
}
MORE = {
    **{of_class: integers(FLOATS[of_class]) for of_class in ["Sum", "Mean", "Prod", "Var", "Std"]},
    "Max": [("ops.max(x, axis=1, initial=0.5)", f(2, 3)), ("ops.max(x, 1, True, 5)", f(3)), ("ops.max(x, axis=1)", ints(-4, 5, 3)), ("ops.max(x, axis=1)", these(NAN))],
    "Min": [("ops.min(x, axis=1, initial=-0.5)", f(2, 3)), ("ops.min(x, axis=1)", ints(-4, 5, 3)), ("ops.min(x, axis=1)", these(NAN))],
    "Sum": integers("sum") + [("ops.sum(x, 1, True)", f(3)), ("ops.sum(x > 0, axis=1)", f(3))],
    "Prod": integers("prod") + [("ops.prod(x, axis=1, dtype='float32')", ints(-4, 5, 3)), ("ops.prod(x, axis=1)", these([[0, 2, 3], [0, 0, 4]]))],
    "Logsumexp": [("ops.logsumexp(x, axis=1)", these([[100, 101, -100], [-1000, -1001, -1002]]))],
    "Std": integers("std") + [("ops.std(x, axis=1)", positive(1, 3))],
}  # fmt: skip
CASES = {of_class: cases + MORE.get(of_class, []) for of_class, cases in CASES.items()}
