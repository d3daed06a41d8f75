"""Timing of whole processes: wall clock, and the operating system's own account of CPU time and peak memory."""
import os
import statistics
import subprocess
import time


class Sample:
    """One finished process: wall seconds, user + system seconds, peak memory in MB."""

    def __init__(self, command, **options):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        self.output = process.stdout.read()
        self.errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.perf_counter() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        if process.returncode != 0:
            raise SystemExit(f"{command} failed:\n{self.errors.decode()}{self.output.decode()}")


def medians(commands, runs, figure, warmup=1, **options):
    """Runs the commands in turn and returns the median of a figure of each."""
    rows = [[] for _ in commands]
    for turn in range(runs + warmup):
        for row, command in zip(rows, commands):
            value = getattr(Sample(command, **options), figure)
            if turn >= warmup:
                row.append(value)
    return [statistics.median(row) for row in rows]
