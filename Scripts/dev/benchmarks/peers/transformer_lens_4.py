"""The engine's tasks in TransformerLens 4.x (`TransformerBridge`)."""
import sys

import torch
from transformer_lens.model_bridge import TransformerBridge

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from hooked import Hooked
from server import main

main(lambda folder: Hooked(TransformerBridge.boot_transformers(folder, device="cpu", dtype=torch.float32)))
