"""The standard library's slowest looks at weights, on a model of GPT-2 small's size with random weights.

Eigenvalue copying scores, argmax copying and composition scores, by the functions that users call; each three times in
one process, of which the median counts.
"""
import pathlib
import tempfile

from benchmarks._timing import Sample

try:
    import numpy  # noqa: F401
    from benchmarks.peers import random_gpt2
except ImportError:
    raise SystemExit("bench library: needs numpy (python3 -m pip install numpy)")

# name, the work, wanted seconds
ROWS = [
    ("eigenvalue copying score of 144 heads", "circuits.copying_score()", 2),
    ("the same over the vocabulary", "circuits.copying_score(full: true)", 2),
    ("argmax copying of 144 heads, 2,000 tokens", "circuits.argmax_copying(samples: 2000)", 10),
    ("composition scores of all pairs, Q, K, V", '[circuits.composition_map(k) for k in ["Q", "K", "V"]]', 5),
    ("a random baseline for them", "circuits.composition_baseline()", None),
]

# The sum makes sure that all of it was computed.
PROGRAM = """
use circuits
load "MODEL"
times = []
for i in 0..<3 {
  start = seconds()
  x = WORK
  if type_of(x) == "list" { sum([sum(part) for part in x]) } else { if type_of(x) == "tensor" { sum(x) } }
  times = [...times, seconds() - start]
}
print sort(times)[1]
"""


def main(root):
    weir = str(root / ".build/release/weir")
    model = pathlib.Path(tempfile.gettempdir()) / "weir-bench-random-gpt2"
    if not (model / "model.safetensors").exists():
        print("writing a model of GPT-2 small's size ...", flush=True)
        random_gpt2.write(model)
    with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
        path = pathlib.Path(folder) / "work.weir"
        for name, work, wanted in ROWS:
            path.write_text(PROGRAM.replace("MODEL", str(model)).replace("WORK", work), encoding="utf-8")
            sample = Sample([weir, f"--allow-read={model}", str(path)], cwd=folder)
            goal = f"   (goal: under {wanted} s)" if wanted else ""
            print(f"{name:44} {float(sample.output):7.2f} s  peak {sample.peak:5.0f} MB{goal}", flush=True)
