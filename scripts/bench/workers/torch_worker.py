"""PyTorch as a contestant of the benchmark. Its arguments: how many threads; `channels-last` for that layout of memory."""

import array
import sys
import warnings

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch
from serve import CLASSES, serve
from torch import nn
from torch.nn import functional as F

THREADS = int(sys.argv[1])
CHANNELS_LAST = "channels-last" in sys.argv[2:]


class Torch:
    def about(self):
        torch.set_num_threads(THREADS)
        torch.manual_seed(1)
        return {"versions": {"torch": torch.__version__}, "threads": torch.get_num_threads()}

    def build(self, model, size):
        shape = [model["channels"]] + [size] * model["dimensions"]  # of one example, channels first
        parts = []
        for layer in model["layers"]:
            made, shape = part(layer, shape)
            parts.append(made)
        network = nn.Sequential(*parts, nn.Linear(shape[0], CLASSES))
        if CHANNELS_LAST and model["dimensions"] == 2:
            network = network.to(memory_format=torch.channels_last)
        network.optimizer = torch.optim.Adam(network.parameters(), 1e-3)
        return network

    def parameters(self, network):
        return sum(weight.numel() for weight in network.parameters() if weight.requires_grad)

    def load(self, shape, images, labels):
        x = torch.frombuffer(bytearray(open(images, "rb").read()), dtype=torch.float32)
        x = x.reshape(-1, *shape).movedim(-1, 1).contiguous()
        if CHANNELS_LAST and x.dim() == 4:
            x = x.contiguous(memory_format=torch.channels_last)
        return x, torch.tensor(array.array("B", open(labels, "rb").read()), dtype=torch.int64)

    def train(self, network, data, batch_size, examples, times):
        x, y = data
        network.train()
        for _ in range(times):
            order, total = torch.randperm(examples), 0.0
            for i in range(0, examples, batch_size):
                batch = order[i : i + batch_size]
                loss = F.cross_entropy(network(x[batch]), y[batch])
                network.optimizer.zero_grad()
                loss.backward()
                network.optimizer.step()
                total += loss.detach()
        return float(total) * batch_size / examples

    def predict(self, network, data, batch_size, examples, times):
        network.eval()
        with torch.inference_mode():
            for _ in range(times):
                batches = data[0][:examples].split(batch_size)
                torch.cat([network(batch).softmax(1) for batch in batches])


def part(layer, shape):
    """One layer of models.json, and the shape (channels first) of what comes out of it."""
    kind, (channels, *sizes) = layer["layer"], shape
    d = len(sizes)
    if kind == "conv":
        kernel, filters, same = layer["kernel"], layer["filters"], layer.get("padding") == "same"
        conv = (nn.Conv1d, nn.Conv2d)[d - 1](
            channels, filters, kernel, padding=kernel // 2 if same else 0, bias=layer.get("bias", True)
        )
        return active(conv, layer), [filters] + [n if same else n - kernel + 1 for n in sizes]
    if kind in ("maxPool", "averagePool"):
        kinds = {"maxPool": (nn.MaxPool1d, nn.MaxPool2d), "averagePool": (nn.AvgPool1d, nn.AvgPool2d)}
        return kinds[kind][d - 1](layer["pool"]), [channels] + [n // layer["pool"] for n in sizes]
    if kind == "globalAveragePool":
        return nn.Sequential((nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d)[d - 1](1), nn.Flatten()), [channels]
    if kind == "flatten":
        return nn.Flatten(), [torch.Size(shape).numel()]
    if kind == "dense":
        return active(nn.Linear(channels, layer["units"]), layer), [layer["units"]]
    if kind == "batchNorm":
        return active((nn.BatchNorm1d, nn.BatchNorm2d)[d - 1](channels), layer), shape
    if kind == "residual":
        filters, stride = layer["filters"], layer["stride"]
        return Residual(channels, filters, stride), [filters] + [-(-n // stride) for n in sizes]
    raise ValueError(f"models.json has a layer {kind}, which PyTorch's contestant does not know")


def active(module, layer):
    activations = {"relu": nn.ReLU, "tanh": nn.Tanh}
    return nn.Sequential(module, activations[layer["activation"]]()) if "activation" in layer else module


class Residual(nn.Module):
    """Two convolutions with a way around them; where the shape changes, the way around is a 1×1 convolution."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.first = normalized(channels, filters, 3, stride)
        self.second = normalized(filters, filters, 3, 1)
        same = stride == 1 and channels == filters
        self.around = nn.Identity() if same else normalized(channels, filters, 1, stride)

    def forward(self, x):
        return F.relu(self.second(F.relu(self.first(x))) + self.around(x))


def normalized(channels, filters, kernel, stride):
    conv = nn.Conv2d(channels, filters, kernel, stride, padding=kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(filters))


if __name__ == "__main__":
    serve(Torch())
