"""The engine's tasks in Hugging Face transformers, with PyTorch's own hooks."""
import contextlib
import sys

import numpy
import torch
from transformers import GPT2LMHeadModel

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from hooked import batch, difference
from server import main
from tasks import HEADS, HEAT_MAP_LAYER, LAYERS, corrupt, prompt


class HuggingFace:
    def __init__(self, folder):
        # The attention that gives its patterns; the other one would leave them out.
        self.model = GPT2LMHeadModel.from_pretrained(folder, attn_implementation="eager").eval()
        self.layers = self.model.transformer.h

    def logits(self, tokens, **options):
        return self.model(tokens, use_cache=False, **options).logits

    @torch.no_grad()
    def forward(self, count):
        return self.logits(batch(prompt(count)))[0].numpy()

    @torch.no_grad()
    def activations(self, count):
        return self.logits(batch(prompt(count)), output_hidden_states=True, output_attentions=True)[0].numpy()

    @torch.no_grad()
    def heat_map(self, count):
        kept = []
        with self.hook(self.layers[HEAT_MAP_LAYER].attn.c_attn, lambda _, inputs, output: kept.append(output[0])):
            self.logits(batch(prompt(count)))
        q, k, _ = kept[0].view(count, 3, HEADS, 64).unbind(1)
        return torch.einsum("qhd,khd->hqk", q, k).numpy()

    @staticmethod
    @contextlib.contextmanager
    def hook(module, function, before=False):
        handle = (module.register_forward_pre_hook if before else module.register_forward_hook)(function)
        try:
            yield
        finally:
            handle.remove()

    @torch.no_grad()
    def ablation(self, count):
        tokens = batch(prompt(count))
        result = numpy.zeros((LAYERS, HEADS), dtype=numpy.float32)
        for layer in range(LAYERS):
            for head in range(HEADS):
                def zero(module, inputs, head=head):
                    z = inputs[0].clone()
                    z[..., head * 64:(head + 1) * 64] = 0
                    return (z,)
                with self.hook(self.layers[layer].attn.c_proj, zero, before=True):
                    result[layer, head] = difference(self.logits(tokens))
        return result

    @torch.no_grad()
    def patching(self, count):
        clean, corrupted = batch(prompt(count)), batch(corrupt(prompt(count)))
        streams = self.model(clean, use_cache=False, output_hidden_states=True).hidden_states
        result = numpy.zeros((LAYERS, count), dtype=numpy.float32)
        for layer in range(LAYERS):
            for position in range(count):
                def patch(module, inputs, layer=layer, position=position):
                    residual = inputs[0].clone()
                    residual[:, position] = streams[layer][:, position]
                    return (residual, *inputs[1:])
                with self.hook(self.layers[layer], patch, before=True):
                    result[layer, position] = difference(self.logits(corrupted))
        return result


main(HuggingFace)
