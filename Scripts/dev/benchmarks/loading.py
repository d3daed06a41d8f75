"""A model of GPT-2 small's size from the page cache: the time of `load`, and the memory that a pass over it leaves taken."""
import pathlib
import statistics
import subprocess
import tempfile

try:
    import numpy  # noqa: F401
    from benchmarks.peers import random_gpt2
except ImportError:
    raise SystemExit("bench loading: needs numpy (python3 -m pip install numpy)")

RUNS = 7
# It ends by writing until the pipe is full, and waits there to be looked at.
LINE = """
def seconds_of(n, m) {
  before = seconds()
  r = run(tokens([300 + 7 * i for i in 0..<n], model: m), model: m)
  value = sum(r.logits[-1])
  seconds() - before
}
before = seconds()
m = load "model"
print seconds() - before
print seconds_of(8, m)
print seconds_of(8, m)
print seconds_of(128, m)
while true { print "." }
"""


def resident(process):
    """The bytes of a process that are in memory: its own, and those of mapped files."""
    lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.startswith("Rss")}
    return sizes["RssAnon"], sizes["RssFile"]


def main(root):
    weir = str(root / ".build/release/weir")
    with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
        model = pathlib.Path(folder) / "model"
        random_gpt2.write(model)
        size = (model / "model.safetensors").stat().st_size
        times, memory = [], []
        for turn in range(RUNS + 1):
            # The first turn brings the file into the page cache.
            process = subprocess.Popen([weir, "-e", LINE], cwd=folder, stdout=subprocess.PIPE, text=True)
            try:
                loaded, first, second, _ = (float(process.stdout.readline()) for _ in range(4))
                if turn > 0:
                    times.append((loaded, first - second))
                    memory.append(resident(process))
            finally:
                process.kill()
                process.wait()
        own, mapped = (statistics.median(part) / size for part in zip(*memory))
        loaded, first = (statistics.median(part) * 1e3 for part in zip(*times))
        print(f"load, {size / 1e6:.0f} MB of weights      {loaded:7.1f} ms   (goal: under 50)")
        print(f"what a first pass adds        {first:7.1f} ms   (8 tokens, above the same pass again)")
        print(f"in memory after full passes   {own + mapped:7.2f} times its size   (goal: under 1.1; "
              f"{own:.2f} of the process, {mapped:.2f} of files)")
