"""The side of other programs in the live interop test.

    python other_files.py onnx < files.json                          checks models, prints what ONNX Runtime computes
    python other_files.py safetensors IN.safetensors OUT.safetensors prints names and arrays, and writes them again

files.json is a list of {"file": MODEL.onnx, "x": arrays}; arrays are JSON objects {"shape": [..], "values": [..]}.
"""

import json
import sys

import numpy as np


def to_json(array):
    return {"shape": list(array.shape), "values": [float(v) for v in np.asarray(array, "float32").ravel()]}


def run_onnx():
    import onnx
    import onnxruntime

    results = []
    for given in json.load(sys.stdin):
        path = given["file"]
        onnx.checker.check_model(path, full_check=True)
        model = onnx.load(path)
        session = onnxruntime.InferenceSession(path)
        arrays = [np.array(x["values"], "float32").reshape(x["shape"]) for x in given["x"]]
        found = session.run(None, {i.name: x for i, x in zip(session.get_inputs(), arrays)})
        results.append({
            "producer": model.producer_name,
            "name": model.graph.name,
            "opset": model.opset_import[0].version,
            "ir": model.ir_version,
            "inputs": {i.name: i.shape for i in session.get_inputs()},
            "outputs": {o.name: o.shape for o in session.get_outputs()},
            "predictions": [to_json(y) for y in found],
        })
    return results


def run_safetensors(source, target):
    from safetensors.numpy import load_file, save_file

    arrays = load_file(source)
    save_file(arrays, target, metadata={"format": "pt"})
    return {name: to_json(array) for name, array in arrays.items()}


if __name__ == "__main__":
    json.dump({"onnx": run_onnx, "safetensors": run_safetensors}[sys.argv[1]](*sys.argv[2:]), sys.stdout)
