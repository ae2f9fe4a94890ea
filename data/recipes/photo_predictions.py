"""What a PyTorch network sees on the photographs of the course: the tables in the READMEs of the embedded networks."""
import json
import pathlib

import numpy
import torch
from PIL import Image

DATA = pathlib.Path(__file__).resolve().parent.parent


def square(path, side=224, kept=0.875):
    """The middle of a picture, [side, side, 3], values 0 to 255: scaled (triangle filter) so that 0.875 of the shorter side fits.

    Scaled values are not rounded to whole numbers: a network notices."""
    image = Image.open(path).convert("RGB")
    scale = side / kept / min(image.size)
    width, height = (round(length * scale) for length in image.size)
    channels = [channel.convert("F").resize((width, height), Image.BILINEAR) for channel in image.split()]
    left, top = (width - side) // 2, (height - side) // 2
    return numpy.stack(channels, axis=-1)[top : top + side, left : left + side].astype(numpy.float64)


def table(network, prepare):
    """Prints a line of Markdown for each photograph. `prepare` makes of 0 … 255 what the network takes."""
    names = json.loads((DATA / "efficientnet-lite0" / "imagenet-classes.json").read_text())
    for path in sorted((DATA / "photos").glob("*.[jp][pn]g")):
        pixels = numpy.ascontiguousarray(prepare(square(path)).transpose(2, 0, 1)[None])  # [1, channels, height, width]
        with torch.no_grad():
            probabilities = network(torch.tensor(pixels, dtype=torch.float32))[0].softmax(0)
        best = int(probabilities.argmax())
        print(f"| `{path.stem}` | {names[best]} | {probabilities[best]:.3f} |")
