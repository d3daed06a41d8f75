#!/usr/bin/env python3
"""make_hooks.py: what TransformerLens 2.18 has at every hook of the tiny models in Tests/Fixtures/models.

Writes <family>.safetensors beside itself: `tokens`, every activation by its hook name without the batch axis (float64
arithmetic, kept as float32; masked scores are -inf), and for two families the weights after each step of processing,
named `<steps>/<weight>`. A family is kept only if TransformerLens gives Hugging Face's own logits in float64.

Needs: pip install "transformer-lens<3" torch "datasets<3.2" "pyarrow<19" safetensors
"""
import json
import pathlib
import shutil
import sys
import tempfile

import torch
from safetensors.torch import load_file, save_file
from transformer_lens import HookedTransformer, HookedTransformerConfig
from transformer_lens.components import LayerNorm
from transformer_lens.loading_from_pretrained import get_pretrained_model_config
from transformer_lens.pretrained import weight_conversions
from transformers import AutoModelForCausalLM

here = pathlib.Path(__file__).resolve().parent
models = here.parent / "models"
COUNT = 6
CONVERSIONS = {
    "GPT2LMHeadModel": "convert_gpt2_weights", "GPTNeoForCausalLM": "convert_neo_weights",
    "GPTNeoXForCausalLM": "convert_neox_weights", "GPTJForCausalLM": "convert_gptj_weights",
    "OPTForCausalLM": "convert_opt_weights", "BloomForCausalLM": "convert_bloom_weights",
    "LlamaForCausalLM": "convert_llama_weights", "MistralForCausalLM": "convert_mistral_weights",
    "MixtralForCausalLM": "convert_mixtral_weights", "PhiForCausalLM": "convert_phi_weights",
    "Phi3ForCausalLM": "convert_phi3_weights", "Qwen2ForCausalLM": "convert_qwen2_weights",
    "Gemma": "convert_gemma_weights", "Qwen3ForCausalLM": "convert_qwen3_weights",
}
PROCESSED = ("gpt2", "llama")
STEPS = {
    "fold_ln": dict(fold_ln=True, center_writing_weights=False, center_unembed=False, fold_value_biases=False),
    "all": dict(fold_ln=True, center_writing_weights=True, center_unembed=True, fold_value_biases=True),
}


def normalise(self, x):
    """Version 2's layer norm shows `hook_normalized` after gain and bias; RMS norms and later versions show it before."""
    x = x - x.mean(-1, keepdim=True)
    x = self.hook_normalized(x / self.hook_scale((x.pow(2).mean(-1, keepdim=True) + self.eps).sqrt()))
    return x * self.w + self.b


LayerNorm.forward = normalise


def gemma(c):
    """TransformerLens knows the Gemmas by their names only; the same by the configuration file."""
    generation = {"gemma": 1, "gemma2": 2}.get(c["model_type"], 3)
    local = {} if generation == 1 else {
        "use_normalization_before_and_after": True, "use_local_attn": True, "window_size": c["sliding_window"],
        "attn_types": ["local" if kind == "sliding_attention" else "global" for kind in c["layer_types"]],
        "attn_scale": c["query_pre_attn_scalar"] ** 0.5,
    }
    caps = {} if generation != 2 else {
        "attn_scores_soft_cap": c["attn_logit_softcapping"], "output_logits_soft_cap": c["final_logit_softcapping"]}
    norms = {} if generation != 3 else {"use_qk_norm": True, "rotary_base": 1000000, "rotary_base_local": 10000}
    return HookedTransformerConfig.from_dict({
        "d_model": c["hidden_size"], "d_head": c["head_dim"], "n_heads": c["num_attention_heads"],
        "d_mlp": c["intermediate_size"], "n_layers": c["num_hidden_layers"], "n_ctx": c["max_position_embeddings"],
        "eps": c["rms_norm_eps"], "d_vocab": c["vocab_size"], "act_fn": "gelu_pytorch_tanh",
        "normalization_type": "RMS", "rotary_base": 10000, "rotary_dim": c["head_dim"],
        "positional_embedding_type": "rotary", "n_key_value_heads": c["num_key_value_heads"], "gated_mlp": True,
        "final_rms": True, "original_architecture": "Gemma", "dtype": torch.float64, "device": "cpu", **local, **caps,
        **norms})


def load(folder, **processing):
    # TransformerLens guesses the architecture from the path's words.
    with tempfile.TemporaryDirectory(prefix="tiny") as scratch:
        copied = pathlib.Path(scratch, "model")
        shutil.copytree(folder, copied)
        description = json.loads((copied / "config.json").read_text())
        # Old names that TransformerLens asks for.
        description.setdefault("n_ctx", description.get("n_positions", 64))
        (copied / "config.json").write_text(json.dumps(description))
        theirs = AutoModelForCausalLM.from_pretrained(copied, torch_dtype=torch.float64, attn_implementation="eager")
        if description["model_type"].startswith("gemma"):
            config = gemma(description)
        else:
            config = get_pretrained_model_config(str(copied), dtype=torch.float64, device="cpu")
            config.d_mlp = description.get("intermediate_size") or config.d_mlp
        config.tokenizer_name = None
        config.use_attn_result = config.use_hook_mlp_in = True
        state = getattr(weight_conversions, CONVERSIONS[config.original_architecture])(theirs.eval(), config)
    model = HookedTransformer(config, move_to_device=False).double()
    model.load_and_process_state_dict(
        state, **(processing or dict(fold_ln=False, center_writing_weights=False, center_unembed=False,
                                     fold_value_biases=False)))
    return model.eval()


@torch.no_grad()
def hooks(name):
    folder = models / name
    expected = load_file(folder / "expected.safetensors")
    tokens = expected["input_ids"][:1, :COUNT]
    model = load(folder)
    logits, cache = model.run_with_cache(tokens)
    difference = (logits[0] - expected["logits"][0, :COUNT]).abs().max().item()
    if difference > 1e-5:
        return print(f"{name}: left out, TransformerLens's logits are {difference:.2g} off")
    result = {"tokens": tokens[0].contiguous(), "unembed.hook_out": logits[0]}
    caches = [cache]
    if model.cfg.n_key_value_heads in (None, model.cfg.n_heads):
        # Each makes ln1's hooks fire once a head, so that they are taken from the plain run.
        for choose in (model.set_use_attn_in, model.set_use_split_qkv_input):
            choose(True)
            caches.append(model.run_with_cache(tokens)[1])
            choose(False)
    for cache in caches:
        for key, value in cache.items():
            # What belongs to one expert has the rows of the tokens that came to it, which no site has; the picked
            # experts' numbers are those with a weight.
            if ".experts." not in key and not key.endswith("expert_indices"):
                result.setdefault(key, value[0] if value.shape[0] == 1 else value)
    if name in PROCESSED:
        for steps, choice in STEPS.items():
            processed = load(folder, **choice)
            for key, value in processed.state_dict().items():
                if not key.endswith(("mask", "IGNORE", "rotary_sin", "rotary_cos")):
                    # Keys and values that several heads share carry an underscore.
                    result[f"{steps}/{key.replace('._', '.')}"] = value
    save_file({key: value.contiguous() if value.dtype == torch.int64 else value.float().contiguous().clone()
               for key, value in result.items()}, here / f"{name}.safetensors")
    print(f"{name}: {len(result)} tensors, logits within {difference:.1e}")


for name in sys.argv[1:] or sorted(path.name for path in models.iterdir() if path.is_dir()):
    try:
        hooks(name)
    except Exception as error:
        print(f"{name}: left out, {type(error).__name__}: {str(error)[:300]}")
