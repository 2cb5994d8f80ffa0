"""What the works are, and the tables of what was measured."""

import datetime
import platform
import re
import statistics
import subprocess
from pathlib import Path

LESSON, MLP = "11-6-6-1, relu, relu, sigmoid", "784-512-512-10, relu, relu, softmax"
CNN = "28x28x1, conv 32 3x3, relu, pool 2x2, conv 64 3x3, relu, pool 2x2, dense 10, softmax"
LSTM = "LSTM of 64 units over 50 steps of 32 features, and one sigmoid"

BLOCK = "multi-head attention, feed-forward, both with a sum and a LayerNormalization behind, the mean of the steps, one sigmoid"

# title, unit, how many of them a contestant's figure is, what it is
WORKS = {
    "lesson": (
        "Lesson step",
        "µs",
        1,
        f"A training step of {LESSON}: binary cross-entropy, Adam, accuracy, batches of 10 out of 8,000 shuffled rows; "
        "all that fit does, by the number of steps.",
    ),
    "mlp": (
        "MLP step",
        "ms",
        1e-3,
        f"A training step of {MLP}: sparse categorical cross-entropy, Adam, accuracy, batches of 128 out of 6,400 "
        "shuffled rows.",
    ),
    "cnn": (
        "CNN step",
        "ms",
        1e-3,
        f"A training step of {CNN}: sparse categorical cross-entropy, Adam, accuracy, batches of 128 out of 1,280 shuffled "
        "images.",
    ),
    "cnn-norm": ("CNN step, normalized", "ms", 1e-3, "The same with a BatchNormalization between each convolution and its relu."),
    "lstm": (
        "LSTM step",
        "ms",
        1e-3,
        f"A training step of an {LSTM}: binary cross-entropy, Adam, accuracy, batches of 32 out of 1,600 shuffled sequences.",
    ),
    "gru": ("GRU step", "ms", 1e-3, "The same of a GRU of 64 units."),
    "block": (
        "Transformer block step",
        "ms",
        1e-3,
        f"A training step of a transformer's block: {BLOCK}; 64 steps, 64 wide, 4 heads, feed-forward 128, batches of 32 out of 640.",
    ),
    "block-large": (
        "Large transformer block step",
        "ms",
        1e-3,
        "The same with 128 steps, 256 wide, 8 heads, feed-forward 1,024, batches of 32 out of 64.",
    ),
    "gan": (
        "GAN step",
        "ms",
        1e-3,
        "A discriminator and a generator of two layers each, 11 features, 32 units, batches of 32: each takes a step of its own Adam. "
        "On JAX a loop over a compiled function.",
    ),
    "gan-large": ("Large GAN step", "ms", 1e-3, "The same with 784 features, 256 units, batches of 128."),
    "row": ("One row predicted", "µs", 1, f"{LESSON}: from an array of the language to one of the language."),
    "batch": ("128 rows predicted", "ms", 1e-3, f"{MLP}: the rows of one batch, all together."),
    "images": ("128 images predicted", "ms", 1e-3, f"{CNN}: the images of one batch, all together."),
    "sequences": ("32 sequences predicted", "ms", 1e-3, f"{LSTM}: the sequences of one batch, all together."),
    "start": (
        "Start to first prediction",
        "s",
        1,
        f"{LESSON}, from a saved file: from the start of the process until the prediction of one row is printed.",
    ),
}

# The last epoch's loss, within which everyone has learned; a network that guesses is at 0.69 and 2.3.
LOSSES = {"lesson": (0.02, 0.4), "mlp": (0, 1.5), "cnn": (0, 1.5), "cnn-norm": (0, 1.5), "lstm": (0, 0.6), "gru": (0, 0.6), "gan": (0, 3), "gan-large": (0, 3), "block": (0, 0.75), "block-large": (0, 0.9)}

# C's is less than that of the process that starts it, which the system would give for it.
MEMORY_OF, NO_MEMORY_OF = ("lesson", "mlp", "start"), ("c",)


