"""random_gpt2.py FOLDER: writes a model of GPT-2 small's size with random weights, in Hugging Face form.

Needs numpy only, so that the bench can make it without a peer. The weights are drawn as GPT-2's were before training,
which keeps activations in their usual range.
"""
import json
import pathlib
import struct
import sys

import numpy

LAYERS, HEADS, WIDTH, VOCABULARY, CONTEXT = 12, 12, 768, 50257, 1024


def tensors():
    draw = numpy.random.Generator(numpy.random.PCG64(0))

    def normal(*shape, scale=0.02):
        return (draw.standard_normal(shape, dtype=numpy.float32) * scale).astype(numpy.float32)

    yield "wte.weight", normal(VOCABULARY, WIDTH, scale=0.1)
    yield "wpe.weight", normal(CONTEXT, WIDTH)
    for layer in range(LAYERS):
        name = f"h.{layer}."
        for norm in ("ln_1", "ln_2"):
            yield name + norm + ".weight", 1 + normal(WIDTH)
            yield name + norm + ".bias", normal(WIDTH)
        yield name + "attn.c_attn.weight", normal(WIDTH, 3 * WIDTH, scale=0.05)
        yield name + "attn.c_attn.bias", normal(3 * WIDTH)
        yield name + "attn.c_proj.weight", normal(WIDTH, WIDTH)
        yield name + "attn.c_proj.bias", normal(WIDTH)
        yield name + "mlp.c_fc.weight", normal(WIDTH, 4 * WIDTH, scale=0.05)
        yield name + "mlp.c_fc.bias", normal(4 * WIDTH)
        yield name + "mlp.c_proj.weight", normal(4 * WIDTH, WIDTH)
        yield name + "mlp.c_proj.bias", normal(WIDTH)
    yield "ln_f.weight", 1 + normal(WIDTH)
    yield "ln_f.bias", normal(WIDTH)


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    arrays = list(tensors())
    header, offset = {}, 0
    for name, array in arrays:
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(folder / "model.safetensors.partial", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, array in arrays:
            file.write(array.tobytes())
    (folder / "config.json").write_text(json.dumps({
        "model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "activation_function": "gelu_new",
        "n_layer": LAYERS, "n_head": HEADS, "n_embd": WIDTH, "n_positions": CONTEXT, "n_ctx": CONTEXT,
        "vocab_size": VOCABULARY, "layer_norm_epsilon": 1e-5, "bos_token_id": 50256, "eos_token_id": 50256,
        "tie_word_embeddings": True, "torch_dtype": "float32", "transformers_version": "4.40.0"}, indent=1))
    (folder / "model.safetensors.partial").rename(folder / "model.safetensors")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
