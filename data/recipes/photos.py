#!/usr/bin/env python3
"""Makes data/photos from the sample images of scikit-image and scikit-learn.

usage: photos.py SKIMAGE_DATA SKLEARN_IMAGES OUTPUT

SKIMAGE_DATA is the folder skimage/data, SKLEARN_IMAGES the folder sklearn/datasets/images. Needs Pillow.
"""
import os
import sys

from PIL import Image

FROM_SKIMAGE = {
    # photograph: (original, longest side in pixels)
    "astronaut.jpg": ("astronaut.png", 256),
    "brick.jpg": ("brick.png", 256),
    "camera.png": ("camera.png", 256),
    "chelsea_cat.jpg": ("chelsea.png", 256),
    "coffee.jpg": ("coffee.png", 256),
    "coins.png": ("coins.png", 384),
    "hubble.jpg": ("hubble_deep_field.jpg", 256),
    "rocket.jpg": ("rocket.jpg", 256),
}
FROM_SKLEARN = {"china.jpg": ("china.jpg", 384), "flower.jpg": ("flower.jpg", 256)}


def shrink(source, target, longest_side):
    image = Image.open(source)
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    image.thumbnail((longest_side, longest_side), Image.LANCZOS)
    if target.endswith(".png"):
        image.save(target, optimize=True)
    else:
        image.save(target, quality=88, optimize=True, progressive=False)
    print(os.path.basename(target), image.size, image.mode, os.path.getsize(target), "bytes")


def main(skimage, sklearn, output):
    os.makedirs(output, exist_ok=True)
    for folder, photos in ((skimage, FROM_SKIMAGE), (sklearn, FROM_SKLEARN)):
        for name, (original, longest_side) in photos.items():
            shrink(os.path.join(folder, original), os.path.join(output, name), longest_side)


if __name__ == "__main__":
    main(*sys.argv[1:4])
