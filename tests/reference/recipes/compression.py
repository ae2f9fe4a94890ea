"""Quantization, pruning and distillation, for tests/unit/maths: writes compression.json to stdout.

Scales and zero points are those of PyTorch's MinMaxObserver and PerChannelMinMaxObserver, the whole numbers those of its quantized tensors,
what they stand for its fake quantization; masks are those of torch.nn.utils.prune,
losses and gradients of distillation those of kl_div, cross_entropy and autograd.
"""
import json
import warnings

import torch
from torch.ao.quantization.observer import MinMaxObserver, PerChannelMinMaxObserver
from torch.nn.utils import prune

warnings.filterwarnings('ignore')
draw = torch.Generator().manual_seed(7)
PER_TENSOR = {'affine': torch.per_tensor_affine, 'symmetric': torch.per_tensor_symmetric}
PER_CHANNEL = {'affine': torch.per_channel_affine, 'symmetric': torch.per_channel_symmetric}


def limits(scheme, bits):
    """Symmetric whole numbers as TensorFlow Lite's: as many below 0 as above."""
    return -(2 ** (bits - 1)) + (scheme == 'symmetric'), 2 ** (bits - 1) - 1


def tensor_case(scheme, bits, values):
    lowest, highest = limits(scheme, bits)
    observer = MinMaxObserver(torch.qint8, PER_TENSOR[scheme], quant_min=lowest, quant_max=highest)
    observer(values)
    scale, zero = (float(part) for part in observer.calculate_qparams())
    whole = torch.quantize_per_tensor(values, scale, int(zero), torch.qint8).int_repr().clamp(lowest, highest)
    fake = torch.fake_quantize_per_tensor_affine(values, scale, int(zero), lowest, highest)
    return {
        'kind': 'tensor',
        'scheme': scheme,
        'bits': bits,
        'values': values.tolist(),
        'scale': scale,
        'zeroPoint': int(zero),
        'quantized': whole.tolist(),
        'dequantized': fake.tolist(),
    }


def channels_case(scheme, bits, values):
    lowest, highest = limits(scheme, bits)
    axis = values.dim() - 1
    observer = PerChannelMinMaxObserver(axis, torch.qint8, PER_CHANNEL[scheme], quant_min=lowest, quant_max=highest)
    observer(values)
    scales, zeros = observer.calculate_qparams()
    whole = torch.quantize_per_channel(values, scales, zeros, axis, torch.qint8).int_repr().clamp(lowest, highest)
    fake = torch.fake_quantize_per_channel_affine(values, scales, zeros.to(torch.int32), axis, lowest, highest)
    return {
        'kind': 'channels',
        'scheme': scheme,
        'bits': bits,
        'values': values.tolist(),
        'scales': scales.tolist(),
        'zeroPoints': zeros.tolist(),
        'quantized': whole.tolist(),
        'dequantized': fake.tolist(),
    }


def ties_case():
    """Halves between two whole numbers, and numbers outside of the range."""
    values = torch.tensor([-100.0, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 100.0])
    fake = torch.fake_quantize_per_tensor_affine(values, 1.0, 3, -8, 7)
    return {'kind': 'ties', 'values': values.tolist(), 'zeroPoint': 3, 'dequantized': fake.tolist()}


def pruning_case(sparsity):
    layers = [torch.nn.Linear(5, 4), torch.nn.Linear(4, 3)]
    for layer, spread in zip(layers, [1, 0.3]):
        layer.weight.data = torch.round(torch.randn(layer.weight.shape, generator=draw) * spread, decimals=4)
    weights = [layer.weight.tolist() for layer in layers]
    for layer in layers:
        prune.l1_unstructured(layer, 'weight', amount=sparsity)
    each = [layer.weight_mask.tolist() for layer in layers]
    for layer in layers:
        prune.remove(layer, 'weight')
    for layer, values in zip(layers, weights):
        layer.weight.data = torch.tensor(values)
    prune.global_unstructured([(layer, 'weight') for layer in layers], prune.L1Unstructured, amount=sparsity)
    together = [layer.weight_mask.tolist() for layer in layers]
    return {'kind': 'pruning', 'sparsity': sparsity, 'weights': weights, 'masks': each, 'globalMasks': together}


def distillation_case(temperature, share):
    student = torch.round(torch.randn(4, 3, generator=draw) * 2, decimals=3).requires_grad_()
    teacher = torch.round(torch.randn(4, 3, generator=draw) * 4, decimals=3)
    labels = torch.tensor([0, 2, 1, 1])
    soft = [torch.log_softmax(logits / temperature, 1) for logits in (student, teacher)]
    apart = torch.nn.functional.kl_div(*soft, reduction='batchmean', log_target=True) * temperature**2
    loss = share * apart + (1 - share) * torch.nn.functional.cross_entropy(student, labels)
    loss.backward()
    return {
        'kind': 'distillation',
        'temperature': temperature,
        'teacherShare': share,
        'student': student.tolist(),
        'teacher': teacher.tolist(),
        'labels': torch.nn.functional.one_hot(labels, 3).tolist(),
        'softened': soft[1].exp().tolist(),
        'loss': loss.item(),
        'gradient': student.grad.tolist(),
    }


def filters(offset=0.0):
    """Three filters of different size, so that each has a scale of its own; with an offset, lopsided."""
    return torch.randn(2, 2, 2, 3, generator=draw) * torch.tensor([0.1, 1.0, 4.0]) + offset


cases = [tensor_case(scheme, bits, filters(0.5)) for scheme in PER_TENSOR for bits in (8, 4)]
cases.append(tensor_case('affine', 8, torch.rand(3, 4, generator=draw) + 1))
cases += [channels_case(scheme, bits, filters(0.2)) for scheme in PER_CHANNEL for bits in (8, 4)]
cases += [ties_case(), pruning_case(0.3), pruning_case(0.75)]
cases += [distillation_case(4, 0.9), distillation_case(1, 1), distillation_case(2.5, 0.3)]
definition = 'filters [2, 2, 2, 3], the last axis that of channels; symmetric whole numbers from -127 (8 bits) or -7 (4 bits)'
made_with = {'torch': torch.__version__}
print(json.dumps({'topic': 'compression', 'madeWith': made_with, 'definition': definition, 'cases': cases}))
