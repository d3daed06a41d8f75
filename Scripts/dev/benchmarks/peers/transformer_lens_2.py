"""transformer_lens_2.py MODEL RESULTS: the engine's tasks in TransformerLens 2.x (HookedTransformer).

Prints one JSON line, task -> median seconds, and saves what it computed to RESULTS (npz), so that Weir's numbers can be
held against it. Every task forces its result.
"""
import json
import resource
import statistics
import sys
import time

import numpy
import torch
from transformer_lens import HookedTransformer, HookedTransformerConfig
from transformer_lens.pretrained.weight_conversions import convert_gpt2_weights
from transformers import GPT2LMHeadModel

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from tasks import CLEAN_AT, HEAT_MAP_LAYER, RUNS, answer_tokens, corrupt, prompt


def load(folder):
    theirs = GPT2LMHeadModel.from_pretrained(folder)
    config = HookedTransformerConfig(
        n_layers=12, d_model=768, n_ctx=1024, d_head=64, n_heads=12, d_mlp=3072, d_vocab=50257, act_fn="gelu_new",
        normalization_type="LN", eps=1e-5, device="cpu", seed=0)
    model = HookedTransformer(config)
    model.load_state_dict(convert_gpt2_weights(theirs, config), strict=False)
    return model


def median(task, runs=RUNS):
    task()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def difference(logits):
    a, b = answer_tokens
    return (logits[0, -1, a] - logits[0, -1, b]).item()


def ablations(model, tokens):
    result = numpy.zeros((12, 12), dtype=numpy.float32)
    for layer in range(12):
        for head in range(12):
            def zero(z, hook, head=head):
                z[:, :, head] = 0
                return z
            logits = model.run_with_hooks(tokens, fwd_hooks=[(f"blocks.{layer}.attn.hook_z", zero)])
            result[layer, head] = difference(logits)
    return result


def patches(model, clean, corrupted):
    _, cache = model.run_with_cache(clean, names_filter=lambda name: name.endswith("hook_resid_pre"))
    count = clean.shape[1]
    result = numpy.zeros((12, count), dtype=numpy.float32)
    for layer in range(12):
        name = f"blocks.{layer}.hook_resid_pre"
        for position in range(count):
            def patch(residual, hook, position=position, name=name):
                residual[:, position] = cache[name][:, position]
                return residual
            result[layer, position] = difference(model.run_with_hooks(corrupted, fwd_hooks=[(name, patch)]))
    return result


@torch.no_grad()
def main():
    model = load(sys.argv[1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, kept = {}, {}
    if len(sys.argv) > 3 and sys.argv[3] == "first":
        _, cache = model.run_with_cache(torch.tensor([prompt(8)]))
        q, k = cache["q", HEAT_MAP_LAYER][0], cache["k", HEAT_MAP_LAYER][0]
        numpy.savez(sys.argv[2], first=torch.einsum("qhd,khd->hqk", q, k).numpy())
        return
    for count in (8, 64, 512):
        tokens = torch.tensor([prompt(count)])
        seconds[f"forward {count}"] = median(lambda: model(tokens))
        kept[f"forward {count}"] = model(tokens)[0].numpy()
    tokens = torch.tensor([prompt(512)])
    seconds["every activation 512"] = median(lambda: model.run_with_cache(tokens))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    for count in (8, 64):
        tokens = torch.tensor([prompt(count)])
        seconds[f"ablation {count}"] = median(lambda: ablations(model, tokens), runs=1)
        kept[f"ablation {count}"] = ablations(model, tokens)
    clean, corrupted = torch.tensor([prompt(64)]), torch.tensor([corrupt(prompt(64))])
    seconds["patching 64"] = median(lambda: patches(model, clean, corrupted), runs=1)
    kept["patching 64"] = patches(model, clean, corrupted)
    numpy.savez(sys.argv[2], **{name.replace(" ", "_"): value for name, value in kept.items()})
    print(json.dumps({"seconds": seconds, "peak": peak}))


main()
