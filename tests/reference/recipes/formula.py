"""Numbers by a formula that the tests compute again, so that no weights need to be stored: tests/unit/models/formula.ts is its twin."""
import math

import numpy


def units(name, count):
    """`count` numbers in [0, 1) that look random and depend on the name: a multiplicative hash with murmur3's finish."""
    seed = 0x811C9DC5
    for character in name.encode():
        seed = ((seed ^ character) * 0x01000193) % 2**32  # FNV-1a
    x = numpy.arange(count, dtype=numpy.uint32) * numpy.uint32(0x9E3779B1) + numpy.uint32(seed)
    x ^= x >> numpy.uint32(16)
    x *= numpy.uint32(0x85EBCA6B)
    x ^= x >> numpy.uint32(13)
    x *= numpy.uint32(0xC2B2AE35)
    x ^= x >> numpy.uint32(16)
    return (x >> numpy.uint32(8)).astype(numpy.float64) / 2**24


def weights(name, shape, gain):
    """Kernels uniform with variance 2 / inputs, as He's; the scale of batch normalization around `gain`, the rest small."""
    u = units(name, math.prod(shape))
    if len(shape) > 1:
        values = (2 * u - 1) * math.sqrt(6 / math.prod(shape[1:]))
    elif name.endswith('running_var'):
        values = u + 0.5
    elif name.endswith('weight'):
        values = (u + 0.5) * gain
    else:
        values = (u - 0.5) / 2
    return values.astype(numpy.float32).reshape(shape)
