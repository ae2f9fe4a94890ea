"""
Makes data/nuclei from the example image of the Python package stardist 0.9.2, whose wheel holds stardist/data/images.

usage: python nuclei.py FOLDER_WITH_img2d.tif_AND_mask2d.tif OUTPUT_FOLDER     (needs numpy, Pillow, tifffile)
"""

import sys
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image

source, target = map(Path, sys.argv[1:3])
target.mkdir(parents=True, exist_ok=True)

image = tifffile.imread(source / "img2d.tif")
low, high = np.percentile(image, [0.1, 99.8])
levels = np.clip((image - low) / (high - low) * 255, 0, 255).astype(np.uint8)

mask = tifffile.imread(source / "mask2d.tif")
instances = np.unique(mask, return_inverse=True)[1].reshape(mask.shape)
assert instances.max() < 256, "more nuclei than levels"

Image.fromarray(levels).save(target / "image.png", optimize=True)
Image.fromarray(instances.astype(np.uint8)).save(target / "instances.png", optimize=True)
