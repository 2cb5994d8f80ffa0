"""Layers without time or space: Dense, Embedding, activations, shapes, noise, merges."""

import keras
from goldens_contract import calls, family, flags, floats, ids, padded, parts, unmasked
from keras import layers as L


def cases():
    yield from weights()
    yield from activations()
    yield from shapes()
    yield from noise()
    yield from merges()


def weights():
    over_time = {"inputs": [floats(4, 3)], "unknown": [floats(6, 3)]}
    yield from family("Dense", [floats(3)], {
        "defaults": {"units": 4}, "without_bias": {"units": 2, "use_bias": False}, "activation": {"units": 4, "activation": "softplus"},
        "lora": {"units": 4, "lora_rank": 2, "lora_alpha": 3}, "activity": {"units": 3, "activity_regularizer": "l2"},
        "norm_constraints": {"units": 4, "kernel_constraint": keras.constraints.MinMaxNorm(0.3, 0.8, 0.6), "bias_constraint": "unit_norm"},
        **{name: {"units": 4, **given} for name, given in parts("kernel", "bias").items()},
    })
    yield from family("Dense", cases={"over_time": {"units": 2, "activation": "relu"}, "softmax": {"units": 4, "activation": "softmax"}}, **over_time)
    yield from family("Dense", [padded(4, 3)], {"masked": {"units": 2}}, [padded(5, 3)], before=[L.Masking])
    yield from family("Dense", [floats(3, 2, 4)], {"of_images": {"units": 2}}, [floats(5, 4, 4)])
    words = {"inputs": [ids(4, below=6)], "unknown": [ids(6, below=6)]}
    size = {"input_dim": 6, "output_dim": 3}
    yield from family("Embedding", cases={
        "defaults": size, "mask_zero": {**size, "mask_zero": True}, "lora": {**size, "lora_rank": 2, "lora_alpha": 3},
        **{name: {**size, **given} for name, given in parts("embeddings").items()},
    }, **words)
    yield from family("Embedding", [ids(4, below=6, dtype="int32")], {"int32": size}, [ids(5, below=6, dtype="int32")])
    yield from family("Embedding", [ids(3, 2, below=6)], {"of_two_axes": size}, [ids(4, 5, below=6)])
    yield from family("Masking", [padded(4, 3)], {"defaults": {}, "value": {"mask_value": 0.5}}, [padded(6, 3)])


def activations():
    names = ["relu", "tanh", "sigmoid", "softmax", "log_softmax", "gelu", "silu", "elu", "selu", "celu", "glu", "mish", "softsign", "exponential"]
    names += ["softplus", "relu6", "leaky_relu", "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink", "tanh_shrink"]
    names += ["log_sigmoid", "squareplus", "sparse_plus", "sparsemax", "sparse_sigmoid", "linear"]
    yield from family("Activation", [floats(3, 4)], {name: {"activation": name} for name in names})
    yield from family("Activation", [floats(3, 4)], {"unknown": {"activation": "tanh"}}, [floats(5, 4)])
    yield from family("ActivityRegularization", [floats(3)], {"defaults": {}, "both": {"l1": 0.2, "l2": 0.1}})
    over_time = {"inputs": [floats(3, 4)], "unknown": [floats(5, 4)]}
    yield from family("ReLU", cases={
        "defaults": {}, "max_value": {"max_value": 0.5}, "negative_slope": {"negative_slope": 0.2}, "threshold": {"threshold": 0.3},
        "all": {"max_value": 0.8, "negative_slope": 0.25, "threshold": 0.4},
    }, **over_time)
    yield from family("LeakyReLU", cases={"defaults": {}, "negative_slope": {"negative_slope": 0.1}}, **over_time)
    yield from family("ELU", cases={"defaults": {}, "alpha": {"alpha": 0.4}}, **over_time)
    yield from family("PReLU", [floats(3, 4)], {"defaults": {}, **parts("alpha")})
    yield from family("PReLU", cases={"shared_axis": {"shared_axes": [1]}}, **over_time)
    yield from family("PReLU", [floats(3, 2, 4)], {"shared_axes": {"shared_axes": (1, 2)}}, [floats(4, 5, 4)])
    yield from family("Softmax", cases={"defaults": {}, "axis": {"axis": 1}}, **over_time)
    yield from family("Softmax", [floats(3, 2, 4)], {"axes": {"axis": [1, -1]}}, [floats(5, 2, 4)])
    masked = {"inputs": [floats(3, 4), flags(3, 4)], "unknown": [floats(5, 4), flags(5, 4)]}
    yield from calls("Softmax", cases={
        "masked": lambda x, mask: unmasked(L.Softmax()(x, mask=mask)), "axes_masked": lambda x, mask: unmasked(L.Softmax(axis=(1, 2))(x, mask=mask)),
    }, **masked)


