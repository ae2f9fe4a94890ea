"""RoI align and the losses of masks, for tests/unit/maths/detection and
tests/unit/training/segmentation: writes segmentation.json to stdout.

Dice loss and weighted cross-entropy are PyTorch's: cross_entropy with weights, and the formula of V-Net in torch.
"""
import json

import numpy
import torch
import torch.nn.functional as F
from torchvision.ops import roi_align

draw = numpy.random.default_rng(11)


def rounded(tensor, digits=7):
    return numpy.round(tensor.detach().numpy().astype(float), digits).tolist()


def align_case(size, channels, box, cells):
    features = torch.tensor(numpy.round(draw.normal(size=(1, channels, *size)), 3))
    boxes = torch.tensor([[0, *box]], dtype=torch.float64)
    out = roi_align(features, boxes, cells, sampling_ratio=2, aligned=True)[0]
    return {
        'kind': 'roiAlign',
        'features': features[0].permute(1, 2, 0).tolist(),
        'box': box,
        'cells': cells,
        'output': rounded(out.permute(1, 2, 0)),
    }


def loss_case(classes, weights):
    labels = torch.tensor(draw.integers(0, classes, (2, 3, 4)))
    logits = torch.tensor(numpy.round(draw.normal(size=(2, classes, 3, 4)), 3))
    probabilities = logits.softmax(1)
    hot = F.one_hot(labels, classes).permute(0, 3, 1, 2).double()
    both, either = (hot * probabilities).sum((0, 2, 3)), (hot + probabilities).sum((0, 2, 3))
    return {
        'kind': 'maskLosses',
        'labels': labels.tolist(),
        'probabilities': rounded(probabilities.permute(0, 2, 3, 1), 9),
        'weights': weights,
        'crossEntropy': float(F.cross_entropy(logits, labels)),
        'weighted': float(F.cross_entropy(logits, labels, torch.tensor(weights, dtype=torch.float64))),
        'dice': float(1 - ((2 * both + 1) / (either + 1)).mean()),
    }


cases = [
    align_case((6, 8), 2, [1.3, 0.7, 6.1, 5.2], 3),
    align_case((6, 6), 1, [0, 0, 6, 6], 6),
    align_case((8, 8), 2, [-1.5, 3.2, 2.4, 9.9], 4),
    align_case((5, 5), 3, [2.1, 2.2, 2.6, 2.9], 2),
    loss_case(3, [0.5, 2.0, 1.0]),
    loss_case(2, [0.1, 3.0]),
]
definition = 'roiAlign: torchvision.ops.roi_align, aligned, sampling_ratio 2; features [height,width,channels], box xyxy in pixels of the features.'
print(json.dumps({'topic': 'segmentation', 'definition': definition, 'torch': torch.__version__, 'cases': cases}))
