"""The bench's tasks by TransformerLens's own words, which its two lines of versions share."""
import sys

import numpy
import torch

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from tasks import ANSWERS, HEADS, HEAT_MAP_LAYER, LAYERS, corrupt, prompt


def batch(ids):
    return torch.tensor([ids])


def difference(logits):
    right, wrong = ANSWERS
    return (logits[0, -1, right] - logits[0, -1, wrong]).item()


class Hooked:
    def __init__(self, model):
        self.model = model

    @torch.no_grad()
    def forward(self, count):
        return self.model(batch(prompt(count)))[0].numpy()

    @torch.no_grad()
    def activations(self, count):
        logits, _ = self.model.run_with_cache(batch(prompt(count)))
        return logits[0].numpy()

    @torch.no_grad()
    def heat_map(self, count):
        _, cache = self.model.run_with_cache(batch(prompt(count)))
        name = f"blocks.{HEAT_MAP_LAYER}.attn.hook_"
        return torch.einsum("qhd,khd->hqk", cache[name + "q"][0], cache[name + "k"][0]).numpy()

    @torch.no_grad()
    def ablation(self, count):
        tokens = batch(prompt(count))
        result = numpy.zeros((LAYERS, HEADS), dtype=numpy.float32)
        for layer in range(LAYERS):
            for head in range(HEADS):
                def zero(z, hook, head=head):
                    z[:, :, head] = 0
                    return z
                logits = self.model.run_with_hooks(tokens, fwd_hooks=[(f"blocks.{layer}.attn.hook_z", zero)])
                result[layer, head] = difference(logits)
        return result

    @torch.no_grad()
    def patching(self, count):
        clean, corrupted = batch(prompt(count)), batch(corrupt(prompt(count)))
        _, cache = self.model.run_with_cache(clean, names_filter=lambda name: name.endswith("hook_resid_pre"))
        result = numpy.zeros((LAYERS, count), dtype=numpy.float32)
        for layer in range(LAYERS):
            name = f"blocks.{layer}.hook_resid_pre"
            for position in range(count):
                def patch(residual, hook, position=position, name=name):
                    residual[:, position] = cache[name][:, position]
                    return residual
                result[layer, position] = difference(self.model.run_with_hooks(corrupted, fwd_hooks=[(name, patch)]))
        return result
