"""Pages of large pictures: a grid of 12 x 12 heads over 64 tokens, and one causal map of 4,096 tokens, from data at hand."""
import os
import tempfile

from benchmarks._timing import Sample

# name, the tensor, wanted milliseconds, wanted bytes
PICTURES = [
    ("12 x 12 heads of 64 tokens", "softmax(random_normal({layer: 12, head: 12, query: 64, key: 64}) * 3)", 200, 5e6),
    ("4,096 tokens, attention-like", "softmax(mask_out(random_normal({query: n, key: n}) * 4, later), over: \"key\")"
     " |> mask_out(later)", 2000, 5e6),
    ("4,096 tokens, noise", "mask_out(random_uniform({query: n, key: n}), later)", 2000, 5e6),
]


def main(root):
    weir = str(root / ".build/release/weir")
    with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
        for name, tensor, wanted, largest in PICTURES:
            program = f"""
n = 4096
later = arange(0, n, axis: "key") > arange(0, n, axis: "query")
x = {tensor}
x.size
times = []
for i in 0..<5 {{
  start = seconds()
  save x to "page.html"
  times = [...times, seconds() - start]
}}
print sort(times)[2]
"""
            path = os.path.join(folder, "page.weir")
            with open(path, "w", encoding="utf-8") as file:
                file.write(program)
            sample = Sample([weir, path], cwd=folder)
            size = os.path.getsize(os.path.join(folder, "page.html"))
            print(f"{name:32} {float(sample.output) * 1e3:7.0f} ms  {size / 1e6:5.2f} MB"
                  f"   (goals: under {wanted} ms, under {largest / 1e6:.0f} MB)")
