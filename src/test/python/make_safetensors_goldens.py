"""Writes golden/torch-*.safetensors, weights of networks in real PyTorch, and golden/safetensors.json: what they compute.

    python make_safetensors_goldens.py

Needs torch 2.15.0 and safetensors 0.8.0.
"""

import json
from pathlib import Path

import torch
from make_torch_goldens import Net
from safetensors.torch import load_file, save_file
from torch import nn

GOLDEN = Path(__file__).parents[1] / "resources" / "golden"


class Outer(nn.Module):
    """A module of modules, with a layer that comes first by name and last by use."""

    def __init__(self):
        super().__init__()
        self.encoder = Net()
        self.body = nn.Sequential(nn.Linear(1, 3), nn.Tanh(), nn.Linear(3, 3, bias=False))
        self.a_head = nn.Linear(3, 2)

    def forward(self, x):
        return self.a_head(self.body(self.encoder(x)))


def sequential(*between):
    return nn.Sequential(
        nn.Linear(11, 6), nn.ReLU(), *between, nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 1), nn.Sigmoid())


def main():
    torch.manual_seed(4)
    x = torch.randn(5, 11)
    golden = {"x": x.tolist()}
    networks = {
        "net": Net(),
        "outer": Outer(),
        "sequential": sequential(),
        "dropout": sequential(nn.Dropout(0.5)),
        "half": sequential().half(),
        "bfloat16": sequential().bfloat16(),
        "double": sequential().double(),
    }
    for name, network in networks.items():
        path = GOLDEN / f"torch-{name}.safetensors"
        save_file(network.state_dict(), path, metadata={"format": "pt"})
        network.eval()
        network.load_state_dict(load_file(path), strict=True)
        golden[name] = network.float()(x).tolist()
    (GOLDEN / "safetensors.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