INSTALLED = "from importlib.metadata import version; import sys; print(version(sys.argv[1]))"

def key(work):
    """The name of what counts among a run's figures."""
    return "seconds" if work == "start" else work


def text(contestants, threads, results, repeats, root, cores):
    parts = [heading(root, cores, repeats), settings(contestants, threads)]
    for work, (title, unit, factor, meaning) in WORKS.items():
        values = {n: [r[key(work)] * factor for r in runs] for (n, w), runs in results.items() if w == work}
        parts.append(table(title, unit, meaning, contestants, values))
    for work in MEMORY_OF:
        seen = {n: runs for (n, w), runs in results.items() if w == work and n not in NO_MEMORY_OF}
        values = {n: [r["memory"] for r in runs] for n, runs in seen.items()}
        title = f"Peak memory: {WORKS[work][0]}"
        parts.append(table(title, "MB", "What its process had in memory at most.", contestants, values))
    return "\n\n".join(filter(None, parts)) + "\n"


def table(title, unit, meaning, contestants, values):
    """One row a contestant; empty where there is none."""
    if not values:
        return ""
    base = statistics.median(values["keras4j"]) if "keras4j" in values else None
    columns = f"| | median, {unit} | least, {unit} | spread | to keras4j |"
    lines = [f"## {title}", meaning, "", columns, "|---|--:|--:|--:|--:|"]
    for name, measured in values.items():
        median = statistics.median(measured)
        spread = (max(measured) - min(measured)) / median
        ratio = short(median / base) if base else ""
        title = contestants[name].title
        lines.append(f"| {title} | {short(median)} | {short(min(measured))} | {spread:.0%} | {ratio} |")
    return "\n".join(lines)


def short(value):
    """Three digits, and all those before the point."""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def settings(contestants, threads):
    lines = ["| | settings | threads |", "|---|---|---|"]
    for name, contestant in contestants.items():
        works = [f"{w} {count}" for (n, w), count in threads.items() if n == name]
        if works:
            lines.append(f"| {contestant.title} | {contestant.settings} | {', '.join(works)} |")
    return "\n".join(lines)


def heading(root, cores, repeats):
    return f"""# Benchmark
{datetime.date.today()}; {machine(cores)}; repeats, which take turns: {repeats}.

Versions: {versions(root)}.

Each contestant does each work in a process of its own that warms up before it measures. Java runs without flags. One
thread or all: what was faster in a try before the first repeat; keras4j's compiled engine may use all and takes what it
needs. Spread is the largest less the smallest, as a part of the median; the last column is the ratio of medians to the
compiled engine's."""


def machine(cores):
    model = re.search("model name.*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal: *(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    return f"{model[1] if model else platform.machine()}, {cores} cores, {memory:.0f} GB, {platform.system()}"


def versions(root):
    commit = said(["git", "-C", str(root), "describe", "--always", "--dirty"])
    packages = dict.fromkeys(("keras", "numpy", "jax", "torch"), "others") | {"tensorflow-cpu": "tensorflow"}
    found = {
        "keras4j": commit,
        "Java": re.search('"(.*?)"', said(["java", "-version"]))[1],
        "DL4J": jar(root / "target/lib", "deeplearning4j-nn"),
        "ONNX Runtime": jar(root / "target/bench", "onnxruntime"),
        "Python": platform.python_version(),
        **{name: installed(root / "target/bench" / peer, name) for name, peer in packages.items()},
        "gcc": said(["gcc", "-dumpfullversion"]),
    }
    return ", ".join(f"{name} {version}" for name, version in found.items())


def installed(python, package):
    return said([str(python / "bin/python"), "-c", INSTALLED, package])


def jar(folder, name):
    return next(folder.glob(f"{name}-*.jar")).stem.removeprefix(f"{name}-")


def said(command):
    """All that a command printed, Java's version to the terminal's other stream included."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True)
    return done.stdout.strip()
