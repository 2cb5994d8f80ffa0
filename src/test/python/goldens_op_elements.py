"""Cases of ops of single elements: arithmetic, functions, comparisons, and what is chosen by them."""

from goldens_op import bools, f, ints, positive, these, unit

ZEROS = [[0, 1.5, -2.0, 0], [-0.0, 3, -0.25, 1]]
HALVES = [[-2.5, -1.5, -0.5, 0.5, 1.5, 2.5], [-1.2, 0, 0.2, 1.7, -1.7, 3]]
ODD = [[float("nan"), float("inf"), 1], [float("-inf"), 0, -2.5]]

UNARY = {
    "Absolute": ("absolute", f), "Negative": ("negative", f), "Sign": ("sign", f), "Square": ("square", f),
    "Sqrt": ("sqrt", positive), "Rsqrt": ("rsqrt", positive), "Reciprocal": ("reciprocal", f), "Exp": ("exp", f),
    "Expm1": ("expm1", f), "Log": ("log", positive), "Log1p": ("log1p", positive), "Log2": ("log2", positive),
    "Log10": ("log10", positive), "Sin": ("sin", f), "Cos": ("cos", f), "Tan": ("tan", unit), "Arcsin": ("arcsin", unit),
    "Arccos": ("arccos", unit), "Arctan": ("arctan", f), "Sinh": ("sinh", f), "Cosh": ("cosh", f), "Tanh": ("tanh", f),
    "Arcsinh": ("arcsinh", f), "Arccosh": ("arccosh", lambda *shape: shifted(*shape)), "Arctanh": ("arctanh", unit),
    "Floor": ("floor", f), "Ceil": ("ceil", f), "Round": ("round", f), "Trunc": ("trunc", f), "Erf": ("erf", f),
    "Erfinv": ("erfinv", unit), "Isnan": ("isnan", f), "Isinf": ("isinf", f), "Isfinite": ("isfinite", f),
    "LogicalNot": ("logical_not", f), "NanToNum": ("nan_to_num", f), "StopGradient": ("stop_gradient", f),
}  # fmt: skip
BINARY = {
    "Add": ("add", "+"), "Subtract": ("subtract", "-"), "Multiply": ("multiply", "*"), "Divide": ("divide", None),
    "TrueDivide": ("true_divide", "/"), "FloorDivide": ("floor_divide", "//"), "Mod": ("mod", "%"), "Power": ("power", "**"),
    "Maximum": ("maximum", None), "Minimum": ("minimum", None), "Logaddexp": ("logaddexp", None), "Arctan2": ("arctan2", None),
    "Equal": ("equal", None), "NotEqual": ("not_equal", "!="), "Greater": ("greater", ">"), "GreaterEqual": ("greater_equal", ">="),
    "Less": ("less", "<"), "LessEqual": ("less_equal", "<="),
}  # fmt: skip
LOGICAL = {"LogicalAnd": ("logical_and", "&"), "LogicalOr": ("logical_or", "|"), "LogicalXor": ("logical_xor", "^")}
FLOATS_ONLY = ["Reciprocal", "Erfinv", "Rsqrt", "Erf", "StopGradient"]
COMPARISONS = ["Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual"]


def shifted(*shape):
    given = positive(*shape)
    draw = given.draw
    given.draw = lambda random, shape: draw(random, shape) + 1
    return given


def unary(class_name, name, draw):
    call = f"ops.{name}(x)"
    cases = [(call, draw(2, 3)), (call, draw(None, 3)), (call, draw())]
    if class_name not in FLOATS_ONLY:
        cases.append((call, ints(1, 2, 3) if class_name.startswith("Arc") else ints(1, 4, 3)))
    return cases


def binary(class_name, name, sign):
    power = class_name == "Power"
    draw, first = (positive, 1) if power else (f, -4)
    call = f"ops.{name}(x, y)"
    infix = f"x {sign} y" if sign else call
    cases = [
        (call, draw(2, 3), f(2, 3)),
        (infix, draw(None, 3), f(None, 3)),
        (infix, draw(2, 3), f(1, 3)),
        (infix, draw(2, 1), f(1, 3)),
        (infix, draw(None, 3), f(1, 1)),
        (infix, draw(), f()),
        (f"x {sign} 2" if sign else f"ops.{name}(x, 2)", draw(3)),
        (f"2.5 {sign} x" if sign and class_name not in COMPARISONS else f"ops.{name}(2.5, x)", f(3)),
        (f"ops.{name}(x, array(3))", draw(2, 3)),
        (f"ops.{name}(np.abs(array(2, 1)), x)", f(2, 3)),
        (infix, ints(first, 5, 4), ints(1, 4, 4)),
        (infix, ints(first, 5, 4), positive(4)),
        (f"x {sign} 2" if sign else f"ops.{name}(x, 2)", ints(first, 5, 4)),
        (f"x {sign} 1.5" if sign else f"ops.{name}(x, 1.5)", ints(first, 5, 4)),
    ]
    arithmetic = class_name not in COMPARISONS and class_name not in ["Divide", "Logaddexp", "Arctan2"]
    return cases if arithmetic else cases[:3] + cases[5:11] + cases[12:13]


