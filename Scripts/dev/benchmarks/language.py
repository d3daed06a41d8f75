"""The evaluator beside CPython: the same programs, CPU time of the whole process, in turn."""
import pathlib
import sys
import tempfile

from benchmarks._timing import medians

# name, Weir, Python, wanted ratio Python / Weir
PROGRAMS = [
    ("fib(27)", """
def fib(n) { if n < 2 { return n }; return fib(n - 1) + fib(n - 2) }
print(fib(27))
""", """
def fib(n):
    if n < 2: return n
    return fib(n - 1) + fib(n - 2)
print(fib(27))
""", 2),
    ("for, 10 million additions", """
def f() { s = 0; for i in 0..<10000000 { s = s + i }; return s }
print(f())
""", """
def f():
    s = 0
    for i in range(10000000): s = s + i
    return s
print(f())
""", 2),
    ("while, 10 million additions", """
def f() { s = 0; i = 0; while i < 10000000 { s = s + i; i = i + 1 }; return s }
print(f())
""", """
def f():
    s = 0
    i = 0
    while i < 10000000:
        s = s + i
        i = i + 1
    return s
print(f())
""", 2),
    ("comprehension, 1 million", """
def f() { xs = [x * 2 for x in 0..<1000000]; return len(xs) }
print(f())
""", """
def f():
    xs = [x * 2 for x in range(1000000)]
    return len(xs)
print(f())
""", 1),
    ('s = s + "x", 1 million', """
def f() { s = ""; for i in 0..<1000000 { s = s + "x" }; return len(s) }
print(f())
""", """
def f():
    s = ""
    for i in range(1000000): s = s + "x"
    return len(s)
print(f())
""", 1),
    ("xs = [...xs, x], 1 million", """
def f() { xs = []; for i in 0..<1000000 { xs = [...xs, i] }; return len(xs) }
print(f())
""", """
def f():
    xs = []
    for i in range(1000000): xs.append(i)
    return len(xs)
print(f())
""", 1),
    ("join of 1 million numbers", """
def f() = len(join([str(x) for x in 0..<1000000], ","))
print(f())
""", """
def f(): return len(",".join([str(x) for x in range(1000000)]))
print(f())
""", 1),
]


def main(root):
    weir = str(root / ".build/release/weir")
    print(f"CPU seconds; CPython {sys.version.split()[0]}")
    print(f"{'program':32}{'Weir':>8}{'CPython':>9}{'ratio':>7}{'goal':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for name, ours, theirs, goal in PROGRAMS:
            script = pathlib.Path(folder, "program.weir")
            script.write_text(ours)
            peer = pathlib.Path(folder, "program.py")
            peer.write_text(theirs)
            a, b = medians([[weir, str(script)], [sys.executable, "-I", str(peer)]], 5, "cpu")
            print(f"{name:32}{a:8.3f}{b:9.3f}{b / a:7.2f}{goal:6}")
