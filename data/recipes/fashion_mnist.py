#!/usr/bin/env python3
"""Makes data/fashion-mnist from the full Fashion-MNIST.

usage: fashion_mnist.py SOURCE OUTPUT

SOURCE is a folder with the four original .gz files, such as /usr/share/datasets/fashion-mnist of Debian's
package dataset-fashion-mnist. The first images of every class are kept, in the order of the full set. Needs NumPy.
"""
import gzip
import os
import struct
import sys

import numpy as np

IMAGES, LABELS = 2051, 2049  # magic numbers: unsigned bytes in 3 dimensions and in 1
FULL = {"train": 60_000, "t10k": 10_000}
KEPT_PER_CLASS = {"train": 1_000, "t10k": 200}


def read(path):
    with gzip.open(path) as file:
        content = file.read()
    magic, count = struct.unpack(">II", content[:8])
    if magic == IMAGES:
        return np.frombuffer(content, np.uint8, offset=16).reshape(count, 28, 28)
    assert magic == LABELS, f"{path} is not an idx file of bytes"
    return np.frombuffer(content, np.uint8, offset=8)


def write(path, array):
    magic = IMAGES if array.ndim == 3 else LABELS
    header = struct.pack(f">{1 + array.ndim}I", magic, *array.shape)
    # no file name and no time in the gzip header: the same input gives the same bytes
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(header + array.tobytes())


def main(source, output):
    os.makedirs(output, exist_ok=True)
    for part, per_class in KEPT_PER_CLASS.items():
        names = [f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"]
        images, labels = (read(os.path.join(source, name)) for name in names)
        assert len(images) == len(labels) == FULL[part]
        kept = np.sort(np.concatenate([np.flatnonzero(labels == c)[:per_class] for c in range(10)]))
        for name, array in zip(names, (images[kept], labels[kept])):
            write(os.path.join(output, name), array)
            assert (read(os.path.join(output, name)) == array).all()
        print(part, len(kept), "images,", np.bincount(labels[kept]), "per class")


if __name__ == "__main__":
    main(*sys.argv[1:3])
