#!/usr/bin/env python3
"""Layers, parameters and multiply-adds of networks that architectures.json does not have, in its form, from torchvision and timm.

Needs torch, torchvision and timm: see README.md beside this file.
usage: architectures_more.py > tests/reference/architectures-more.json"""
import json
import timm
import torch
import torchvision


def rows_of(model, side):
    """One row for each convolution, dense layer and pooling, in the order in which they run."""
    rows = []

    def note(name, module, output):
        kind = type(module).__name__
        parameters = sum(p.numel() for p in module.parameters())
        shape = list(output.shape[1:])
        if len(shape) == 3:
            shape = [*shape[1:], shape[0]]  # height, width, channels
        if 'Conv2d' in kind:
            positions = shape[0] * shape[1]
            rows.append([name, 'conv', shape, parameters, module.weight.numel() * positions])
        elif kind == 'Linear':
            rows.append([name, 'dense', shape, parameters, module.weight.numel()])
        elif kind == 'MaxPool2d':
            rows.append([name, 'maxpool', shape, 0, 0])

    for name, module in model.named_modules():
        if not list(module.children()):
            module.register_forward_hook(lambda m, _, output, name=name: note(name, m, output))
    with torch.no_grad():
        model.eval()(torch.zeros(1, 3, side, side))
    return rows


def case(name, source, model, side=224):
    layers = rows_of(model, side)
    return {
        'name': name,
        'source': source,
        'inputShape': [side, side, 3],
        'outputShape': [1000],
        'params': sum(p.numel() for p in model.parameters()),
        'macs': sum(row[4] for row in layers),
        'layers': layers,
    }


names = ['vgg11', 'vgg13', 'squeezenet1_0', 'squeezenet1_1', 'densenet169', 'densenet201']
cases = [case(name, 'torchvision', torchvision.models.get_model(name, weights=None)) for name in names]
cases.append(case('efficientnet_lite0', 'timm', timm.create_model('tf_efficientnet_lite0', pretrained=False)))
versions = f'torch {torch.__version__}, torchvision {torchvision.__version__}, timm {timm.__version__}'
definition = f'As in architectures.json: parameters, multiply-adds and layers for 1000 classes. Made by recipes/architectures_more.py with {versions}.'
print(json.dumps({'topic': 'architectures', 'definition': definition, 'cases': cases}))
