"""The shell on a pseudo-terminal: keys go in, bytes come out, and a clock stands beside."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

PROMPT = b"weir>"


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command, columns=100, rows=40, cwd=None, **environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        values = {"HOME": str(cwd or "/nonexistent"), "PATH": "/usr/bin:/bin", "TERM": "xterm-256color",
                  "LC_ALL": "C.UTF-8", "WEIR_HISTORY": "", "NO_COLOR": "1", "WEIR_HINTS": "0"} | environment
        self.start = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=cwd, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={name: value for name, value in values.items() if value is not None})
        os.close(slave)
        self.written = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def read(self, seconds):
        """Takes what comes within so many seconds; false when nothing does."""
        if not select.select([self.master], [], [], max(0, seconds))[0]:
            return False
        try:
            self.written += os.read(self.master, 1 << 16)
        except OSError:
            raise SystemExit("the program ended:\n" + self.tail())
        return True

    def settle(self, seconds=0.05):
        """Takes output until nothing has come for so long."""
        while self.read(seconds):
            pass

    def wait(self, text, after, seconds=30):
        """The moment at which a text has come behind a place of the output; None when it does not come in time."""
        end = time.perf_counter() + seconds
        while self.written.find(text, after) < 0:
            # What was looked through is not looked through again: a program may print for seconds.
            after = max(after, len(self.written) - len(text) + 1)
            if not self.read(end - time.perf_counter()):
                return None
        return time.perf_counter()

    def type(self, text):
        os.write(self.master, text.encode())

    def enter(self, text, seconds=120):
        """Types an entry and waits for the next prompt; seconds that this took."""
        self.settle(0.02)
        place, start = len(self.written), time.perf_counter()
        self.type(text + "\r")
        # The entry itself is drawn behind its prompt: the next one begins a line.
        end = self.wait(b"\n", place, seconds) and self.prompt(self.written.find(b"\n", place), seconds)
        if end is None:
            raise SystemExit(f"no prompt after {text}:\n{self.tail()}")
        return end - start

    def prompt(self, after, seconds=120):
        return self.wait(PROMPT, after, seconds)

    def tail(self, count=1500):
        return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", bytes(self.written[-count:])).decode(errors="replace")
