"""Weir beside its peers on the same weights: a model of GPT-2 small's size with random weights.

bench engine [--only ROW,...] [--peers PEER,...] [--turns N] [--model FOLDER] [--json FILE]

Every engine runs a task in turn, so that a drifting machine slows all; each is warmed up alike, in each turn, and its
median counts. A forward forces the logits of all positions, a sweep's time includes its result, and results are held
against the first peer's within 1e-4: a row that disagrees ends the bench with status 1. Peers are installed into
virtual environments in the user's cache; without PyPI Weir is measured alone.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

try:
    import numpy
except ImportError:
    raise SystemExit("bench engine: needs numpy (python3 -m pip install numpy)")

from benchmarks import _engines
from benchmarks.peers import random_gpt2, tasks

TOLERANCE = 1e-4
# How far the seconds that plan() expects may be off, as a factor.
PLAN = 1.5


class Row:
    def __init__(self, name, text, task, count, turns=1, repeats=1, goal=None, stretch=None, peers=None, memory=None,
                 seconds=None, limit=None, resident=None, like=None):
        self.name, self.text, self.task, self.count = name, text, task, count
        # How often each engine is asked, and how often it runs the task then; Weir runs short sweeps three times.
        self.turns, self.repeats = turns, repeats
        # How many times faster than the first peer, and how many times less memory.
        self.goal, self.stretch, self.memory = goal, stretch, memory
        # The task of the peers where it has another name.
        self.peers = peers or task
        self.seconds = seconds
        # What bounds it, and which share of that is wanted.
        self.limit = limit
        # Rows of Weir alone: the most MB of resident memory above the weights, and the row whose numbers it gives.
        self.resident, self.like = resident, like

    def work(self):
        """What counts against the row's limit: GFLOP, or GB read."""
        return arithmetic(self.count) if self.limit[0] == "GFLOP/s" else weights_read()


ROWS = [
    Row("start", "process start to first qk heat map", "first", 8, turns=3, goal=20, seconds=0.4),
    Row("load", "load, then the logits of 8 tokens", "load", 8),
    Row("forward-8", "forward, 8 tokens", "forward", 8, turns=7, repeats=7, goal=3.3, limit=("GB/s", 0.70)),
    Row("forward-64", "forward, 64 tokens", "forward", 64, turns=5, repeats=3, goal=3),
    Row("forward-512", "forward, 512 tokens", "forward", 512, turns=6, repeats=3, goal=2.8, limit=("GFLOP/s", 0.75)),
    Row("activations-512", "run, every activation available, 512 tokens", "activations", 512, turns=3, repeats=2,
        goal=3, memory=4),
    Row("every-activation-512", "the same, each of them read once", "every_activation", 512, turns=3,
        peers="activations"),
    Row("everything-1024", "each site and logit read once, 1,024 tokens", "everything", 1024, turns=2, resident=150),
    Row("ablation-8", "zero-ablation of 144 heads, 8 tokens", "ablation", 8, turns=2, goal=28, stretch=35),
    Row("ablation-64", "zero-ablation of 144 heads, 64 tokens", "ablation", 64, goal=9, stretch=12),
    Row("limited-64", "the same under memory_limit: \"200 MB\"", "limited", 64, turns=2, resident=200,
        like="ablation-64"),
    Row("patching-64", "residual patching, 12 layers x 64 positions", "patching", 64, goal=14, stretch=18),
]


def arithmetic(count):
    """GFLOP of a forward with the logits of all positions, masked scores left out."""
    width, layers, vocabulary = random_gpt2.WIDTH, random_gpt2.LAYERS, random_gpt2.VOCABULARY
    products = layers * (3 + 1 + 4 + 4) * width * width + width * vocabulary
    return (2 * count * products + layers * 4 * width * count * (count + 1) / 2) / 1e9


def weights_read():
    """GB of weights that a forward reads: all layers and the unembedding."""
    width, layers, vocabulary = random_gpt2.WIDTH, random_gpt2.LAYERS, random_gpt2.VOCABULARY
    return 4 * (layers * 12 * width * width + width * vocabulary) / 1e9


def measure_limits():
    here = pathlib.Path(__file__).resolve().parent
    found = subprocess.run([sys.executable, str(here / "_limits.py")], check=True, capture_output=True, text=True)
    return json.loads(found.stdout)


# Threads of an engine that has answered go on spinning for some tenths of a second, in the next one's way.
SETTLING = 1


