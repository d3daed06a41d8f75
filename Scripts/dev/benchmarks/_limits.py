"""What this machine reaches: a large product of single-precision matrices, and reading memory.

Prints one JSON line, GFLOP/s and GB/s, each the best and the median of some tries. Run as a program of its own, so that
the product's threads end with it.
"""
import ctypes
import ctypes.util
import json
import os
import statistics
import threading
import time

import numpy

ROWS, INPUTS, OUTPUTS = 2048, 3072, 3072
BYTES = 1 << 29


def speeds(amount, task, tries):
    """The best speed and the median, in thousand millions of `amount` a second."""
    task()
    seconds = []
    for _ in range(tries):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return {"best": amount / min(seconds) / 1e9, "median": amount / statistics.median(seconds) / 1e9}


def product():
    """GFLOP/s of oneDNN, as it comes, on all threads; None where it is not found."""
    name = ctypes.util.find_library("dnnl")
    if name is None:
        return None
    sgemm = ctypes.CDLL(name).dnnl_sgemm
    draw = numpy.random.default_rng(0)
    a = draw.standard_normal((ROWS, INPUTS), dtype=numpy.float32)
    b = draw.standard_normal((INPUTS, OUTPUTS), dtype=numpy.float32)
    c = numpy.zeros((ROWS, OUTPUTS), dtype=numpy.float32)

    def place(array):
        return array.ctypes.data_as(ctypes.POINTER(ctypes.c_float))

    size, plain = ctypes.c_int64, ctypes.c_char(b"N")

    def task():
        sgemm(plain, plain, size(ROWS), size(OUTPUTS), size(INPUTS), ctypes.c_float(1), place(a), size(INPUTS),
              place(b), size(OUTPUTS), ctypes.c_float(0), place(c), size(OUTPUTS))

    return speeds(2 * ROWS * INPUTS * OUTPUTS, task, 8)


def reading():
    """GB/s of the system's search for a byte that is nowhere, with a thread for each core and with two."""
    memory = numpy.full(BYTES, 2, dtype=numpy.uint8)
    search = ctypes.CDLL(None).memchr
    search.restype = ctypes.c_void_p
    search.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]

    def read(count):
        part = BYTES // count
        threads = [threading.Thread(target=search, args=(memory.ctypes.data + index * part, 1, part))
                   for index in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    cores = os.cpu_count() or 1
    return max((speeds(BYTES, lambda: read(count), 9) for count in {cores, 2 * cores}), key=lambda found: found["median"])


if __name__ == "__main__":
    print(json.dumps({"GFLOP/s": product(), "GB/s": reading()}))