def logical(name, sign):
    call = f"ops.{name}(x, y)"
    return [
        (call, bools(2, 3), bools(2, 3)),
        (f"x {sign} y", bools(None, 3), bools(1, 3)),
        (call, these(ZEROS), these([[0, 0, 1, 1], [2, 0, -1, 0]])),
        (call, ints(0, 2, 4), ints(0, 2, 4)),
        (f"ops.{name}(x > 0, x < 1)", f(4)),
        (f"ops.{name}(x, True)", bools(3)),
        (f"ops.{name}(np.array([True, False, True]), x)", bools(2, 3)),
    ]


CASES = {
    **{of_class: unary(of_class, *op) for of_class, op in UNARY.items()},
    **{of_class: binary(of_class, *op) for of_class, op in BINARY.items()},
    **{of_class: logical(*op) for of_class, op in LOGICAL.items()},
    "Clip": [
        ("ops.clip(x, -1, 1)", f(2, 3)),
        ("ops.clip(x, 0.0, 2.5)", f(None, 3)),
        ("ops.clip(x, -1, 1)", these([[-1, 1, 0.5], [2, -2, 1]])),
        ("ops.clip(x, -1, 2)", ints(-4, 5, 4)),
        ("ops.clip(x, 0, 1)", f()),
    ],
    "Where": [
        ("ops.where(x > 0, x, 0.0)", f(2, 3)),
        ("ops.where(x > 0, x, y)", f(None, 3), f(None, 3)),
        ("ops.where(x, y, z)", bools(2, 3), f(1, 3), f(2, 1)),
        ("ops.where(x, 1, -1)", bools(3)),
        ("ops.where(x > 1, 1.0, 0.0)", f(3)),
        ("ops.where(x, y, 2)", bools(3), ints(-3, 4, 3)),
        ("ops.where(x, y, z)", bools(3), ints(-3, 4, 3), f(3)),
        ("ops.where(x < 0, array(3), x)", f(2, 3)),
        ("ops.where(np.array([True, False, True]), x, -x)", f(2, 3)),
        ("ops.where(x, y, 0.0)", bools(1), f(4)),
        ("ops.where(x, y, z)", bools(), f(), f()),
        ("ops.where(x > 0, ops.log(ops.maximum(x, 0.1)), x)", f(4)),
        ("ops.where(x, y, 0.5)", ints(0, 2, 4), f(4)),
    ],
    "Cast": [
        ("ops.cast(x, 'int32')", f(2, 3)),
        ("ops.cast(ops.cast(x, 'int32'), 'float32')", f(None, 3)),
        ("ops.cast(x, 'float32') * y", ints(-3, 4, 3), f(3)),
        ("ops.cast(x, 'bool')", these(ZEROS)),
        ("ops.cast(x, 'bool')", ints(0, 2, 4)),
        ("ops.cast(ops.cast(x, 'bool'), 'float32') + x", these(ZEROS)),
        ("ops.cast(x, 'float32')", bools(2, 3)),
        ("ops.cast(x, 'int32')", bools(3)),
        ("ops.cast(x > 0, 'float32') * x", f(3)),
        ("ops.cast(x, 'float32')", f()),
        ("ops.cast(x, 'int64')", f(3)),
        ("ops.cast(x, 'uint8')", positive(3)),
        ("ops.cast(ops.cast(x, 'float16'), 'float32')", f(3)),
    ],
}
MORE = {
    "Absolute": [("abs(x)", these(ZEROS)), ("ops.abs(x)", ints(-4, 5, 4))],
    "Negative": [("-x", f(2, 3)), ("-x", ints(-4, 5, 4))],
    "Sign": [("ops.sign(x)", these(ZEROS)), ("ops.sign(x)", ints(-1, 2, 4))],
    "Sqrt": [("ops.sqrt(x) * y", these([[0, 4], [0.25, 9]]), f(2)), ("ops.sqrt(x)", these([[-1, 4, 2], [0.25, 9, 3]]))],
    "Log": [("ops.log(x)", these([[0, -1], [1, 4]]))],
    "Round": [("ops.round(x)", these(HALVES)), ("ops.round(x, 1)", f(4)), ("ops.round(x, decimals=-1)", these([[14, -26, 35], [5, 15, 3]])),
              ("ops.round(x, 2)", f(3))],
    "Floor": [("ops.floor(x)", these(HALVES))],
    "Ceil": [("ops.ceil(x)", these(HALVES))],
    "Trunc": [("ops.trunc(x)", these(HALVES))],
    "Isnan": [("ops.isnan(x)", these(ODD))],
    "Isinf": [("ops.isinf(x)", these(ODD))],
    "Isfinite": [("ops.isfinite(x)", these(ODD))],
    "LogicalNot": [("ops.logical_not(x)", bools(2, 3)), ("~x", bools(3)), ("ops.logical_not(x)", these(ZEROS))],
    "NanToNum": [("ops.nan_to_num(x)", these(ODD)), ("ops.nan_to_num(x, 0.5, posinf=9, neginf=-8)", these(ODD)),
                 ("ops.nan_to_num(x, nan=2.0)", these(ODD))],
    "StopGradient": [("x * ops.stop_gradient(x)", f(3)), ("ops.stop_gradient(x) + y", f(2, 3), f(2, 3)), ("ops.stop_gradient(x)", ints(0, 4, 3))],
    "Power": [("x ** 2", these(ZEROS)), ("x ** 3", f(4)), ("x ** 0.5", positive(3)), ("x ** -1", positive(3)), ("2 ** x", f(3)), ("2 ** x", ints(0, 4, 3))],
    "FloorDivide": [("x // y", these([[7, -7, 7, -7], [6, -6, 0, 1]]), these([[2, 2, -2, -2], [3, 4, 5, -3]])),
                    ("x // y", these([[7, -7, 7, -7]] * 2, dtype="int32"), these([[2, 2, -2, -2]] * 2, dtype="int32"))],
    "Mod": [("x % y", these([[7, -7, 7, -7], [6, -6, 0, 1]]), these([[2, 2, -2, -2], [3, 4, 5, -3]])),
            ("x % y", these([[7, -7, 7, -7]] * 2, dtype="int32"), these([[2, 2, -2, -2]] * 2, dtype="int32")), ("x % 1.0", f(3)), ("5 % x", f(3))],
    "TrueDivide": [("2 / x", f(3)), ("x / 4", ints(-4, 5, 3)), ("x / y", these([[1, -1, 0], [2, 3, 4]]), these([[0, 0, 0], [1, 2, 3]]))],
    "Divide": [("ops.divide(x, y)", these([[1, -1, 0], [2, 3, 4]]), these([[0, 0, 0], [1, 2, 3]]))],
    "Multiply": [("x * 2 + 1", f(3)), ("x * ops.linspace(0, 1, 3)", f(3)), ("ops.eye(3) * x", f(3, 3)), ("x * x", f(None, 3)), ("x * y", bools(3), f(3)), ("x * y", these([[0, 2]] * 2), these([[float("inf"), 3]] * 2))],
    "Add": [("x + y + x", f(2, 3), f(2, 3)), ("x + array(2, 1)", f(2, 3)), ("x + np.float32(0.1)", f(3)), ("x + ops.ones((3,))", f(2, 3)), ("x + y", bools(3), ints(0, 3, 3)), ("x + True", f(3)),
            ("x + ops.arange(3)", f(3)), ("x + np.array([1.0, 2.0, 3.0])", f(3)), ("x + np.array([1, 2, 3])", f(3)), ("x + np.array([1, 2, 3])", ints(0, 4, 3))],
    "Subtract": [("2 - x", f(3)), ("1 - x", ints(0, 4, 3)), ("x - x", f(3))],
    "Maximum": [("ops.maximum(x, y)", these([[1, 2, 0], [3, 3, -1]]), these([[1, 1, 0], [3, 4, -1]])), ("ops.maximum(x, 0)", these(ZEROS)),
                ("ops.maximum(0.0, x)", f(None, 3)), ("ops.maximum(x, y)", these([[float("nan"), 1]] * 2), these([[1, float("nan")]] * 2))],
    "Minimum": [("ops.minimum(x, y)", these([[1, 2, 0], [3, 3, -1]]), these([[1, 1, 0], [3, 4, -1]])), ("ops.minimum(x, 0)", these(ZEROS))],
    "Arctan2": [("ops.arctan2(x, y)", these([[0, 1, -1], [0, 1, -1]]), these([[1, 0, 0], [-1, -2, -2]]))],
    "Logaddexp": [("ops.logaddexp(x, y)", these([[100, -100, 1]] * 2), these([[99, 100, 1]] * 2))],
}  # fmt: skip
for of_class in COMPARISONS:
    call = f"ops.{BINARY[of_class][0]}"
    MORE[of_class] = [
        (f"{call}(x, y)", these([[1, 2, 0], [3, 3, -1]]), these([[1, 1, -0.0], [3, 4, -1]])),
        (f"{call}(x, y)", these([[float("nan"), 1]] * 2), these([[float("nan"), float("nan")]] * 2)),
        (f"ops.where({call}(x, 0.5), x, -x)", f(3)),
    ]
CASES = {of_class: cases + MORE.get(of_class, []) for of_class, cases in CASES.items()}
