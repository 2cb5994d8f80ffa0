"""Makes NumPy files for the Java tests to read: every type, byte order, array order and format version; and their zips.

    venv/bin/python src/test/python/make_npy_goldens.py
"""

from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parents[3] / "src/test/resources/golden/npy"


def write(name, array, version=None):
    with open(OUT / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    # The numbers of each file as float32, which is what it is read as.
    for kind in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]:
        for order in "<>" if kind[1] != "1" else "<":
            if kind[0] == "f":
                edge = np.finfo(kind)
                values = [0, -1.5, edge.max, edge.smallest_subnormal, np.inf, np.nan]
            else:
                edge = np.iinfo(kind)
                values = [0, 1, edge.max, edge.min, edge.max // 2 + 1, 100]
            array = np.array(values, order + kind).reshape(2, 3)
            name = kind + {"<": "", ">": "-big"}[order]
            write(name, array)
            with np.errstate(over="ignore"):
                write(name + "-as-f4", array.astype("<f4"))
    write("b1", np.array([[True, False, True]]))
    cube = np.arange(24, dtype="<f4").reshape(2, 3, 4)
    write("cube", cube)
    write("cube-fortran", np.asfortranarray(cube))
    write("cube-v2", cube, (2, 0))
    write("cube-v3", cube, (3, 0))
    write("vector", np.arange(5, dtype="<f4"))
    write("scalar", np.array(3.5, "<f4"))
    write("empty", np.zeros((0, 3), "<f4"))
    write("complex", np.zeros(2, "c8"))
    write("structured", np.zeros(2, [("a", "<f4"), ("b", "<i4")]))
    write("text", np.array(["ab", "c"]))
    zeros = np.zeros((500, 100), "<f4")
    zeros[3, 5] = 1
    np.savez(OUT / "named.npz", cube=cube, vector=np.arange(5, dtype="<i8"))
    np.savez(OUT / "unnamed.npz", cube, np.arange(5, dtype="<i8"))
    np.savez_compressed(OUT / "compressed.npz", zeros=zeros, cube=np.asfortranarray(cube))
    np.savez(OUT / "object.npz", numbers=cube, objects=np.array([{"a": 1}, None], object), allow_pickle=True)
    np.save(OUT / "object.npy", np.array([{"a": 1}, None], object), allow_pickle=True)


if __name__ == "__main__":
    main()
