"""Ctrl-C in the middle of work of every kind: how long until the prompt is back. The goal is 100 ms everywhere."""
import tempfile
import time

from benchmarks._terminal import Terminal

DELAYS = (0.3, 1.0)
GOAL = 0.1

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
y = softmax(l, over: "i"); sum(y)
y = concat([l, l, l, l], over: "i"); sum(y)
"""),
}


def interrupted(terminal, program, delay):
    """Seconds from Ctrl-C to the prompt; None when the program ends before the delay."""
    terminal.settle(0.03)
    place = len(terminal.written)
    terminal.type(program + "\r")
    begin = terminal.wait(b"\n", place)
    start = terminal.written.find(b"\n", place)
    if terminal.prompt(start, delay) is not None:
        return None
    place, begin = len(terminal.written), time.perf_counter()
    terminal.type("\x03")
    end = terminal.prompt(place)
    if end is None:
        raise SystemExit(f"no prompt after Ctrl-C in {program}")
    return end - begin


def main(root, *options):
    wanted = options[0] if options else list(PROGRAMS)
    late, count = 0, 0
    for name in wanted:
        setup, programs = PROGRAMS[name]
        with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
            with Terminal([str(root / ".build/release/weir"), "--quiet", "--no-init"], cwd=folder) as terminal:
                terminal.prompt(0)
                for entry in setup:
                    terminal.enter(entry + ";")
                for program in programs.strip().splitlines():
                    times = [seconds for delay in DELAYS if (seconds := interrupted(terminal, program, delay)) is not None]
                    count += 1
                    late += max(times, default=0) > GOAL
                    shown = f"{max(times) * 1e3:7.0f} ms" if times else " ended   "
                    print(f"{shown}{'  late' if max(times, default=0) > GOAL else '      '}  {program}", flush=True)
    print(f"{count} programs, {late} later than {GOAL * 1e3:.0f} ms")