class Measurement:
    """One row: each engine's seconds, its peak memory, and what it computed."""

    def __init__(self, row, engines, turns, folder, others):
        """`others` holds Weir's results of rows before, by their names."""
        self.row = row
        self.seconds = {engine.name: [] for engine in engines}
        self.peak = {}
        self.expected = None
        # The machine has faster and slower minutes, so a turn's median is held against the median that the limit had in
        # the same turn; beside it stands the fastest pass as a share of the fastest try of all turns.
        self.shares, self.best_limit = [], 0
        self.disagreements = []
        results = {}
        engines = engines[:1] if row.resident else engines
        for turn in range(turns or row.turns):
            limit = None
            if row.limit:
                time.sleep(SETTLING)
                limit = measure_limits()[row.limit[0]]
                self.best_limit = max(self.best_limit, limit["best"] if limit else 0)
            for engine in engines:
                out = folder / f"{engine.name}.npy" if turn == 0 else None
                time.sleep(SETTLING)
                seconds = self.run(engine, out)
                if limit and engine.name == "weir":
                    self.shares.append(row.work() / statistics.median(seconds) / limit["median"])
                if out is not None and out.exists():
                    results[engine.name] = numpy.load(out)
                    out.unlink()
        self.result = results.get("weir")
        if row.like in others:
            results[row.like] = others[row.like]
        self.difference = self.compare(results)

    def run(self, engine, out):
        row, is_weir = self.row, engine.name == "weir"
        if row.task == "first":
            answer = {"seconds": [engine.first(out or engine.folder / "unused.npy")]}
        elif row.task == "load":
            answer = engine.load()
        else:
            repeats = 3 if is_weir and row.repeats == 1 and not row.resident else row.repeats
            answer = engine.run(row.task if is_weir else row.peers, row.count, repeats, out)
        self.seconds[engine.name] += answer["seconds"]
        self.expected = answer.get("expected", self.expected)
        if "peak" in answer:
            self.peak[engine.name] = max(answer["peak"], self.peak.get(engine.name, 0))
        return answer["seconds"]

    def compare(self, results):
        """The largest difference of Weir's numbers from a peer's, in units of the largest number or 1."""
        ours = results.pop("weir", None)
        worst = None
        for name, theirs in results.items():
            scale = max(1.0, float(numpy.abs(theirs).max()))
            fits = ours is not None and ours.shape == theirs.shape
            found = float(numpy.abs(ours - theirs).max()) / scale if fits else float("inf")
            worst = max(found, worst or 0)
            if not found <= TOLERANCE:
                self.disagreements.append(f"{self.row.name}: Weir differs from {name} by {found:.2g}")
        return worst

    def median(self, name):
        return statistics.median(self.seconds[name]) if self.seconds.get(name) else None

    def ratio(self, reference):
        ours, theirs = self.median("weir"), self.median(reference) if reference else None
        return theirs / ours if theirs and ours else None

    def memory_ratio(self, reference):
        ours, theirs = self.peak.get("weir"), self.peak.get(reference)
        return theirs / max(1, ours) if ours and theirs and self.row.memory else None

    def share(self):
        """Which part of the machine's limit a forward reaches, in the median of the turns."""
        return statistics.median(self.shares) if self.shares else None

    def best_share(self):
        """The same of the fastest pass and the limit's fastest try."""
        return self.row.work() / min(self.seconds["weir"]) / self.best_limit

    def verdicts(self, reference):
        """(what, found, wanted, met) for every goal of the row."""
        row, found = self.row, []
        ratio = self.ratio(reference)
        if row.goal and ratio:
            found.append(("times faster", ratio, row.goal, ratio >= row.goal))
            if row.stretch:
                found.append(("times faster, stretch", ratio, row.stretch, ratio >= row.stretch))
        if row.seconds:
            found.append(("seconds", self.median("weir"), row.seconds, self.median("weir") <= row.seconds))
        memory = self.memory_ratio(reference)
        if memory:
            found.append(("times less memory", memory, row.memory, memory >= row.memory))
        share = self.share()
        if row.resident and "weir" in self.peak:
            found.append(("MB of resident memory above the weights", self.peak["weir"], row.resident,
                          self.peak["weir"] <= row.resident))
        if self.expected:
            off = max(self.expected / self.median("weir"), self.median("weir") / self.expected)
            found.append(("times off, the seconds that plan() expected", off, PLAN, off <= PLAN))
        if share:
            found.append(("of the " + row.limit[0], share, row.limit[1], share >= row.limit[1]))
        return found

    def record(self, reference):
        return {
            "row": self.row.name, "seconds": self.seconds, "peak MB": self.peak, "difference": self.difference,
            "goals": [dict(zip(("what", "found", "wanted", "met"), verdict))
                      for verdict in self.verdicts(reference)],
        }


