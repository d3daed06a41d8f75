"""bench interrupts [--only KIND,...]: Ctrl-C in the middle of work of every kind.

Two times from Ctrl-C on: until the prompt is back (the goal is 100 ms everywhere), and until an entry that is typed there
at once has answered, which waits for what is left of the work.
"""
import argparse
import pathlib
import tempfile
import time

from benchmarks._terminal import Terminal

DELAYS = (0.3, 1.0)
GOAL = 100

# Entries that make large inputs, and programs over them that take longer than the delays, as a rule.
PROGRAMS = {
    "texts": ([
        's = join(["the cat sat on the mat, number \\(i).\\n" for i in 0..<1200000])', 'w = "x" * 60000000',
    ], """
t = tokens(s); 1
t = tokens(w); 1
y = upper(s) + lower(s) + upper(s) + lower(s); 1
y = split(s); 1
y = split(s, "a"); 1
y = lines(s); 1
y = replace(s, "cat", "dogs"); 1
y = list(s); 1
y = reverse(s + s); 1
y = unique(s); 1
y = sort(list(w)); 1
y = trim(" " * 200000000); 1
y = [c for c in s]; 1
y = contains(s + s + s + s, "zebra"); 1
y = index_of(w, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy")
y = join(list(s), "-"); 1
y = pad(s, 200000000); 1
y = str([s, s, s]); 1
y = count(s, c -> c == "a")
y = group_by(s, c -> c)
y = max(s)
print s
print w
s
"""),
    "lists": ([
        "xs = [(i * 7919) % 1000003 for i in 0..<1500000]", 'ws = ["w\\((i * 7919) % 1000003)" for i in 0..<1500000]',
        "ll = [[i, i + 1] for i in 0..<1000000]", "big = list(0..<20000000)",
    ], """
z = [1]; for i in 0..<40 { z = z + z }
z = sort(xs + xs + xs); 1
z = sort(ws); 1
z = sort(ll + ll); 1
z = sort_by(xs, x -> -x); 1
z = map(big, x -> x + 1); 1
z = reverse(big + big + big); 1
z = unique(ws + ws); 1
z = unique(ll); 1
z = zip(big, big); 1
z = enumerate(big); 1
z = flat([big, big, big, big]); 1
z = chunks(big, 2); 1
z = group_by(ws, w -> w); 1
z = sum(big + big) + mean(big) + std(big) + variance(big) + norm(big)
z = median(big) + quantile(big, 0.2)
z = topk(big, 5)
z = any(big, x -> x < 0)
z = record([["k\\(i)", i] for i in 0..<3000000]); 1
z = range(200000000); 1
z = join(big, ","); 1
z = str(big); 1
z = (big + [1] == big + [1])
z = tensor(big); 1
z = reduce(big, (a, b) -> a + b)
z = [x for x in big if x in [1, 2]]
big
"""),
    "files": ([
        "x = random_normal({a: 4000, b: 4000})", 't = table({a: list(0..<2000000), b: ["w\\(i)" for i in 0..<2000000]})',
        'save t to "t.csv"', 'save {a: list(0..<5000000), b: ["w\\(i)" for i in 0..<2000000]} to "t.json"',
        'save join(["line \\(i)\\n" for i in 0..<12000000]) to "t.txt"', 'save {x: x, y: x, z: x} to "t.safetensors"',
        'save join(["x\\(i) = [\\(i), 2, 3]\\n" for i in 0..<1200000]) to "long.txt"',
    ], """
z = read_csv("t.csv"); 1
z = read_json("t.json"); 1
z = read_lines("t.txt"); 1
z = read_tensors("t.safetensors"); sum(z.x)
save t to "u.csv"
save t to "u.json"
save t to "u.md"
save x to "u.csv"
save x to "u.json"
save {x: x, y: x, z: x} to "u.safetensors"
z = join_on(t, t, "b"); 1
z = map(t, r -> r.a); 1
z = table([{a: i, b: i} for i in 0..<1000000]); 1
z = sort_by(t, r -> -r.a); 1
:load long.txt
"""),
    "pictures": ([
        "x = random_normal({a: 4000, b: 4000})", "l = random_normal({i: 4000000})",
    ], """
save x to "x.png"
save x to "x.svg"
save x to "x.html"
show x
show l
save line_plot(l) to "l.png"
save line_plot(l) to "l.svg"
save line_plot(l) to "l.html"
show line_plot(l)
save scatter_plot(l, l) to "s.svg"
show scatter_plot(l, l)
show bar_plot(l)
show x, as: "tokens"
save figure(random_normal({layer: 12, head: 12, query: 500, key: 500})) to "h.html"
show figure(x, as: "clustered")
"""),
    "tensors": ([
        "x = random_normal({a: 4000, b: 4000})", "l = random_normal({i: 20000000})",
    ], """
y = x @ rename(x, {a: "b", b: "c"}); sum(y)
y = sort(l, over: "i"); sum(y)
y = topk(l, 10000000, over: "i"); 1
y = median(l); y = quantile(l, 0.3)
y = to_list(l); 1
y = unique(l); 1
y = random_normal({i: 200000000}); sum(y)
y = sin(l) + cos(l) + tan(l) + erf(l) + exp(l) + log(abs(l)); sum(y)
y = [svd(random_normal({a: 200, b: 200})) for i in 0..<1000]
y = svd(random_normal({a: 3000, b: 3000})); 1
y = softmax(l, over: "i"); sum(y)
y = concat([l, l, l, l], over: "i"); sum(y)
"""),
    # A checkpoint of GPT-2 small's size, which is written before the shell starts.
    "models": ([], """
m = load "model", processing: "transformerlens"
m = load "model", precision: "bfloat16"; sum(run(tokens([i for i in 0..<8], model: m), model: m).logits)
m = load "model"; r = run(tokens([i for i in 0..<512], model: m), model: m); sum(r.logits)
"""),
}


