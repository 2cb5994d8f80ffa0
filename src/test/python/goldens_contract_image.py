"""Pooling, padding, cropping, repeating and resizing, over time and over images."""

from goldens_contract import family, floats, padded
from keras import layers as L

TIME = {"inputs": [floats(6, 2)], "unknown": [floats(8, 2)]}
IMAGE = {"inputs": [floats(5, 4, 2)], "unknown": [floats(6, 5, 2)]}
FIRST = {"data_format": "channels_first"}


def cases():
    yield from pooling()
    yield from padding()
    yield from resizing()


def pooling():
    for name in ["MaxPooling1D", "AveragePooling1D"]:
        yield from family(name, cases={
            "defaults": {"pool_size": 2}, "strides": {"pool_size": 3, "strides": 2}, "strides_beyond": {"pool_size": 1, "strides": 2},
            "same": {"pool_size": 3, "strides": 2, "padding": "same"}, "same_overlapping": {"pool_size": 3, "strides": 1, "padding": "same"},
        }, **TIME)
        yield from family(name, [floats(2, 6)], {"channels_first": {"pool_size": 2, **FIRST}}, [floats(2, 9)])
        yield from family(name, [padded(6, 2)], {"masked": {"pool_size": 2}}, [padded(8, 2)], before=[L.Masking])
    for name in ["MaxPooling2D", "AveragePooling2D"]:
        yield from family(name, cases={
            "defaults": {"pool_size": 2}, "strides": {"pool_size": (3, 2), "strides": (2, 1)},
            "same": {"pool_size": 3, "strides": 2, "padding": "same"}, "same_overlapping": {"pool_size": (3, 2), "strides": 1, "padding": "same"},
        }, **IMAGE)
        yield from family(name, [floats(2, 5, 4)], {"channels_first": {"pool_size": 2, **FIRST}}, [floats(2, 7, 6)])
    yield from family("MaxPooling1D", cases={"by_default": {}}, **TIME)
    yield from family("MaxPooling2D", cases={"by_default": {}}, **IMAGE)
    for kind in ["Average", "Max"]:
        name = f"Global{kind}Pooling"
        yield from family(f"{name}1D", cases={"defaults": {}, "keepdims": {"keepdims": True}}, **TIME)
        yield from family(f"{name}1D", [floats(2, 6)], {"channels_first": FIRST, "channels_first_keepdims": {**FIRST, "keepdims": True}}, [floats(2, 9)])
        yield from family(f"{name}1D", [padded(6, 2)], {"masked": {}, "masked_keepdims": {"keepdims": True}}, [padded(8, 2)], before=[L.Masking])
        yield from family(f"{name}2D", cases={"defaults": {}, "keepdims": {"keepdims": True}}, **IMAGE)
        yield from family(f"{name}2D", [floats(2, 5, 4)], {"channels_first": FIRST, "channels_first_keepdims": {**FIRST, "keepdims": True}}, [floats(2, 7, 6)])


def padding():
    for name, argument in [("ZeroPadding", "padding"), ("Cropping", "cropping")]:
        yield from family(f"{name}1D", cases={"defaults": {}, "number": {argument: 2}, "both": {argument: (1, 2)}}, **TIME)
        yield from family(f"{name}2D", cases={
            "defaults": {}, "number": {argument: 1}, "of_each": {argument: (2, 1)}, "sides": {argument: ((1, 2), (0, 1))},
        }, **IMAGE)
        yield from family(f"{name}2D", [floats(2, 5, 4)], {"channels_first": {argument: ((1, 2), (0, 1)), **FIRST}}, [floats(2, 7, 6)])
    yield from family("ZeroPadding1D", [floats(2, 6)], {"channels_first": {"padding": (1, 2), **FIRST}}, [floats(2, 9)])


def resizing():
    yield from family("UpSampling1D", cases={"defaults": {}, "size": {"size": 3}}, **TIME)
    small, larger = [floats(2, 3, 2)], [floats(4, 2, 2)]
    yield from family("UpSampling2D", small, {
        "defaults": {}, "size": {"size": (3, 2)}, "bilinear": {"interpolation": "bilinear"}, "bilinear_size": {"size": (2, 3), "interpolation": "bilinear"},
        "bicubic": {"interpolation": "bicubic"}, "lanczos3": {"interpolation": "lanczos3"}, "lanczos5": {"interpolation": "lanczos5"},
    }, larger)
    yield from family("UpSampling2D", [floats(2, 2, 3)], {
        "channels_first": {"size": (1, 2), **FIRST}, "channels_first_bilinear": {"interpolation": "bilinear", **FIRST},
    }, [floats(2, 4, 2)])
    size, wide = {"height": 4, "width": 3}, {"height": 3, "width": 6}
    yield from family("Resizing", cases={
        "defaults": size, "nearest": {**size, "interpolation": "nearest"}, "bicubic": {**size, "interpolation": "bicubic"},
        "lanczos3": {**size, "interpolation": "lanczos3"}, "lanczos5": {**size, "interpolation": "lanczos5"},
        "larger": {"height": 8, "width": 7}, "larger_nearest": {"height": 8, "width": 7, "interpolation": "nearest"},
        "antialias": {"height": 2, "width": 3, "antialias": True}, "crop_to_aspect_ratio": {**wide, "crop_to_aspect_ratio": True},
        "pad_to_aspect_ratio": {**wide, "pad_to_aspect_ratio": True}, "fill_value": {**wide, "pad_to_aspect_ratio": True, "fill_value": 0.5},
        "crop_nearest": {**wide, "crop_to_aspect_ratio": True, "interpolation": "nearest"},
        "pad_nearest": {"height": 6, "width": 3, "pad_to_aspect_ratio": True, "interpolation": "nearest"},
    }, **IMAGE)
    yield from family("Resizing", [floats(2, 5, 4)], {"channels_first": {**size, **FIRST}}, [floats(2, 7, 6)])
