"""What the Python contestants share: the data in the working directory, and how a work is timed."""

import os
import time

import numpy as np

WARM, MEASURED = float(os.environ["BENCH_WARM"]), float(os.environ["BENCH_MEASURED"])


# Works on the data of others.
DATA_OF = {"cnn-norm": "cnn", "gru": "lstm", "gan": "lesson", "gan-large": "mlp"}


def data(work):
    """Inputs and labels of a training."""
    y = np.fromfile(f"{work}_y.bin", "float32")
    return np.fromfile(f"{work}_x.bin", "float32").reshape(len(y), -1), y


def measure(name, units, work):
    """Runs work(times), more and more times until it is warm, then for a while; prints the microseconds of a unit."""
    times = 1
    warm = last = seconds(work, times)
    while warm < WARM:
        times *= 2
        last = seconds(work, times)
        warm += last
    times = max(1, int(times * MEASURED / last))
    show(name, seconds(work, times) / times / units * 1e6)


def show(name, value):
    print(name, float(value), sep="\t", flush=True)


def seconds(work, times):
    begin = time.perf_counter()
    work(times)
    return time.perf_counter() - begin
