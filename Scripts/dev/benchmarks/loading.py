"""A model of GPT-2 small's size from the page cache: the time of `load`, and the memory that a pass over it leaves taken."""
import array
import json
import pathlib
import random
import statistics
import struct
import subprocess
import tempfile

LAYERS, WIDTH, HIDDEN, VOCABULARY, CONTEXT = 12, 768, 3072, 50257, 1024
RUNS = 7
LINE = """
def seconds_of(n, m) {
  before = seconds()
  r = run(tokens([300 + 7 * i for i in 0..<n], model: m), model: m)
  value = sum(r.logits[-1])
  seconds() - before
}
before = seconds()
m = load "model"
print seconds() - before
print seconds_of(8, m)
print seconds_of(8, m)
print seconds_of(128, m)
value = 0
while true { value = value + 1 }
"""


def tensors():
    """Names and shapes of the weights in the order of the file."""
    yield "transformer.wte.weight", (VOCABULARY, WIDTH)
    yield "transformer.wpe.weight", (CONTEXT, WIDTH)
    for layer in range(LAYERS):
        block = f"transformer.h.{layer}"
        for norm in ("ln_1", "ln_2"):
            yield f"{block}.{norm}.weight", (WIDTH,)
            yield f"{block}.{norm}.bias", (WIDTH,)
        for name, inputs, outputs in (("attn.c_attn", WIDTH, 3 * WIDTH), ("attn.c_proj", WIDTH, WIDTH),
                                      ("mlp.c_fc", WIDTH, HIDDEN), ("mlp.c_proj", HIDDEN, WIDTH)):
            yield f"{block}.{name}.weight", (inputs, outputs)
            yield f"{block}.{name}.bias", (outputs,)
    yield "transformer.ln_f.weight", (WIDTH,)
    yield "transformer.ln_f.bias", (WIDTH,)


def write_model(folder):
    """A folder of random weights; returns the bytes of its weights."""
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(dict(
        model_type="gpt2", vocab_size=VOCABULARY, n_positions=CONTEXT, n_embd=WIDTH, n_layer=LAYERS, n_head=12,
        bos_token_id=50256, eos_token_id=50256)))
    header, offset = {}, 0
    for name, shape in tensors():
        size = 4 * (shape[0] * shape[1] if len(shape) == 2 else shape[0])
        header[name] = dict(dtype="F32", shape=shape, data_offsets=(offset, offset + size))
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    draw = random.Random(0)
    # Speed and memory do not depend on the numbers, so a stretch of them repeats.
    stretch = array.array("f", (draw.gauss(0, 0.02) for _ in range(1 << 18))).tobytes()
    with open(folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for start in range(0, offset, len(stretch)):
            file.write(stretch[:offset - start])
    return offset


def resident(process):
    """The bytes of a process that are in memory: its own, and those of mapped files."""
    lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.startswith("Rss")}
    return sizes["RssAnon"], sizes["RssFile"]


def main(root):
    weir = str(root / ".build/release/weir")
    with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
        size = write_model(pathlib.Path(folder) / "model")
        times, memory = [], []
        for turn in range(RUNS + 1):
            # The first turn brings the file into the page cache.
            process = subprocess.Popen([weir, "-e", LINE], cwd=folder, stdout=subprocess.PIPE, text=True)
            try:
                loaded, first, second, _ = (float(process.stdout.readline()) for _ in range(4))
                if turn > 0:
                    times.append((loaded, first - second))
                    memory.append(resident(process))
            finally:
                process.kill()
                process.wait()
        own, mapped = (statistics.median(part) / size for part in zip(*memory))
        loaded, first = (statistics.median(part) * 1e3 for part in zip(*times))
        print(f"load, {size / 1e6:.0f} MB of weights      {loaded:7.1f} ms   (goal: under 50)")
        print(f"what a first pass adds        {first:7.1f} ms   (8 tokens, above the same pass again)")
        print(f"in memory after full passes   {own + mapped:7.2f} times its size   (goal: under 1.1; "
              f"{own:.2f} of the process, {mapped:.2f} of files)")
