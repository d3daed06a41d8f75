"""Runs the bench's tasks in one Python engine, one after another as they are asked for.

An engine is a class with `forward(count)`, `activations(count)`, `ablation(count)`, `patching(count)` and
`heat_map(count)`, each of which computes its whole result and gives it as a numpy array. A request is one JSON line on
standard input, its answer one on standard output; what the libraries print goes to standard error.
"""
import ctypes
import gc
import importlib.metadata
import json
import os
import resource
import sys
import time

import numpy

PACKAGES = ("transformer-lens", "transformers", "torch")


def resident(field):
    """Megabytes by the kernel's account: `VmRSS` now, `VmHWM` at the highest since the last `forget_peak`."""
    for line in open("/proc/self/status"):
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return float("nan")


def forget_peak():
    gc.collect()
    libc = ctypes.CDLL(None)
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass


def answer(engine, request):
    task = getattr(engine, request["task"])
    count = request["count"]
    # A sweep is warmed up by one of its passes, everything else by itself; so it is for every engine.
    engine.forward(count) if request["task"] in ("ablation", "patching") else task(count)
    forget_peak()
    before = resident("VmRSS")
    seconds = []
    result = None
    for _ in range(request["repeats"]):
        # The result before is let go of first: what a task takes is measured, not what is kept of it.
        result = None
        start = time.perf_counter()
        result = task(count)
        seconds.append(time.perf_counter() - start)
    peak = resident("VmHWM") - before
    if request.get("out"):
        numpy.save(request["out"], numpy.asarray(result, dtype=numpy.float32))
    return {"seconds": seconds, "peak": peak}


def main(load):
    """`PEER.py MODEL` serves; `PEER.py MODEL OUT` draws up the first heat map and ends."""
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    folder = sys.argv[1]
    start = time.perf_counter()
    engine = load(folder)
    if len(sys.argv) > 2:
        numpy.save(sys.argv[2], engine.heat_map(8))
        return
    engine.forward(8)
    ready = {"load": time.perf_counter() - start,
             "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
             "versions": {name: importlib.metadata.version(name) for name in PACKAGES}}
    print(json.dumps(ready), file=replies, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(engine, json.loads(line))), file=replies, flush=True)
