#!/usr/bin/env python3
"""What torchvision's and timm's networks make of two images, with weights that are a formula: names and shapes of the tensors, and logits.

Networks with flattened maps get a first dense layer for smaller images than 224 × 224, so that a test is quick.
usage: network_logits.py > tests/reference/network-logits.json"""
import json

import timm
import torch
import torchvision
from formula import units, weights

CLASSES = 10


def torchvision_net(name):
    extra = {'init_weights': False} if name == 'inception_v3' else {}
    return torchvision.models.get_model(name, weights=None, num_classes=CLASSES, **extra)


def without_pooling(net, first, features):
    """The maps go straight into the dense layers, whose first one is made to fit them."""
    net.avgpool = torch.nn.Identity()
    net.classifier[first] = torch.nn.Linear(features, net.classifier[first].out_features)
    return net


def timm_vgg(name, height, width):
    net = timm.create_model(name, num_classes=CLASSES)
    old = net.pre_logits.fc1
    net.pre_logits.fc1 = torch.nn.Conv2d(old.in_channels, old.out_channels, (height, width))
    net.pre_logits.input_kernel_size = 1
    return net


# name here: maker, source, height and width of the images, gain
NETWORKS = [
    ('alexnet', lambda: without_pooling(torchvision_net('alexnet'), 1, 256 * 1 * 2), 'torchvision', 63, 95, 1),
    ('vgg11', lambda: without_pooling(torchvision_net('vgg11'), 0, 512 * 2 * 1), 'torchvision', 64, 32, 1),
    ('vgg11', lambda: timm_vgg('vgg11', 1, 2), 'timm', 32, 64, 1),
    ('resnet18', lambda: torchvision_net('resnet18'), 'torchvision', 64, 96, 0.5),
    ('resnet50', lambda: torchvision_net('resnet50'), 'torchvision', 64, 96, 0.5),
    ('densenet121', lambda: torchvision_net('densenet121'), 'torchvision', 64, 96, 1),
    ('resnext50', lambda: torchvision_net('resnext50_32x4d'), 'torchvision', 64, 96, 0.5),
    ('wide-resnet50', lambda: torchvision_net('wide_resnet50_2'), 'torchvision', 64, 96, 0.5),
    ('inception-v3', lambda: torchvision_net('inception_v3'), 'torchvision', 107, 128, 1),
    ('mobilenet-v2', lambda: torchvision_net('mobilenet_v2'), 'torchvision', 64, 96, 1),
    ('mobilenet-v2', lambda: timm.create_model('mobilenetv2_100', num_classes=CLASSES), 'timm', 96, 64, 1),
    ('squeezenet-1.0', lambda: torchvision_net('squeezenet1_0'), 'torchvision', 72, 99, 1),
    ('squeezenet', lambda: torchvision_net('squeezenet1_1'), 'torchvision', 68, 95, 1),
    ('efficientnet-lite0', lambda: timm.create_model('tf_efficientnet_lite0', num_classes=CLASSES), 'timm', 64, 90, 1),
]


def case(name, make, source, height, width, gain):
    net = make().eval()
    tensors = {key: value for key, value in net.state_dict().items() if not key.endswith('num_batches_tracked')}
    shapes = [[key, list(value.shape)] for key, value in tensors.items()]
    net.load_state_dict({key: torch.tensor(weights(key, shape, gain)) for key, shape in shapes}, strict=False)
    pixels = units('images', 2 * height * width * 3).reshape(2, height, width, 3) * 2 - 1
    with torch.no_grad():
        logits = net.double()(torch.tensor(pixels).permute(0, 3, 1, 2))
    return {
        'name': name,
        'source': source,
        'inputShape': [height, width, 3],
        'gain': gain,
        'tensors': shapes,
        'logits': [[round(value, 6) for value in row] for row in logits.tolist()],
    }


versions = f'torch {torch.__version__}, torchvision {torchvision.__version__}, timm {timm.__version__}'
definition = f'Logits for two images; weights and images are those of recipes/formula.py. Made by recipes/network_logits.py with {versions}, in float64.'
lines = ',\n'.join(json.dumps(case(*network), separators=(',', ':')) for network in NETWORKS)
print(f'{{"topic":"network logits","definition":{json.dumps(definition)},"cases":[\n{lines}\n]}}')
