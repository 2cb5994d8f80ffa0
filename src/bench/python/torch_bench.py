"""PyTorch, in explicit loops. Argument: the work."""

import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import timing


def lesson():
    return nn.Sequential(nn.Linear(11, 6), nn.ReLU(), nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 1))


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


def cnn(norm=lambda channels: []):
    layers, channels = [nn.Unflatten(1, (1, 28, 28))], 1
    for filters in (32, 64):
        layers += [nn.Conv2d(channels, filters, 3), *norm(filters), nn.ReLU(), nn.MaxPool2d(2)]
        channels = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(1600, 10))


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.dense = nn.LSTM(32, 64, batch_first=True), nn.Linear(64, 1)

    def forward(self, x):
        return self.dense(self.lstm(x.view(-1, 50, 32))[0][:, -1])


class Gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru, self.dense = nn.GRU(32, 64, batch_first=True), nn.Linear(64, 1)

    def forward(self, x):
        return self.dense(self.gru(x.view(-1, 50, 32))[0][:, -1])


class Block(nn.Module):
    def __init__(self, steps, width, heads, inner):
        super().__init__()
        self.shape = (-1, steps, width)
        self.block = nn.TransformerEncoderLayer(width, heads, inner, dropout=0, layer_norm_eps=1e-3, batch_first=True)
        self.dense = nn.Linear(width, 1)

    def forward(self, x):
        return self.dense(self.block(x.view(self.shape)).mean(1))


def fit(work, model, y, loss_of, right, batch_size):
    """Trains on logits; right says which of them give the label."""
    x = torch.from_numpy(timing.data(timing.DATA_OF.get(work, work))[0])
    optimizer = torch.optim.Adam(model.parameters(), eps=1e-7, fused=True)
    total = torch.zeros(2)

    def epochs(times):
        for _ in range(times):
            order = torch.randperm(len(x))
            total.zero_()
            for xs, ys in zip(x[order].split(batch_size), y[order].split(batch_size)):
                z = model(xs)
                loss = loss_of(z, ys)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                with torch.no_grad():
                    total[0] += loss * len(xs)
                    total[1] += right(z, ys).sum()

    timing.measure(work, len(x) // batch_size, epochs)
    timing.show("loss", total[0] / len(x))


def predict(work, model, x, rows):
    def predictions(times):
        with torch.inference_mode():
            for i in range(times):
                at = i * rows % len(x)
                model(torch.from_numpy(x[at : at + rows])).numpy()

    timing.measure(work, 1, predictions)


def main(work):
    torch.manual_seed(1)
    models = {
        "lesson": lesson,
        "lstm": Lstm,
        "gru": Gru,
        "block": lambda: Block(64, 64, 4, 128),
        "block-large": lambda: Block(128, 256, 8, 1024),
    }
    if work in models:
        y = torch.from_numpy(timing.data(timing.DATA_OF.get(work, work))[1])[:, None]
        model, batch_size = models[work](), 10 if work == "lesson" else 32
        fit(work, model, y, functional.binary_cross_entropy_with_logits, lambda z, y: (z > 0) == y, batch_size)
    elif work == "mlp":
        y = torch.from_numpy(timing.data(work)[1]).long()
        fit(work, mlp(), y, functional.cross_entropy, lambda z, y: z.argmax(1) == y, 128)
    elif work in ("cnn", "cnn-norm"):
        y = torch.from_numpy(timing.data("cnn")[1]).long()
        model = cnn() if work == "cnn" else cnn(lambda channels: [nn.BatchNorm2d(channels)])
        fit(work, model, y, functional.cross_entropy, lambda z, y: z.argmax(1) == y, 128)
    elif work == "row":
        predict(work, nn.Sequential(*lesson(), nn.Sigmoid()), timing.data("lesson")[0], 1)
    elif work == "batch":
        predict(work, nn.Sequential(*mlp(), nn.Softmax(1)), timing.data("mlp")[0], 128)
    elif work == "images":
        predict(work, nn.Sequential(*cnn(), nn.Softmax(1)).eval(), timing.data("cnn")[0], 128)
    elif work == "sequences":
        predict(work, nn.Sequential(Lstm(), nn.Sigmoid()), timing.data("lstm")[0], 32)
    elif work == "start":
        model = lesson()
        model.load_state_dict(torch.load("lesson.pt", weights_only=True))
        with torch.inference_mode():
            row = torch.from_numpy(np.fromfile("row.bin", "float32"))
            timing.show("prediction", torch.sigmoid(model(row)))


if __name__ == "__main__":
    main(sys.argv[1])
