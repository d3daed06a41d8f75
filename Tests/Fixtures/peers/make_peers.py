#!/usr/bin/env python3
"""make_peers.py: tiny models with tokenizers of their own, and what transformers makes of texts with them.

Writes beside itself one folder a model, with `cases.safetensors`: logits in float64, kept as float32, of a masked text, of
a pair of texts (BERT, RoBERTa), of a decoder's text, of heads and scores of cross attention changed by torch hooks (T5),
and the router's numbers (Mixtral).

Needs: pip install torch transformers tokenizers sentencepiece protobuf
"""
import json
import pathlib
import shutil
import tempfile

import sentencepiece
import torch
import transformers as hf
from safetensors.torch import save_file
from tokenizers import ByteLevelBPETokenizer

here = pathlib.Path(__file__).resolve().parent
TEXT = ["the cat sat on the mat", "a dog sat down by the door", "the bird saw the cat and the dog", "le chat est sur le tapis"]


def folder(name):
    place = here / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place


def fill(model, seed):
    torch.manual_seed(seed)
    for name, p in model.named_parameters():
        if p.dim() > 1: p.data.normal_(0, 0.3)
        elif "norm" in name.lower(): p.data.add_(torch.randn_like(p) * 0.1)
        else: p.data.normal_(0, 0.1)
    return model.eval()


def keep(place, tensors):
    save_file({k: v.detach().float().contiguous().clone() for k, v in tensors.items()}, place / "cases.safetensors")
    for name in ("generation_config.json",):
        (place / name).unlink(missing_ok=True)


def masked(name, tokenizer, config, cls, mask, seed):
    place = folder(name)
    model = fill(cls(config), seed)
    model.save_pretrained(place)
    tokenizer.save_pretrained(place)
    # What people have: the vocabulary's own files.
    (place / "tokenizer.json").unlink(missing_ok=True)
    for file, text in name_files[name].items(): (place / file).write_text(text)
    tokenizer = hf.AutoTokenizer.from_pretrained(place)
    model = cls.from_pretrained(place, attn_implementation="eager").double()
    out = {}
    for case, args in dict(masked=(f"the {mask} sat on the mat",), two=(f"a {mask}{mask} by the {mask}.",),
                           pair=("the cat sat", f"by the {mask} door")).items():
        encoded = tokenizer(*args, return_tensors="pt")
        out[case] = model(**encoded).logits[0]
        out[case + "_ids"] = encoded["input_ids"][0].float()
    keep(place, out)


words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "dog", "sat", "on", "mat", "a", "by", "door", "down", "##s", "."]
bpe = ByteLevelBPETokenizer()
bpe.train_from_iterator(TEXT, vocab_size=300, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
with tempfile.TemporaryDirectory() as scratch:
    bpe.save_model(scratch)
    merges, vocab = (pathlib.Path(scratch) / "merges.txt").read_text(), (pathlib.Path(scratch) / "vocab.json").read_text()
name_files = {
    "bert": {"vocab.txt": "\n".join(words) + "\n"},
    "roberta": {"vocab.json": vocab, "merges.txt": merges},
}
sizes = dict(hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40, max_position_embeddings=40)
with tempfile.TemporaryDirectory() as scratch:
    (pathlib.Path(scratch) / "vocab.txt").write_text(name_files["bert"]["vocab.txt"])
    masked("bert", hf.BertTokenizer.from_pretrained(scratch), hf.BertConfig(vocab_size=len(words), **sizes),
           hf.BertForMaskedLM, "[MASK]", 1)
with tempfile.TemporaryDirectory() as scratch:
    for file, text in name_files["roberta"].items(): (pathlib.Path(scratch) / file).write_text(text)
    masked("roberta", hf.RobertaTokenizer.from_pretrained(scratch),
           hf.RobertaConfig(vocab_size=len(json.loads(vocab)), type_vocab_size=1, pad_token_id=1, **sizes),
           hf.RobertaForMaskedLM, "<mask>", 2)

# T5: a decoder's text, and cross attention that hooks change.
place = folder("t5")
with tempfile.TemporaryDirectory() as scratch:
    corpus = pathlib.Path(scratch) / "corpus.txt"
    corpus.write_text("\n".join(TEXT * 20))
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=scratch + "/m", model_type="unigram", vocab_size=33, pad_id=0, eos_id=1, unk_id=2,
        bos_id=-1, normalization_rule_name="identity", minloglevel=2)
    shutil.copy(scratch + "/m.model", place / "spiece.model")
