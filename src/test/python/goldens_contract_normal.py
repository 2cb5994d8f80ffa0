"""Layers that normalize."""

from goldens_contract import family, floats, padded, parts
from keras import layers as L


def cases():
    over_time = {"inputs": [floats(4, 3)], "unknown": [floats(6, 3)]}
    image = {"inputs": [floats(3, 2, 4)], "unknown": [floats(5, 3, 4)]}
    yield from family("LayerNormalization", cases={
        "defaults": {}, "epsilon": {"epsilon": 0.1}, "without_scale": {"scale": False}, "without_center": {"center": False},
        "without_weights": {"scale": False, "center": False}, **parts("gamma", "beta"),
    }, **over_time)
    yield from family("LayerNormalization", [floats(4, 3)], {"axis": {"axis": 1}}, [floats(4, 5)])
    yield from family("LayerNormalization", [floats(3, 2, 4)], {
        "axes": {"axis": [2, 3]}, "axes_from_the_end": {"axis": (-1, -2), "center": False}}, [floats(5, 2, 4)])
    yield from family("LayerNormalization", [floats(3, 2, 4)], {"axes_apart": {"axis": [1, 3]}}, [floats(3, 5, 4)])
    yield from family("LayerNormalization", [padded(4, 3)], {"masked": {}}, [padded(5, 3)], before=[L.Masking])
    yield from family("RMSNormalization", cases={"defaults": {}, "epsilon": {"epsilon": 0.1}}, **over_time)
    yield from family("RMSNormalization", [floats(3, 2, 4)], {"axes": {"axis": [2, 3]}}, [floats(5, 2, 4)])
    yield from family("UnitNormalization", cases={"defaults": {}, "axis": {"axis": 1}}, **over_time)
    yield from family("UnitNormalization", cases={"axes": {"axis": [1, 2, 3]}}, **image)
    yield from family("GroupNormalization", cases={
        "defaults": {"groups": 2}, "one_group": {"groups": 1}, "each_alone": {"groups": -1}, "epsilon": {"groups": 2, "epsilon": 0.1},
        "without_weights": {"groups": 2, "scale": False, "center": False},
        **{name: {"groups": 2, **given} for name, given in parts("gamma", "beta").items()},
    }, **image)
    yield from family("GroupNormalization", [floats(4, 3)], {"axis": {"groups": 2, "axis": 1}}, [floats(4, 5)])
    yield from family("BatchNormalization", cases={
        "defaults": {}, "momentum": {"momentum": 0.6}, "epsilon": {"epsilon": 0.1}, "without_scale": {"scale": False},
        "without_center": {"center": False}, "renorm": {"renorm": True, "renorm_momentum": 0.7},
        "renorm_clipped": {"renorm": True, "renorm_clipping": {"rmin": 0.9, "rmax": 1.1, "dmax": 0.1}},
        "moving_initializers": {"moving_mean_initializer": "ones", "moving_variance_initializer": "he_normal"},
        **parts("gamma", "beta"),
    }, **over_time)
    yield from family("BatchNormalization", [floats(3)], {"of_vectors": {}})
    yield from family("BatchNormalization", cases={"of_images": {"momentum": 0.8}}, **image)
    yield from family("BatchNormalization", [floats(4, 3)], {"axis": {"axis": 1}}, [floats(4, 5)])
    yield from family("BatchNormalization", [padded(4, 3)], {"masked": {"momentum": 0.5}}, [padded(5, 3)], before=[L.Masking])
    yield from family("Normalization", [floats(3)], {
        "defaults": {}, "given": {"mean": [0.1, 0.2, -0.3], "variance": [0.5, 1.5, 2]}, "numbers": {"mean": 0.5, "variance": 4.0},
        "inverted": {"mean": [0.1, 0.2, -0.3], "variance": [0.5, 1.5, 2], "invert": True},
    })
    yield from family("Normalization", cases={"axis_none": {"axis": None, "mean": 0.5, "variance": 2}, "over_time": {"axis": -1}}, **over_time)
    yield from family("Normalization", [floats(4, 3)], {"axes": {"axis": (1, 2)}})
    yield from family("Normalization", [floats(4, 3)], {"axis": {"axis": 1}}, [floats(4, 5)])