def shapes():
    yield from family("Reshape", [floats(4, 3)], {"defaults": {"target_shape": (2, 6)}, "flat": {"target_shape": (12,)}})
    yield from family("Reshape", [floats(4, 6)], {
        "rest": {"target_shape": (-1, 3)}, "rest_last": {"target_shape": (2, -1)}, "rest_within": {"target_shape": (2, -1, 3)},
    }, [floats(6, 6)])
    yield from family("Permute", [floats(2, 3, 4)], {"defaults": {"dims": (2, 1, 3)}, "turned": {"dims": [3, 1, 2]}}, [floats(2, 5, 4)])
    yield from family("RepeatVector", [floats(3)], {"defaults": {"n": 4}})
    over_time = {"inputs": [floats(4, 3)], "unknown": [floats(6, 3)]}
    yield from family("Identity", cases={"defaults": {}}, **over_time)
    yield from family("Identity", [padded(4, 3)], {"masked": {}}, [padded(6, 3)], before=[L.Masking])
    of_activations = {"defaults": {"function": keras.activations.tanh}, "arguments": {"function": keras.activations.leaky_relu, "arguments": {"negative_slope": 0.3}}}
    of_activations["threshold"] = {"function": keras.activations.threshold, "arguments": {"threshold": 0.2, "default_value": -1}}
    yield from family("Lambda", cases=of_activations, **over_time)
    yield from family("Lambda", [floats(4, 3)], {"output_shape": {"function": keras.activations.tanh, "output_shape": (4, 3)}})
    yield from family("Lambda", [padded(4, 3)], {"masked": of_activations["defaults"]}, [padded(6, 3)], before=[L.Masking])
    yield from family("Rescaling", cases={"defaults": {"scale": 0.5}, "offset": {"scale": 2.0, "offset": -1}}, **over_time)
    yield from family("Rescaling", cases={"of_each": {"scale": [0.5, 2, -1], "offset": [1, 0, 0.25]}}, **over_time)
    yield from family("Flatten", [floats(4, 3)], {"defaults": {}})
    yield from family("Flatten", [floats(3, 2, 2)], {"channels_last": {"data_format": "channels_last"}, "channels_first": {"data_format": "channels_first"}})
    yield from family("Flatten", [floats()], {"of_numbers": {}})
    yield from family("Flatten", [floats(4, 3)], {"unknown": {}}, [floats(5, 3)])


def noise():
    random = {"inputs": [floats(4, 3)], "unknown": [floats(6, 3)], "random": True}
    yield from family("Dropout", cases={
        "defaults": {"rate": 0.4}, "seed": {"rate": 0.4, "seed": 3}, "noise_shape": {"rate": 0.4, "noise_shape": (None, 1, 3)},
    }, **random)
    yield from family("Dropout", [floats(4, 3)], {"never": {"rate": 0}}, [floats(6, 3)])
    yield from family("GaussianNoise", cases={"defaults": {"stddev": 0.3}, "seed": {"stddev": 0.3, "seed": 3}}, **random)
    yield from family("SpatialDropout1D", cases={"defaults": {"rate": 0.4}, "seed": {"rate": 0.4, "seed": 3}}, **random)


def merges():
    pair, longer = [floats(4, 3), floats(4, 3)], [floats(6, 3), floats(6, 3)]
    three, spread = [floats(3), floats(3), floats(3)], [floats(4, 3), floats(1, 3), floats(3)]
    for name in ["Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"]:
        new = getattr(L, name)
        merge = lambda *x, new=new: new()(list(x))
        yield from calls(name, pair, {"defaults": merge}, longer)
        if name != "Subtract":
            yield from calls(name, three, {"of_three": merge})
        yield from calls(name, spread[: 2 if name == "Subtract" else 3], {"broadcast": merge})
        masked = lambda a, b, new=new: new()([L.Masking()(a), L.Masking()(b)])
        yield from calls(name, [padded(4, 3), padded(4, 3)], {"masked": masked}, [padded(5, 3), padded(5, 3)])
    yield from calls("Concatenate", pair, {"defaults": lambda a, b: L.Concatenate()([a, b])}, longer)
    yield from calls("Concatenate", [floats(4, 3), floats(2, 3)], {"axis": lambda a, b: L.Concatenate(axis=1)([a, b])}, [floats(5, 3), floats(3, 3)])
    yield from calls("Concatenate", [padded(4, 3), floats(4, 2)], {"masked": lambda a, b: L.Concatenate()([L.Masking()(a), b])}, [padded(5, 3), floats(5, 2)])
    both = lambda a, b: L.Concatenate(axis=1)([L.Masking()(a), L.Masking()(b)])
    yield from calls("Concatenate", [padded(4, 3), padded(3, 3)], {"masked_over_time": both}, [padded(5, 3), padded(4, 3)])
    yield from calls("Dot", [floats(3), floats(3)], {"defaults": lambda a, b: L.Dot(1)([a, b]), "normalize": lambda a, b: L.Dot(axes=1, normalize=True)([a, b])})
    yield from calls("Dot", [floats(4, 3), floats(5, 3)], {
        "of_matrices": lambda a, b: L.Dot(axes=2)([a, b]), "of_matrices_normalized": lambda a, b: L.Dot(axes=-1, normalize=True)([a, b]),
    }, [floats(6, 3), floats(2, 3)])
    yield from calls("Dot", [floats(4, 3), floats(2, 4)], {"axes": lambda a, b: L.Dot(axes=(1, 2))([a, b])})
    yield from calls("Dot", [floats(4, 3), floats(3)], {"matrix_and_vector": lambda a, b: L.Dot(axes=(2, 1))([a, b])}, [floats(6, 3), floats(3)])
