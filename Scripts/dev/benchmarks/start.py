"""From the process's start to an answer: `weir -e 1`, and the first heat map on the bundled model."""
import re
import subprocess

from benchmarks._timing import medians

LINE = 'cache = run "the cat sat the cat sat"; show qk(cache, 11)'


def main(root):
    weir = str(root / ".build/release/weir")
    one, line = medians([[weir, "-e", "1"], [weir, "-e", LINE]], 20, "wall", warmup=3)
    print(f"weir -e 1                     {one * 1e3:7.1f} ms   (goal: under 30)")
    print(f"weir -e '{LINE}'")
    print(f"                              {line * 1e3:7.1f} ms   (goal: under 150)")
    about = subprocess.run([weir, "--version", "--verbose"], capture_output=True, text=True).stdout
    first = re.search(r"first product: *([\d.]+) ms", about)
    if first:
        print(f"of which oneDNN's first call  {float(first.group(1)):7.1f} ms")
