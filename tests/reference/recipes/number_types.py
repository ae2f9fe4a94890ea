#!/usr/bin/env python3
"""Writes tests/reference/number-types.safetensors with Python's own safetensors: the same values in several types of numbers.

usage: number_types.py"""
import pathlib

import torch
from safetensors.torch import save_file

values = torch.tensor([[0.0, -0.0, 1.0], [-2.5, 65504.0, 2**-24], [0.1, float('inf'), -(2**-14)]], dtype=torch.float64)
tensors = {str(kind).split('.')[-1]: values.to(kind) for kind in (torch.float64, torch.float32, torch.float16, torch.bfloat16)}
tensors['num_batches_tracked'] = torch.tensor(7)
path = pathlib.Path(__file__).resolve().parent.parent / 'number-types.safetensors'
save_file(tensors, path, metadata={'format': 'pt'})
