"""The prompt as a person feels it: start to prompt, key to screen, and Tab in a vocabulary of 50,257 tokens."""
import itertools
import json
import pathlib
import statistics
import string
import struct
import tempfile
import time

from benchmarks._terminal import Terminal

STARTS = 15
TEXT = 'r = run("the cat sat"); x = [i * 2 for i in 0..<12 if i > 3]'
PAINTED = {"NO_COLOR": None, "WEIR_HINTS": None}


def start(command):
    """Median milliseconds from the start of the process to its prompt."""
    times = []
    for _ in range(STARTS):
        with Terminal(command) as terminal:
            times.append(terminal.prompt(0) - terminal.start)
    return statistics.median(times) * 1e3


def keys(command, **environment):
    """Milliseconds from a key to what it draws: median and worst."""
    times = []
    with Terminal(command, **environment) as terminal:
        terminal.prompt(0)
        terminal.enter("r = 1; x = [i * 3 for i in 0..<9]")
        for _ in range(4):
            for key in TEXT:
                terminal.settle(0.01)
                begin = time.perf_counter()
                terminal.type(key)
                terminal.read(1)
                times.append(time.perf_counter() - begin)
            terminal.type("\x03")
            terminal.settle(0.05)
    return statistics.median(times) * 1e3, max(times) * 1e3


def byte_characters():
    """GPT-2's way to write a byte as a visible character."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in plain]
    return [chr(byte) for byte in plain] + [chr(256 + place) for place in range(len(rest))]


def write_model(folder):
    """A tiny model with a byte-level vocabulary of GPT-2's size: 256 bytes, 50,000 merges of letters, one special."""
    letters = string.ascii_lowercase
    pairs = [(a, b) for a in letters for b in letters]
    triples = [(a + b, c) for a, b in pairs for c in letters]
    longer = [(a + b + c, d) for (a, b), c, d in itertools.product(pairs, letters, letters)]
    merges = (pairs + triples + longer)[:50000]
    vocabulary = {token: place for place, token in enumerate(byte_characters() + [a + b for a, b in merges])}
    vocabulary["<|endoftext|>"] = 50256
    tokenizer = {
        "added_tokens": [{"id": 50256, "content": "<|endoftext|>", "special": True, "normalized": False,
                          "single_word": False, "lstrip": False, "rstrip": False}],
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "decoder": {"type": "ByteLevel"}, "normalizer": None, "post_processor": None,
        "model": {"type": "BPE", "vocab": vocabulary, "merges": [f"{a} {b}" for a, b in merges]},
    }
    shapes = {"wte.weight": [50257, 8], "wpe.weight": [32, 8], "ln_f.weight": [8], "ln_f.bias": [8]}
    layer = {"ln_1.weight": [8], "ln_1.bias": [8], "ln_2.weight": [8], "ln_2.bias": [8],
             "attn.c_attn.weight": [8, 24], "attn.c_attn.bias": [24], "attn.c_proj.weight": [8, 8],
             "attn.c_proj.bias": [8], "mlp.c_fc.weight": [8, 32], "mlp.c_fc.bias": [32],
             "mlp.c_proj.weight": [32, 8], "mlp.c_proj.bias": [8]}
    shapes |= {f"h.0.{name}": shape for name, shape in layer.items()}
    header, end = {}, 0
    for name, shape in shapes.items():
        size = 4
        for count in shape:
            size *= count
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + bytes(end))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "config.json").write_text(json.dumps({
        "model_type": "gpt2", "n_layer": 1, "n_head": 2, "n_embd": 8, "n_positions": 32, "n_ctx": 32,
        "vocab_size": 50257, "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new", "bos_token_id": 50256,
        "eos_token_id": 50256}))


def vocabulary(command):
    """Milliseconds from two Tabs to the list of what begins so: the first time, and the median after it."""
    times = []
    with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
        write_model(pathlib.Path(folder) / "model")
        with Terminal(command, cwd=folder) as terminal:
            terminal.prompt(0)
            terminal.enter('m = load "model"; t = tokens("abc")')
            for beginning in ["ab", "xy", "q", "th", "mn", "zz", "k", "lo"]:
                terminal.settle()
                terminal.type(f'token("{beginning}')
                terminal.settle()
                place, begin = len(terminal.written), time.perf_counter()
                terminal.type("\t\t")
                # The list is there when the entry is drawn again below it.
                end = terminal.wait(b"token(", place, 5)
                if end is None:
                    raise SystemExit(f"no list for {beginning}:\n{terminal.tail()}")
                times.append((end - begin) * 1e3)
                terminal.type("\x03")
    return times[0], statistics.median(times[1:])


def main(root):
    weir = str(root / ".build/release/weir")
    command = [weir, "--no-init"]
    print(f"start to prompt               {start(command):7.1f} ms   (--quiet: {start([*command, '--quiet']):.1f})")
    command.append("--quiet")
    for name, environment in [("plain", {}), ("painted, with hints", PAINTED)]:
        median, worst = keys(command, **environment)
        print(f"key to screen, {name:<20}{median:6.2f} ms   (worst {worst:.1f})")
    first, median = vocabulary(command)
    print(f"Tab among 50,257 tokens       {median:7.1f} ms   (goal: under 50; the first one {first:.1f})")
