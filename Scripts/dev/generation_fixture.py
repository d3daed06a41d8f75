#!/usr/bin/env python3
"""generation_fixture.py [FOLDER]: writes what Hugging Face's generate gives for the tests' tiny models.

Greedy, one prompt at a time, float32, with the key-value cache: some prompts for each decoder in Tests/Fixtures/models.
A prompt is kept only when at each step the likeliest token leads by more than rounding could change. Needs torch and
transformers.
"""
import json
import pathlib
import sys

import torch
import transformers

FAMILIES = ["bloom", "gemma", "gemma2", "gemma3_text", "gpt2", "gpt_neo", "gpt_neox", "gptj", "llama", "llama3_rope",
            "mistral", "mixtral", "olmo2", "opt", "phi", "phi3", "qwen2", "qwen3"]
PROMPTS, LONGEST, NEW, LEAD = 3, 7, 16, 1e-3


def generated(model, prompt):
    """The new tokens, and the least lead of the likeliest one over the second."""
    ids = torch.tensor([prompt])
    out = model.generate(
        ids, attention_mask=torch.ones_like(ids), max_new_tokens=NEW, min_new_tokens=NEW, do_sample=False, num_beams=1,
        eos_token_id=None, pad_token_id=0, output_logits=True, return_dict_in_generate=True)
    leads = [(top[0, 0] - top[0, 1]).item() for top in (step.topk(2).values for step in out.logits)]
    return out.sequences[0, len(prompt):].tolist(), min(leads)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent / "Tests/Fixtures"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "models"
    record = {}
    for family in FAMILIES:
        model = transformers.AutoModelForCausalLM.from_pretrained(
            folder / family, dtype=torch.float32, attn_implementation="eager").eval()
        vocabulary = model.config.vocab_size
        draw = torch.Generator().manual_seed(len(family))
        kept = []
        for _ in range(40):
            length = int(torch.randint(1, LONGEST + 1, (1,), generator=draw))
            prompt = torch.randint(3, vocabulary, (length,), generator=draw).tolist()
            tokens, lead = generated(model, prompt)
            if lead > LEAD and len(kept) < PROMPTS:
                kept.append({"prompt": prompt, "tokens": tokens})
        record[family] = kept
        print(family, len(kept), [len(set(case["tokens"])) for case in kept], file=sys.stderr)
    families = [f" {json.dumps(name)}: [\n" + ",\n".join("  " + json.dumps(case) for case in cases) + "\n ]"
                for name, cases in record.items()]
    (root / "generation.json").write_text("{\n" + ",\n".join(families) + "\n}\n")


if __name__ == "__main__":
    main()
