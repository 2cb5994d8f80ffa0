"""Cases of activations and losses."""

from goldens_op import f, ints, shares, these, unit

KINKS = [[-6, -3, -2, -1, -0.5, 0], [-0.0, 0.5, 1, 2, 3, 6]]
FAR = [[-100, -20, 20, 100], [-8, 8, 0, 1]]
PLAIN = {
    "Relu": "relu", "Relu6": "relu6", "Sigmoid": "sigmoid", "SparseSigmoid": "sparse_sigmoid", "Softplus": "softplus", "Softsign": "softsign",
    "SoftShrink": "soft_shrink", "SparsePlus": "sparse_plus", "Silu": "silu", "Squareplus": "squareplus", "LogSigmoid": "log_sigmoid",
    "LeakyRelu": "leaky_relu", "HardSigmoid": "hard_sigmoid", "HardSilu": "hard_silu", "Elu": "elu", "Selu": "selu", "Gelu": "gelu",
    "Celu": "celu", "TanhShrink": "tanh_shrink", "HardTanh": "hard_tanh", "HardShrink": "hard_shrink",
}  # fmt: skip


def plain(name):
    call = f"ops.{name}(x)"
    return [(call, f(2, 3)), (call, f(None, 3)), (call, f()), (call, these(KINKS)), (call, these(FAR))]


def along_axis(name):
    call = f"ops.{name}(x"
    return [
        (f"{call})", f(4)),
        (f"{call})", f(None, 3)),
        (f"{call}, axis=1)", f(3, 2)),
        (f"{call}, axis=-2)", f(None, 3)),
        (f"{call})", these([[1, 1, 0, -1], [100, 99, -100, 100]])),
    ]


