"""Writes the data and the models that all contestants read into the working directory."""

import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import keras_bench

ONNX_NAMES = {"relu": "Relu", "sigmoid": "Sigmoid", "softmax": "Softmax"}


def learnable(work, rows, width, classes, random):
    """Random inputs, and labels that follow from them, all but some noise."""
    x = random.normal(size=(rows, width)).astype("float32")
    scores = x @ random.normal(size=(width, classes)) + random.normal(size=(rows, classes))
    y = scores.argmax(1) if classes > 1 else scores[:, 0] > 0
    x.tofile(f"{work}_x.bin")
    y.astype("float32").tofile(f"{work}_y.bin")
    return x, y


def images(rows, random):
    """Noise over one of ten pictures, which is the label."""
    y = random.integers(10, size=rows)
    x = random.normal(size=(rows, 784)) + random.normal(size=(10, 784))[y]
    x.astype("float32").tofile("cnn_x.bin")
    y.astype("float32").tofile("cnn_y.bin")


def write_onnx(model, file):
    """A Gemm and an activation for each Dense, as exporters write them."""
    nodes, weights, value = [], [], "x"
    for layer in model.layers:
        names = [f"{layer.name}_{part}" for part in ("kernel", "bias")]
        weights += [numpy_helper.from_array(w, n) for w, n in zip(layer.get_weights(), names)]
        activation = layer.activation.__name__
        result = "y" if layer is model.layers[-1] else f"{layer.name}_{activation}"
        nodes.append(helper.make_node("Gemm", [value, *names], [layer.name]))
        nodes.append(helper.make_node(ONNX_NAMES[activation], [layer.name], [result]))
        value = result
    shapes = {"x": model.input_shape[1], "y": model.output_shape[1]}
    x, y = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["rows", w]) for n, w in shapes.items()]
    graph = helper.make_graph(nodes, "model", [x], [y], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10), file)


def write_torch(model, file):
    """The state of the Sequential in torch_bench.py, in which every second layer is an activation."""
    state = {}
    for i, layer in enumerate(model.layers):
        kernel, bias = layer.get_weights()
        state[f"{2 * i}.weight"] = torch.from_numpy(kernel.T.copy())
        state[f"{2 * i}.bias"] = torch.from_numpy(bias.copy())
    torch.save(state, file)


def main():
    random = np.random.default_rng(1)
    keras.utils.set_random_seed(1)
    x, y = learnable("lesson", 8000, 11, 1, random)
    learnable("mlp", 6400, 784, 10, random)
    learnable("lstm", 1600, 50 * 32, 1, random)
    images(1280, random)
    learnable("block", 640, 64 * 64, 1, random)
    learnable("block-large", 64, 128 * 256, 1, random)
    x[0].tofile("row.bin")
    lesson = keras_bench.lesson()
    lesson.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    lesson.fit(x, y, batch_size=10, verbose=0)
    lesson.save("lesson.keras")
    write_torch(lesson, "lesson.pt")
    write_onnx(lesson, "lesson.onnx")
    write_onnx(keras_bench.mlp(), "mlp.onnx")


if __name__ == "__main__":
    main()