(place / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "T5Tokenizer", "extra_ids": 4}))
model = fill(hf.T5ForConditionalGeneration(hf.T5Config(
    vocab_size=37, d_model=24, d_kv=5, d_ff=40, num_layers=2, num_heads=3, decoder_start_token_id=0,
    relative_attention_num_buckets=8, relative_attention_max_distance=16)), 3)
model.save_pretrained(place)
tokenizer = hf.AutoTokenizer.from_pretrained(place)
model = hf.T5ForConditionalGeneration.from_pretrained(place, attn_implementation="eager").double()
source = tokenizer("the cat sat on the mat", return_tensors="pt").input_ids
target = torch.tensor([[0] + tokenizer("le chat", add_special_tokens=False).input_ids])


def run(): return model(input_ids=source, decoder_input_ids=target).logits[0]


def zero_head(attention, head):
    def hook(_, args):
        z = args[0].clone()
        z[..., head * 5:(head + 1) * 5] = 0
        return (z,) + args[1:]
    return attention.o.register_forward_pre_hook(hook)


def cut(attention, heads, queries, key):
    """Scores of these heads and queries for one key become minus infinity."""
    scores = torch.zeros(1, 3, target.shape[1], source.shape[1], dtype=torch.float64)
    for head in heads:
        for query in queries: scores[0, head, query, key] = -torch.inf
    forward = hf.models.t5.modeling_t5.eager_attention_forward

    def changed(module, q, k, v, mask, **kwargs):
        if module is attention: kwargs["position_bias"] = scores + (0 if kwargs.get("position_bias") is None else kwargs["position_bias"])
        return forward(module, q, k, v, mask, **kwargs)
    hf.models.t5.modeling_t5.eager_attention_forward = changed
    return lambda: setattr(hf.models.t5.modeling_t5, "eager_attention_forward", forward)


out = {"clean": run(), "source": source[0].float(), "target": target[0].float()}
cross = [block.layer[1].EncDecAttention for block in model.decoder.block]
hook = zero_head(cross[1], 2); out["cross_head"] = run(); hook.remove()
looks = model(input_ids=source, decoder_input_ids=target, output_attentions=True).cross_attentions
key = int(looks[1][0, 2, 1].argmax()); out["cut_key"] = torch.tensor([key])
undo = cut(cross[1], [2], [1], key); out["cross_cut"] = run(); undo()
undo = cut(cross[0], [0, 1, 2], range(target.shape[1]), 2); out["cross_cut_layer"] = run(); undo()
for k in ("cross_head", "cross_cut", "cross_cut_layer"): assert (out[k] - out["clean"]).abs().max() > 1e-3, k
keep(place, out)

# Mixtral: what the router says.
place = folder("mixtral")
config = hf.MixtralConfig(
    vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, num_key_value_heads=1, intermediate_size=20,
    num_local_experts=5, num_experts_per_tok=2, max_position_embeddings=32, sliding_window=None)
config._experts_implementation = "eager"
model = fill(hf.MixtralForCausalLM(config), 4)
model.save_pretrained(place)
model = hf.MixtralForCausalLM.from_pretrained(
    place, attn_implementation="eager", experts_implementation="eager").double()
tokens = torch.tensor([[3, 7, 30, 12, 7, 9]])
out = {"tokens": tokens[0].float()}
for l, layer in enumerate(model.model.layers):
    def hook(module, args, result, l=l):
        weights = torch.softmax(args[0].reshape(-1, 24) @ module.weight.T, -1)
        best = weights.topk(2, -1)
        shares = torch.zeros_like(weights).scatter(1, best.indices, best.values / best.values.sum(-1, keepdim=True))
        out[f"weights_{l}"], out[f"shares_{l}"] = weights, shares
    layer.mlp.gate.register_forward_hook(hook)
out["logits"] = model(tokens).logits[0]
keep(place, out)
