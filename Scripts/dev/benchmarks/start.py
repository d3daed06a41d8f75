"""From the process's start to an answer: `weir -e 1`, and the first heat map on the bundled model."""
import ctypes
import ctypes.util
import os
import time

from benchmarks._timing import medians

LINE = 'cache = run "the cat sat the cat sat"; show qk(cache, 11)'


def first_product_seconds():
    """How long the library takes for the first product of a process, one thread; None where it is not found."""
    os.environ["OMP_NUM_THREADS"] = "1"
    name = ctypes.util.find_library("dnnl")
    if name is None:
        return None
    product = ctypes.CDLL(name).dnnl_sgemm
    size, matrix = ctypes.c_int64(64), ctypes.c_float * 4096
    a, b, c = matrix(), matrix(), matrix()
    start = time.perf_counter()
    product(ctypes.c_char(b"N"), ctypes.c_char(b"N"), size, size, size, ctypes.c_float(1), a, size, b, size,
            ctypes.c_float(0), c, size)
    return time.perf_counter() - start


def main(root):
    weir = str(root / ".build/release/weir")
    one, line = medians([[weir, "-e", "1"], [weir, "-e", LINE]], 20, "wall", warmup=3)
    print(f"weir -e 1                     {one * 1e3:7.1f} ms   (goal: under 30)")
    print(f"weir -e '{LINE}'")
    print(f"                              {line * 1e3:7.1f} ms   (goal: under 150)")
    first = first_product_seconds()
    if first is not None:
        print(f"oneDNN's first product        {first * 1e3:7.1f} ms   (of a process of its own; Weir's runs beside the loading)")
