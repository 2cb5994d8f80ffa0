"""Convolutions, plain, transposed, depthwise and separable, over time and over images."""

from goldens_contract import family, floats, padded, parts
from keras import layers as L

TIME = {"inputs": [floats(6, 2)], "unknown": [floats(7, 2)]}
IMAGE = {"inputs": [floats(4, 3, 2)], "unknown": [floats(5, 5, 2)]}

UNKNOWN = ["defaults", "same", "strides_same", "dilation", "groups"]


def cases():
    for name, size, kernels in [
        ("Conv1D", {"filters": 3, "kernel_size": 2}, ["kernel"]),
        ("Conv1DTranspose", {"filters": 3, "kernel_size": 2}, ["kernel"]),
        ("DepthwiseConv1D", {"kernel_size": 2}, ["depthwise"]),
        ("SeparableConv1D", {"filters": 3, "kernel_size": 2}, ["depthwise", "pointwise"]),
    ]:
        yield from common(name, size, kernels, TIME, 3)
    for name, size, kernels in [
        ("Conv2D", {"filters": 3, "kernel_size": 2}, ["kernel"]),
        ("Conv2DTranspose", {"filters": 3, "kernel_size": 2}, ["kernel"]),
        ("DepthwiseConv2D", {"kernel_size": 2}, ["depthwise"]),
        ("SeparableConv2D", {"filters": 3, "kernel_size": 2}, ["depthwise", "pointwise"]),
    ]:
        yield from common(name, size, kernels, IMAGE, (3, 2))
        yield from family(name, cases={"sizes": {**size, "kernel_size": (2, 3), "padding": "same"}}, **IMAGE)
    yield from own()


def common(name, size, kernels, over, odd):
    """What all of them take. An odd kernel with padding "same" is padded otherwise than an even one."""
    given = {
        "defaults": size, "same": {**size, "padding": "same"}, "same_odd": {**size, "kernel_size": odd, "padding": "same"},
        "strides": {**size, "strides": 2}, "strides_same": {**size, "strides": 2, "kernel_size": 3, "padding": "same"},
        "dilation": {**size, "dilation_rate": 2}, "dilation_same": {**size, "dilation_rate": 2, "padding": "same"},
        "without_bias": {**size, "use_bias": False}, "activation": {**size, "activation": "tanh"},
        "activity": {**size, "activity_regularizer": "l2"}, "channels_first": {**size, "data_format": "channels_first"},
        **{part: {**size, **more} for part, more in parts(*kernels, "bias").items()},
    }
    if kernels[0] == "depthwise":
        given |= {"depth_multiplier": {**size, "depth_multiplier": 2}}
    known = {"inputs": over["inputs"]}
    plain = kernels[0] == "kernel"  # TensorFlow transposes the others' channels itself
    for case, arguments in given.items():
        alone = plain and (case == "channels_first" or name.endswith("Transpose") and case.startswith("dilation"))
        yield from family(name, cases={case: arguments}, **(over if case in UNKNOWN else known), backend="jax" if alone else "tensorflow")


def own():
    yield from family("Conv1D", [floats(6, 4)], {
        "groups": {"filters": 6, "kernel_size": 3, "groups": 2}, "groups_same_strides": {"filters": 4, "kernel_size": 3, "groups": 4, "padding": "same", "strides": 2},
    }, [floats(8, 4)])
    yield from family("Conv1D", cases={
        "causal": {"filters": 2, "kernel_size": 3, "padding": "causal"}, "causal_dilated": {"filters": 2, "kernel_size": 2, "padding": "causal", "dilation_rate": 2},
        "causal_strides": {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "causal"},
    }, **TIME)
    yield from family("Conv1D", [padded(6, 2)], {"masked": {"filters": 3, "kernel_size": 2}}, [padded(8, 2)], before=[L.Masking])
    yield from family("Conv2D", [floats(5, 4, 4)], {"groups": {"filters": 6, "kernel_size": (3, 2), "groups": 2}}, [floats(6, 6, 4)])
    yield from family("Conv1D", TIME["inputs"], {"lora": {"filters": 4, "kernel_size": 2, "lora_rank": 2, "lora_alpha": 3, "kernel_regularizer": "l2"}})
    yield from family("Conv2D", IMAGE["inputs"], {"lora": {"filters": 4, "kernel_size": 2, "groups": 1, "lora_rank": 1, "lora_alpha": 3}})
    yield from family("Conv2D", cases={
        "strides_of_each": {"filters": 2, "kernel_size": 2, "strides": (2, 1)}, "dilation_of_each": {"filters": 2, "kernel_size": 2, "dilation_rate": (1, 2)},
    }, **IMAGE)
    transposed = {"filters": 2, "kernel_size": 3, "strides": 2}
    yield from family("Conv1DTranspose", cases={
        "output_padding": {**transposed, "output_padding": 1}, "output_padding_same": {**transposed, "padding": "same", "output_padding": 1},
        "no_output_padding": {**transposed, "padding": "same", "output_padding": 0}, "strides_beyond": {"filters": 2, "kernel_size": 2, "strides": 3},
        "strides_beyond_same": {"filters": 2, "kernel_size": 2, "strides": 3, "padding": "same"},
    }, **TIME)
    yield from family("Conv2DTranspose", IMAGE["inputs"], {
        "output_padding": {**transposed, "output_padding": 1}, "output_padding_same": {**transposed, "padding": "same", "output_padding": (1, 0)},
        "strides_of_each": {**transposed, "strides": (1, 2)}, "strides_beyond": {"filters": 2, "kernel_size": 2, "strides": 3},
        "strides_beyond_same": {"filters": 2, "kernel_size": 2, "strides": 3, "padding": "same"},
    })
    yield from family("DepthwiseConv2D", cases={
        "multiplier_strides_same": {"kernel_size": 3, "depth_multiplier": 2, "strides": 2, "padding": "same"},
        "multiplier_dilation": {"kernel_size": 2, "depth_multiplier": 3, "dilation_rate": 2},
    }, **IMAGE)
    yield from family("SeparableConv2D", cases={
        "multiplier_strides_same": {"filters": 3, "kernel_size": 3, "depth_multiplier": 2, "strides": 2, "padding": "same"},
    }, **IMAGE)