def interrupted(terminal, program, delay):
    """Seconds from Ctrl-C to the prompt and to the next answer; None when the program ends before the delay."""
    terminal.settle(0.03)
    place = len(terminal.written)
    terminal.type(program + "\r")
    terminal.wait(b"\n", place)
    start = terminal.written.find(b"\n", place)
    if terminal.prompt(start, delay) is not None:
        return None
    place, begin = len(terminal.written), time.perf_counter()
    terminal.type("\x03")
    end = terminal.prompt(place)
    if end is None:
        raise SystemExit(f"no prompt after Ctrl-C in {program}")
    terminal.enter("1", seconds=600)
    return end - begin, time.perf_counter() - begin


def prepare(kind, folder):
    """Writes what the programs of a kind read; false when that cannot be made here."""
    if kind != "models":
        return True
    try:
        from benchmarks.peers import random_gpt2
    except ImportError:
        print("models: needs numpy (python3 -m pip install numpy)")
        return False
    random_gpt2.write(pathlib.Path(folder) / "model")
    return True


def main(root, options=()):
    parser = argparse.ArgumentParser(prog="bench interrupts", description=__doc__)
    parser.add_argument("--only", metavar="KIND,...", default=",".join(PROGRAMS), help="of " + ", ".join(PROGRAMS))
    kinds = parser.parse_args(options).only.split(",")
    late, slow, count = 0, 0, 0
    print("    prompt  next answer")
    for kind in kinds:
        setup, programs = PROGRAMS[kind]
        with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
            if not prepare(kind, folder):
                continue
            with Terminal([str(root / ".build/release/weir"), "--quiet", "--no-init"], cwd=folder) as terminal:
                terminal.prompt(0)
                for entry in setup:
                    terminal.enter(entry + ";")
                for program in programs.strip().splitlines():
                    times = [pair for delay in DELAYS if (pair := interrupted(terminal, program, delay)) is not None]
                    back, answer = (max(part) * 1e3 for part in zip(*times)) if times else (0, 0)
                    count += 1
                    late += back > GOAL
                    slow += answer > GOAL
                    shown = f"{back:7.0f} ms {answer:9.0f} ms" if times else "  ended before      "
                    print(f"{shown}{'  late' if back > GOAL else '      '}  {program}", flush=True)
    print(f"{count} programs; of {late} the prompt was back later than {GOAL} ms, of {slow} the next answer")
