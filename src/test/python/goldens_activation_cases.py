"""The activations of which goldens are made, by name and arguments."""


def activation_cases(a):
    """Functions of one array; a: keras.activations."""
    functions = {name: getattr(a, name) for name in dir(a) if name not in ("get", "serialize", "deserialize", "threshold") and name[0] != "_"}
    functions["celu alpha=0.5"] = lambda x: a.celu(x, alpha=0.5)
    functions["elu alpha=0.5"] = lambda x: a.elu(x, alpha=0.5)
    functions["gelu approximate=True"] = lambda x: a.gelu(x, approximate=True)
    functions["hard_shrink threshold=0.9"] = lambda x: a.hard_shrink(x, threshold=0.9)
    functions["leaky_relu negative_slope=0.3"] = lambda x: a.leaky_relu(x, negative_slope=0.3)
    functions["relu negative_slope=0.1"] = lambda x: a.relu(x, negative_slope=0.1)
    functions["relu max_value=1.5"] = lambda x: a.relu(x, max_value=1.5)
    functions["relu all"] = lambda x: a.relu(x, negative_slope=0.1, max_value=1.5, threshold=-0.7)
    functions["soft_shrink threshold=0.9"] = lambda x: a.soft_shrink(x, threshold=0.9)
    functions["squareplus b=2"] = lambda x: a.squareplus(x, b=2)
    functions["threshold 0.3 -2"] = lambda x: a.threshold(x, 0.3, -2.0)
    return functions
