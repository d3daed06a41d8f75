"""Timing of whole processes: wall clock, and the operating system's own account of CPU time and peak memory."""
import json
import os
import statistics
import subprocess
import sys

# The system counts what the starting process held as the started one's peak, and the bench holds whole results; so a
# small process starts each measured one, and keeps the account.
LAUNCHER = """
import json, os, sys, time
start = time.perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
account = [time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status]
os.write(int(sys.argv[1]), json.dumps(account).encode())
"""


class Sample:
    """One finished process: wall seconds, user + system seconds, peak memory in MB."""

    def __init__(self, command, **options):
        reading, writing = os.pipe()
        launch = [sys.executable, "-S", "-c", LAUNCHER, str(writing), *command]
        process = subprocess.Popen(launch, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[writing], **options)
        os.close(writing)
        self.output, self.errors = process.communicate()
        with open(reading, "rb") as account:
            told = account.read()
        if not told:
            raise SystemExit(f"{command} did not start:\n{self.errors.decode()}")
        self.wall, self.cpu, self.peak, status = json.loads(told)
        if status != 0:
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
