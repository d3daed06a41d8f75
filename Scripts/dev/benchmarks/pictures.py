"""Pages of large pictures: how long they take to write, how large they are, and how soon a browser has painted them.

A grid of 12 x 12 heads over 64 tokens, causal maps of 4,096 tokens, and a report of twenty figures, from data at hand.
"""
import os
import re
import statistics
import sys
import tempfile

from benchmarks._timing import Sample

LATER = """
n = 4096
later = arange(0, n, axis: "query") < arange(0, n, axis: "key")
"""

# name, what makes the tensor x, wanted milliseconds, wanted bytes
PICTURES = [
    ("12 x 12 heads of 64 tokens",
     'x = softmax(random_normal({layer: 12, head: 12, query: 64, key: 64}) * 3, over: "key")', 200, None),
    ("12 x 12 causal heads of 64 tokens",
     'later = arange(0, 64, axis: "query") < arange(0, 64, axis: "key")\n'
     'x = random_normal({layer: 12, head: 12, query: 64, key: 64}) * 3 |> mask_out(later) |> softmax(over: "key")'
     " |> mask_out(later)", 200, None),
    ("4,096 tokens, attention-like",
     LATER + 'x = softmax(mask_out(random_normal({query: n, key: n}) * 4, later), over: "key") |> mask_out(later)',
     2000, 5e6),
    ("4,096 tokens, noise", LATER + "x = mask_out(random_uniform({query: n, key: n}), later)", 2000, 5e6),
]
PAINT = 1000

# Twenty pictures of the usual kinds, from one run of the bundled model.
REPORT = """
r = run "When Mary and John went to the store, John gave a drink to"
s = run "the cat sat the cat sat"
show qk(s, 11)
show attention_heads(s, layer: 5)
show attention_pattern(s, L5H9)
show attention_arcs(s, L5H9)
show neuron_view(s, L5H9)
show logit_lens_map(r)
show logit_lens_map(r, colour: "entropy")
show top_tokens(r)
show top_token_table(r.logits, k: 5)
show coloured_tokens(token_losses(r), measure: "loss")
show induction_score(s), title: "induction"
show previous_token_score(s), title: "previous token"
show layer_position_map(stack([norm(r[l.resid_post], over: "d_model") for l in layers()], "layer"))
show line_plot(mean(induction_score(s), over: "head"), title: "by layer")
show bar_plot(max(induction_score(s), over: "head"), title: "the best of each layer")
show histogram(r[L3.mlp_post])
show scatter_plot(induction_score(s), previous_token_score(s), across: "induction", up: "previous token")
show clustered_matrix(induction_score(s))
show diff(s[L5H9.pattern], s[L5H7.pattern], names: ["L5H9", "L5H7"])
show graph([{from: L2H0, into: L5H9, score: 0.3}, {from: L2H0, into: L5H7, score: 0.2}])
"""


def browser_of(root):
    """A browser for the tests' pages, or None."""
    sys.path.insert(0, str(root / "Tests/Browser"))
    sys.dont_write_bytecode = True
    from browser import Browser, find_chromium
    return Browser() if find_chromium() else None


def painted(page, path, turns=3):
    """Median milliseconds from navigation to the second frame after everything is drawn."""
    if page is None:
        return None
    page.open(path)
    return statistics.median(page.open(path) for _ in range(turns)) * 1e3


def report(page, weir, folder):
    script, path = os.path.join(folder, "twenty.weir"), os.path.join(folder, "twenty.html")
    with open(script, "w", encoding="utf-8") as file:
        file.write("# Twenty figures\n" + REPORT)
    sample = Sample([weir, "report", script, "-o", path], cwd=folder)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    figures = text.count('<figure class="weir"')
    cells = sum(len(found) for found in re.findall(r'class="weir-cells">([^<]*)<', text))
    yield (f"report of {figures} figures", sample.wall * 1e3, None, len(text.encode()), None, painted(page, path),
           f"without its packed cells {(len(text.encode()) - cells) / 1e6:.2f} MB, wanted under 1 MB")


def grids(page, weir, folder):
    for name, tensor, wanted, largest in PICTURES:
        script, path = os.path.join(folder, "page.weir"), os.path.join(folder, "page.html")
        with open(script, "w", encoding="utf-8") as file:
            # Reading an entry makes the tensor before the clock starts.
            file.write(tensor + """
x.size
times = []
for i in 0..<5 {
  start = seconds()
  save x to "page.html"
  times = [...times, seconds() - start]
}
print sort(times)[2]
""")
        sample = Sample([weir, script], cwd=folder)
        yield (name, float(sample.output) * 1e3, wanted, os.path.getsize(path), largest, painted(page, path), "")


def main(root):
    weir = str(root / ".build/release/weir")
    page = browser_of(root)
    print(f"{'':34} {'written':>19} {'size':>17} {'painted':>20}")
    try:
        with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
            for rows in (grids, report):
                for name, took, wanted, size, largest, paint, note in rows(page, weir, folder):
                    goal = f"(< {wanted} ms)" if wanted else ""
                    limit = f"(< {largest / 1e6:.0f} MB)" if largest else ""
                    seen = f"{paint:5.0f} ms (< {PAINT} ms)" if paint is not None else "no browser"
                    print(f"{name:34} {took:6.0f} ms {goal:11} {size / 1e6:5.2f} MB {limit:8} {seen:>19}  {note}",
                          flush=True)
    finally:
        if page is not None:
            page.close()