def time_text(seconds):
    if seconds is None:
        return "-"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def show(measurement, engines, reference):
    row = measurement.row
    times = "".join(f"{time_text(measurement.median(engine.name)):>20}" for engine in engines)
    ratio = measurement.ratio(reference)
    print(f"{row.text:46}{times}{f'{ratio:.1f}x' if ratio else '-':>8}")
    if measurement.peak and row.task in ("load", "activations", "every_activation"):
        peaks = "".join(f"{measurement.peak.get(engine.name, float('nan')):>17.0f} MB" for engine in engines)
        label = "peak memory of the process" if row.task == "load" else "peak memory above the weights"
        print(f"  {label:44}{peaks}")
    for what, found, wanted, met in measurement.verdicts(reference):
        print(f"  {'met   ' if met else 'MISSED'} {found:.3g} {what} (goal: {wanted:g})")
    if measurement.shares:
        print(f"  {measurement.best_share():.3g} of its best in the fastest pass")
    if measurement.difference is not None:
        print(f"  largest difference {measurement.difference:.1e}")
    for line in measurement.disagreements:
        print(f"  WRONG {line}")
    sys.stdout.flush()


def main(root, arguments=()):
    names = [row.name for row in ROWS]
    parser = argparse.ArgumentParser(prog="bench engine", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="ROW,...", help="of " + " ".join(names))
    parser.add_argument("--peers", metavar="PEER,...", default=",".join(_engines.PEERS),
                        help="of " + " ".join(_engines.PEERS) + "; the first one is what goals are measured by")
    parser.add_argument("--turns", type=int, help="how often each engine is asked")
    parser.add_argument("--model", type=pathlib.Path, help="keep the random model here, and use it when it is there")
    parser.add_argument("--json", type=pathlib.Path, help="also write what was measured to a file")
    options = parser.parse_args(arguments)
    wanted = options.only.split(",") if options.only else names
    asked = [name for name in options.peers.split(",") if name]
    for name, known in [(name, names) for name in wanted] + [(name, list(_engines.PEERS)) for name in asked]:
        if name not in known:
            parser.error(f"there is no {name}; there are: {' '.join(known)}")

    with tempfile.TemporaryDirectory(prefix="weir-bench-") as scratch:
        folder = pathlib.Path(scratch)
        model = (options.model or folder / "model").resolve()
        if not (model / "model.safetensors").exists():
            random_gpt2.write(model)
        for count in {row.count for row in ROWS}:
            (folder / f"prompts-{count}.json").write_text(json.dumps(tasks.as_record(count)))
        engines = [_engines.Weir(root, model, folder), *_engines.peers(asked, model, folder)]
        try:
            compare([row for row in ROWS if row.name in wanted], engines, folder, options)
        finally:
            for engine in engines:
                engine.stop()


def compare(rows, engines, folder, options):
    reference = engines[1].name if len(engines) > 1 else None
    limits = measure_limits()
    print("limits: " + ", ".join(
        f"{found['median']:.0f} {unit}, at best {found['best']:.0f}" if found else f"no {unit}"
        for unit, found in limits.items()))
    # Everything is loaded before anything is timed; idle engines only take memory.
    for engine in engines[1:]:
        if any(row.task != "first" for row in rows):
            engine.start()
            print(f"{engine.name}: " + ", ".join(f"{key} {value}" for key, value in engine.ready["versions"].items()))
    print(f"{'':46}" + "".join(f"{engine.name:>20}" for engine in engines) + f"{'ratio':>8}")
    records, wrong, others = [], [], {}
    for row in rows:
        measurement = Measurement(row, engines, options.turns, folder, others)
        others[row.name] = measurement.result
        show(measurement, engines, reference)
        records.append(measurement.record(reference))
        wrong += measurement.disagreements
    if options.json:
        versions = {engine.name: engine.ready["versions"] for engine in engines[1:] if engine.ready}
        record = {"limits": limits, "reference": reference, "versions": versions, "rows": records}
        options.json.write_text(json.dumps(record, indent=1) + "\n")
    if wrong:
        raise SystemExit("bench engine: results disagree\n" + "\n".join(wrong))
