"""Writes golden/torch.json: the lesson's network in real PyTorch, its gradients and 100 steps of its training loop.

    python make_torch_goldens.py

Needs torch 2.15.0. Kernels are written in Keras's layout, (in, out). Runs the README's program in PyTorch, too, so that it is
one.
"""

import json
import re
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

ROWS, STEPS, BATCH = 40, 100, 10


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(11, 6)
        self.fc2 = nn.Linear(6, 6)
        self.fc3 = nn.Linear(6, 1)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return torch.sigmoid(self.fc3(x))


def keras(tensors):
    return [tensor.detach().T.tolist() if tensor.dim() == 2 else tensor.detach().tolist() for tensor in tensors]


def run_readme(x, y):
    readme = (Path(__file__).parents[3] / "README.md").read_text()
    program = next(block for block in re.findall(r"(?ms)^```python\n(.*?)^```$", readme) if "nn.Module" in block)
    names = {"torch": torch, "nn": nn, "DataLoader": DataLoader, "TensorDataset": TensorDataset}
    names |= {"X_train": x.numpy(), "y_train": y[:, 0].numpy()}
    exec(program, names)
    assert names["loss"].item() < 0.6, "the README's program has not learned"


def main():
    torch.manual_seed(3)
    x = torch.randn(ROWS, 11)
    y = (x[:, :3].sum(1, keepdim=True) + 0.3 * torch.randn(ROWS, 1) > 0).float()
    net = Net()
    criterion = nn.BCELoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    golden = {"x": x.tolist(), "y": y[:, 0].tolist(), "weights": keras(net.parameters())}

    inputs = x.clone().requires_grad_()
    loss = criterion(net(inputs), y)
    loss.backward()
    golden["loss"] = loss.item()
    golden["gradients"] = keras(parameter.grad for parameter in net.parameters())
    golden["input_gradient"] = inputs.grad.tolist()

    losses = []
    for step in range(STEPS):
        begin = step * BATCH % ROWS
        optimizer.zero_grad()
        outputs = net(x[begin : begin + BATCH])
        loss = criterion(outputs, y[begin : begin + BATCH])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    golden["losses"] = losses
    run_readme(x, y)
    target = Path(__file__).parents[1] / "resources" / "golden" / "torch.json"
    target.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
