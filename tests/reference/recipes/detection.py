"""Soft-NMS, SSD's box offsets and anchor matching, for tests/unit/maths/detection: writes detection.json to stdout.

Offsets and matches are torchvision's BoxCoder and SSDMatcher; soft-NMS, which torchvision lacks, follows the published program
(github.com/bharatsingh430/soft-nms, soft_nms of cpu_nms.pyx) with continuous coordinates, in NumPy.
"""
import json

import numpy
import torch
import torchvision
from torchvision.models.detection._utils import BoxCoder, SSDMatcher
from torchvision.ops import box_iou

draw = numpy.random.default_rng(7)


def boxes(count, size=64, least=6, most=30):
    sides = draw.uniform(least, most, (count, 2))
    starts = draw.uniform(0, 1, (count, 2)) * (size - sides)
    return numpy.round(numpy.concatenate([starts, starts + sides], 1), 3)


def overlaps(one, others):
    return box_iou(torch.tensor(one[None]), torch.tensor(others))[0].numpy()


def soft_nms(places, scores, decay, sigma, threshold, least):
    left = [i for i in range(len(scores)) if scores[i] >= least]
    scores, kept = scores.copy(), []
    while left:
        best = max(left, key=lambda i: scores[i])
        kept.append({'index': best, 'score': float(scores[best])})
        left.remove(best)
        if left:
            shared = overlaps(places[best], places[left])
            if decay == 'gaussian':
                weight = numpy.exp(-(shared**2) / sigma)
            else:
                weight = numpy.where(shared > threshold, 1 - shared, 1)
            scores[left] = scores[left] * weight
            left = [i for i in left if scores[i] >= least]
    return kept


def soft_case(decay):
    places, scores = boxes(15, 40), numpy.round(draw.uniform(0.05, 1, 15), 4)
    kept = soft_nms(places, scores, decay, 0.5, 0.3, 0.05)
    return {'kind': 'softNms', 'decay': decay, 'boxes': places.tolist(), 'scores': scores.tolist(), 'kept': kept}


def offsets_case():
    places, anchors = boxes(12), boxes(12)
    coder = BoxCoder(weights=(10.0, 10.0, 5.0, 5.0))
    encoded = coder.encode_single(torch.tensor(places), torch.tensor(anchors))
    offsets = numpy.round(draw.normal(size=(12, 4)), 3)
    decoded = coder.decode_single(torch.tensor(offsets), torch.tensor(anchors))
    return {
        'kind': 'offsets',
        'boxes': places.tolist(),
        'anchors': anchors.tolist(),
        'encoded': encoded.tolist(),
        'offsets': offsets.tolist(),
        'decoded': decoded.tolist(),
    }


def match_case():
    places, anchors = boxes(4, least=10), boxes(150, least=8, most=36)
    matches = SSDMatcher(0.5)(box_iou(torch.tensor(places), torch.tensor(anchors)))
    return {'kind': 'match', 'boxes': places.tolist(), 'anchors': anchors.tolist(), 'matches': matches.clamp(min=-1).tolist()}


print(json.dumps({
    'topic': 'detection',
    'madeWith': {'torch': torch.__version__, 'torchvision': torchvision.__version__, 'numpy': numpy.__version__},
    'definition': 'boxes xyxy; soft-NMS: sigma 0.5, iouThreshold 0.3, scoreThreshold 0.05; offsets with weights 10, 10, 5, 5; matches at IoU 0.5',
    'cases': [soft_case('gaussian'), soft_case('linear'), offsets_case(), match_case()],
}))
