import {
  brightenImage,
  contrastImage,
  cutoutImage,
  flipImage,
  type Image,
  mixImages,
  noisyImage,
  type Random,
  random,
  rotateImage,
  translate,
  zoomImage,
} from '../../maths';

/** What the reader sets: how the changed image is made, and the ends of what is drawn at random. */
export interface Settings {
  flip: boolean;
  /** pixels to the right */
  right: number;
  /** pixels downwards */
  down: number;
  /** degrees, counterclockwise */
  rotation: number;
  /** 1 leaves the size */
  zoom: number;
  /** added to each value */
  brightness: number;
  /** 1 leaves the contrast */
  contrast: number;
  /** standard deviation */
  noise: number;
  /** side of the square, in pixels */
  cutout: number;
  /** share of the other image */
  mixup: number;
}

export const unchanged: Settings = {
  ...{ flip: false, right: 0, down: 0, rotation: 0, zoom: 1 },
  ...{ brightness: 0, contrast: 1, noise: 0, cutout: 0, mixup: 0 },
};

/** One change with all that chance decides. */
export interface Change extends Settings {
  /** where the cutout begins */
  top: number;
  left: number;
  /** of the noise */
  seed: string;
  /** number of the image that is mixed in */
  other: number;
}

/** Just what is set: the cutout in the middle, and the next image mixed in. */
export function asSet(settings: Settings, images: readonly Image[], chosen: number, seed: number): Change {
  const [height, width] = [images[chosen].length, images[chosen][0].length];
  const from = (side: number) => Math.floor((side - settings.cutout) / 2);
  return { ...settings, top: from(height), left: from(width), seed: `${seed}`, other: (chosen + 1) % images.length };
}

/**
 * Drawn at random as in a training: a flip for half of the images, what has two directions up to the setting in both of them, zoom and mixup
 * from none up to the setting, the cutout anywhere.
 */
export function drawn(
  settings: Settings,
  images: readonly Image[],
  chosen: number,
  draw: Random,
  seed: string,
): Change {
  const [height, width] = [images[chosen].length, images[chosen][0].length];
  const upTo = (most: number) => draw.uniform(-Math.abs(most), Math.abs(most));
  const pixels = (most: number) => draw.integer(2 * Math.abs(most) + 1) - Math.abs(most);
  const from = (side: number) => draw.integer(side) - Math.floor(settings.cutout / 2);
  // Every number is drawn whether it is needed or not: one slider does not change what the others do.
  const flipped = draw.uniform() < 0.5;
  return {
    flip: settings.flip && flipped,
    right: pixels(settings.right),
    down: pixels(settings.down),
    rotation: upTo(settings.rotation),
    zoom: 1 + draw.uniform() * (settings.zoom - 1),
    brightness: upTo(settings.brightness),
    contrast: 1 + upTo(settings.contrast - 1),
    noise: settings.noise,
    cutout: settings.cutout,
    top: from(height),
    left: from(width),
    mixup: draw.uniform() * settings.mixup,
    other: images.length > 1 ? (chosen + 1 + draw.integer(images.length - 1)) % images.length : chosen,
    seed,
  };
}

/** The change carried out by the `maths` of the course, one after the other; what is not set is left out. */
export function carriedOut(change: Change, images: readonly Image[], chosen: number): Image {
  const { flip, right, down, rotation, zoom, brightness, contrast, noise, cutout, top, left, seed, other, mixup } =
    change;
  let image = images[chosen];
  if (flip) image = flipImage(image);
  if (right !== 0 || down !== 0) image = translate(image, down, right);
  if (rotation !== 0) image = rotateImage(image, rotation);
  if (zoom !== 1) image = zoomImage(image, zoom);
  if (brightness !== 0) image = brightenImage(image, brightness);
  if (contrast !== 1) image = contrastImage(image, contrast);
  if (noise !== 0) image = noisyImage(image, noise, random(`noise ${seed}`));
  if (cutout !== 0) image = cutoutImage(image, top, left, cutout);
  if (mixup !== 0) image = mixImages(image, images[other], 1 - mixup);
  return image;
}