CASES = {
    **{of_class: plain(name) for of_class, name in PLAIN.items()},
    "Softmax": along_axis("softmax"),
    "LogSoftmax": along_axis("log_softmax"),
    "Sparsemax": along_axis("sparsemax"),
    "Glu": [("ops.glu(x)", f(4)), ("ops.glu(x, axis=1)", f(4, 3)), ("ops.glu(x)", f(None, 6)), ("ops.glu(x, axis=-2)", f(2, 3))],
    "ReLU": [
        ("keras.activations.relu(x)", f(3)),
        ("keras.activations.relu(x, negative_slope=0.25, max_value=1.5, threshold=0.1)", f(None, 3)),
        ("keras.activations.relu(x, max_value=2)", these(KINKS)),
    ],
    "Threshold": [
        ("ops.threshold(x, 0.5, -1)", f(2, 3)),
        ("ops.threshold(x, -1.0, 0.0)", f(None, 3)),
        ("ops.threshold(x, threshold=1, default_value=20)", these(KINKS)),
    ],
    "BinaryCrossentropy": [
        ("ops.binary_crossentropy(x, y)", shares(3), shares(3)),
        ("ops.binary_crossentropy(x, y)", these([[0, 1, 1], [0, 0, 1]]), shares(3)),
        ("ops.binary_crossentropy(x, y, from_logits=True)", shares(None, 3), f(None, 3)),
        ("ops.binary_crossentropy(x, y)", these([[0, 1, 0], [1, 0, 1]]), these([[0, 1, 1], [0, 0.5, 1]])),
        ("ops.binary_crossentropy(x, y, from_logits=True)", these([[0, 1, 0, 1]] * 2), these(FAR)),
        ("ops.binary_crossentropy(x, ops.sigmoid(y))", shares(3), f(3)),
        ("ops.binary_crossentropy(x, y)", shares(2, 3), shares(2, 3)),
    ],
    "CategoricalCrossentropy": [
        ("ops.categorical_crossentropy(x, y)", shares(3), shares(3)),
        ("ops.categorical_crossentropy(x, y, from_logits=True)", shares(3), f(3)),
        ("ops.categorical_crossentropy(x, y, from_logits=True)", shares(None, 3), f(None, 3)),
        ("ops.categorical_crossentropy(x, y, axis=1)", shares(3, 2), shares(3, 2)),
        ("ops.categorical_crossentropy(x, y, from_logits=True, axis=1)", shares(3, 2), f(3, 2)),
        ("ops.categorical_crossentropy(x, y)", these([[0, 1, 0], [1, 0, 0]]), these([[0, 1, 0], [0, 0.5, 0.5]])),
        ("ops.categorical_crossentropy(x, y)", shares(3), these([[1, 2, 3], [4, 5, 0.5]])),
        ("ops.categorical_crossentropy(x, ops.softmax(y))", shares(3), f(3)),
    ],
    "SparseCategoricalCrossentropy": [
        ("ops.sparse_categorical_crossentropy(x, y)", ints(0, 3), shares(3)),
        ("ops.sparse_categorical_crossentropy(x, y)", ints(0, 3, 1), shares(3)),
        ("ops.sparse_categorical_crossentropy(x, y, from_logits=True)", ints(0, 3), f(3)),
        ("ops.sparse_categorical_crossentropy(x, y, from_logits=True)", ints(0, 3, None), f(None, 3)),
        ("ops.sparse_categorical_crossentropy(x, y)", ints(0, 3, 4), shares(4, 3)),
        ("ops.sparse_categorical_crossentropy(x, y, from_logits=False, axis=-1)", ints(0, 3, 2), shares(2, 3)),
        ("ops.sparse_categorical_crossentropy(x, y)", these([1, 2], dtype="int32"), these([[0, 1, 0], [1, 0, 0]])),
        ("ops.sparse_categorical_crossentropy(x, y)", these([1, 2]), these([[1, 2, 3], [4, 5, 0.5]])),
    ],
    "CTCLoss": [
        ("ops.ctc_loss(x, y, z, w)", ints(1, 4, 3), f(6, 4), these([2, 3], dtype="int32"), these([6, 5], dtype="int32")),
        ("ops.ctc_loss(x, y, z, w, mask_index=3)", ints(0, 3, 3), f(6, 4), these([1, 3], dtype="int32"), these([6, 6], dtype="int32")),
        ("ops.ctc_loss(x, y, z, w)", these([[2, 2, 1], [3, 0, 0]], dtype="int32"), f(5, 4), these([3, 1], dtype="int32"), these([5, 4], dtype="int32")),
        ("ops.ctc_loss(x, y, z, w)", ints(1, 4, 2), f(None, 4), these([2, 2], dtype="int32"), these([4, 3], dtype="int32")),
    ],
    "InTopK": [("ops.in_top_k(x, y, 2)", these([1, 2], dtype="int32"), f(4)), ("ops.in_top_k(x, y, k=2)", these([1, 0], dtype="int32"), these([[1, 2, 2], [3, 3, 3]]))],
}
MORE = {
    "Relu": [("ops.relu(x)", ints(-3, 4, 3))],
    "SoftShrink": [("ops.soft_shrink(x, 1.25)", f(4))],
    "HardShrink": [("ops.hard_shrink(x, threshold=1.25)", f(4)), ("ops.hard_shrink(x)", unit(5))],
    "Squareplus": [("ops.squareplus(x, 2)", f(4)), ("ops.squareplus(x, b=0.5)", f(4))],
    "LeakyRelu": [("ops.leaky_relu(x, 0.1)", f(4)), ("ops.leaky_relu(x, negative_slope=0.5)", f(None, 3))],
    "Elu": [("ops.elu(x, 0.5)", f(4)), ("ops.elu(x, alpha=2)", f(4))],
    "Celu": [("ops.celu(x, 0.5)", f(4)), ("ops.celu(x, alpha=2)", f(4))],
    "Gelu": [("ops.gelu(x, approximate=False)", f(4)), ("ops.gelu(x, False)", these(FAR))],
    "SparsePlus": [("ops.sparse_plus(x)", unit(5))],
    "Silu": [("ops.swish(x)", f(3))],
    "HardSilu": [("ops.hard_swish(x)", f(3))],
}
CASES = {of_class: cases + MORE.get(of_class, []) for of_class, cases in CASES.items()}
