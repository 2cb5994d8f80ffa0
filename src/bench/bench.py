"""Runs the contestants, in turn and each in a process of its own, and writes the tables. `run` builds what it needs."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import report

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "target/bench"
DATA = BUILT / "data"
CORES = len(os.sched_getaffinity(0))


def java(main, *jars):
    return ["java", "-cp", ":".join(str(j) for j in (BUILT / "classes", *jars)), main]


def python(peer, file):
    return [str(BUILT / peer / "bin/python"), str(ROOT / "src/bench/python" / file)]


KERAS_TF = python("tensorflow", "keras_bench.py")
KERAS4J = java("Keras4jBench", ROOT / "target/keras4j.jar")


class Contestant:
    """A command that takes a work as its last argument; unless threads are given, trying shows how many are best."""

    def __init__(self, title, command, works, settings, threads=None, **environment):
        self.title, self.command, self.works, self.settings, self.threads = title, command, works, settings, threads
        self.environment = environment


ALL, TRAINING, PREDICTION = tuple(report.WORKS), ("lesson", "mlp"), ("row", "batch")
TIME_AND_ATTENTION = ("gru", "block", "block-large")
GANS = ("gan", "gan-large")
SEQUENCES = ("lstm", "sequences")
CONTESTANTS = {
    "keras4j": Contestant(
        "keras4j, compiled engine", [*KERAS4J, "compiled"], ALL, "none: arrays, `fit`, `predict`", threads=CORES
    ),
    "keras4j-predictor": Contestant(
        "keras4j, `predictor()`",
        java("PredictorBench", ROOT / "target/keras4j.jar"),
        ("row",),
        "`model.predictor()`, made once",
        threads=CORES,
    ),
    "keras4j-dl4j": Contestant(
        "keras4j, DL4J's engine",
        [*KERAS4J, "dl4j"],
        tuple(w for w in ALL if w not in TIME_AND_ATTENTION + GANS),
        '`Keras4j.setEngine("dl4j")`',
    ),
    "dl4j": Contestant(
        "DL4J",
        java("Dl4jBench", ROOT / "target/lib/*"),
        TRAINING + PREDICTION + SEQUENCES,
        "`fit` of a shuffled `ViewIterator`, which knows no accuracy; `output`",
    ),
    "keras-tf": Contestant(
        "Keras on TensorFlow",
        KERAS_TF,
        ALL,
        "`fit` of NumPy arrays, `jit_compile=True` but for images; `predict_on_batch`",
        KERAS_BACKEND="tensorflow",
        TF_CPP_MIN_LOG_LEVEL="3",
    ),
    "keras-tf-20": Contestant(
        "Keras on TensorFlow, 20 steps at once",
        KERAS_TF,
        TRAINING + ("cnn", "cnn-norm", "lstm"),
        "the same with `steps_per_execution=20`",
        KERAS_BACKEND="tensorflow",
        TF_CPP_MIN_LOG_LEVEL="3",
        STEPS_PER_EXECUTION="20",
    ),
    "keras-jax": Contestant(
        "Keras on JAX",
        python("others", "keras_bench.py"),
        ALL,
        "as on TensorFlow; `steps_per_execution` does not help",
        KERAS_BACKEND="jax",
    ),
    "torch": Contestant(
        "PyTorch",
        python("others", "torch_bench.py"),
        tuple(w for w in ALL if w not in GANS),
        "a loop over slices of shuffled tensors, loss of logits, `Adam(fused=True)`, accuracy; `inference_mode`; "
        "`torch.compile` does not help; the build that pip installs, on Linux with CUDA's libraries",
    ),
    "ort": Contestant(
        "ONNX Runtime in Java",
        java("OrtBench", *BUILT.glob("onnxruntime-*.jar")),
        (*PREDICTION, "start"),
        "arrays of input and output made once, outside the heap",
    ),
    "c": Contestant(
        "C", [str(BUILT / "lesson")], ("lesson", "row"), "`gcc -O3 -march=native -fno-math-errno`", threads=1
    ),
}


def environment(threads, seconds):
    """Tells OpenMP, ND4J, OpenBLAS, MKL, TensorFlow and JAX their threads, and contestants how long they take."""
    names = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "NPROC")
    own = {name: value for name, value in os.environ.items() if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    warm, measured = map(str, seconds)
    return own | {name: str(threads) for name in names} | dict(BENCH_WARM=warm, BENCH_MEASURED=measured)


def process(command, variables):
    """What a process printed as names and values, its peak memory in MB, and the seconds until it printed something."""
    with open(BUILT / "errors.log", "w+") as errors:
        begin, first, figures = time.perf_counter(), None, {}
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, cwd=DATA, env=variables, text=True)
        for line in child.stdout:
            first = first or time.perf_counter() - begin
            name, value = line.split("\t")
            figures[name] = float(value)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            errors.seek(0)
            sys.exit(f"{command[-2:]} ended with {child.returncode}:\n{errors.read()[-3000:]}")
    return figures | {"memory": usage.ru_maxrss / 1024, "seconds": first}


def run(job, threads, seconds):
    name, work = job
    contestant = CONTESTANTS[name]
    figures = process([*contestant.command, work], environment(threads, seconds) | contestant.environment)
    print(name, work, f"{threads} threads", figures, file=sys.stderr)
    return figures


def threads_of(job, seconds):
    """Those with which the job is faster; one, if it makes no difference."""
    given = CONTESTANTS[job[0]].threads
    tried = [given] if given else sorted({1, CORES})
    if len(tried) == 1:
        return tried[0]
    return min(tried, key=lambda threads: run(job, threads, seconds)[report.key(job[1])])


def check(results):
    """Nobody is measured doing nothing: all have learned the same labels, and predict the same from the saved files."""
    for (name, work), runs in results.items():
        if work in report.LOSSES:
            low, high = report.LOSSES[work]
            for figures in runs:
                assert low <= figures["loss"] <= high, f"{name}: the last loss of {work} is {figures['loss']}"
    predictions = {name: runs[0]["prediction"] for (name, work), runs in results.items() if work == "start"}
    if predictions:
        assert max(predictions.values()) - min(predictions.values()) < 1e-4, predictions


def arguments():
    names = f"contestants: {', '.join(CONTESTANTS)}; works: {', '.join(report.WORKS)}"
    parser = argparse.ArgumentParser(prog="src/bench/run", description=__doc__, epilog=names)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", type=lambda text: set(text.split(",")), default=set(), metavar="NAME,..")
    parser.add_argument("--out", type=Path, default=ROOT / "target/bench.md", metavar="FILE.md")
    parser.add_argument("--quick", action="store_true", help="one repeat, hardly warm, one thread")
    parsed = parser.parse_args()
    unknown = parsed.only - {*CONTESTANTS, *report.WORKS}
    if unknown:
        parser.error(f"--only does not know {', '.join(sorted(unknown))}; {names}")
    return parsed


def jobs(only):
    """Pairs of contestant and work, as a repeat runs them; who chooses no contestant or no work has chosen all."""
    contestants = only & {*CONTESTANTS} or {*CONTESTANTS}
    works = only & {*report.WORKS} or {*report.WORKS}
    pairs = [(name, work) for work in report.WORKS for name in CONTESTANTS]
    return [(n, w) for n, w in pairs if n in contestants and w in works and w in CONTESTANTS[n].works]


def main():
    options = arguments()
    repeats, seconds = (1, (0.1, 0.1)) if options.quick else (options.repeats, (5, 2))
    process(python("others", "prepare.py"), environment(CORES, seconds))
    threads = {job: 1 if options.quick else threads_of(job, (1, 1)) for job in jobs(options.only)}
    results = {job: [] for job in threads}
    for repeat in range(repeats):
        print(f"repeat {repeat + 1} of {repeats}", file=sys.stderr)
        for job in results:
            results[job].append(run(job, threads[job], seconds))
        check(results)
    text = report.text(CONTESTANTS, threads, results, repeats, ROOT, CORES)
    options.out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
