"""The engine's tasks in TransformerLens 2.x (`HookedTransformer`)."""
import sys

from transformer_lens import HookedTransformer, HookedTransformerConfig
from transformer_lens.pretrained.weight_conversions import convert_gpt2_weights
from transformers import GPT2LMHeadModel

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from hooked import Hooked
from server import main


def load(folder):
    theirs = GPT2LMHeadModel.from_pretrained(folder)
    config = HookedTransformerConfig(
        n_layers=12, d_model=768, n_ctx=1024, d_head=64, n_heads=12, d_mlp=3072, d_vocab=50257, act_fn="gelu_new",
        normalization_type="LN", eps=1e-5, device="cpu", seed=0)
    model = HookedTransformer(config)
    model.load_state_dict(convert_gpt2_weights(theirs, config), strict=False)
    return Hooked(model)


main(load)
