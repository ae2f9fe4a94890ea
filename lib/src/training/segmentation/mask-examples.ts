import type { SceneDataset } from '../../datasets/scenes/scene-dataset';
import { tf } from '../../engine';
import type { Image, Matrix } from '../../maths/shapes';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';

/** Images and the class of each of their pixels. */
export interface MaskExamples {
  /** `[count, height, width, channels]`, values 0 … 1 */
  xs: tf.Tensor4D;
  /** `[count, height, width, classes]`, one-hot */
  ys: tf.Tensor4D;
}

/**
 * Scenes as examples for a network that labels pixels: class 0 is the ground, class `label + 1` an item. Dispose of both tensors when done.
 * @returns `xs` `[count, size, size, 1]` and `ys` `[count, size, size, 1 + classes]`
 */
export function maskExamples(scenes: SceneDataset): MaskExamples {
  const { count, size, instances, objects, classNames } = scenes;
  const area = size * size;
  const classes = Int32Array.from(instances, (object, at) =>
    object === 0 ? 0 : objects[Math.floor(at / area)][object - 1].label + 1,
  );
  return { xs: scenes.tensor(), ys: oneHot(classes, [count, size, size], classNames.length + 1) };
}

/** Where a square crop has its top left corner. */
export interface CropPlace {
  top: number;
  left: number;
}

/**
 * Square crops of one large image and its mask as examples, for a network that is to learn from few images. Dispose of both tensors when done.
 * @param image `[height, width, channels]`, values 0 … 1
 * @param mask `[height, width]`, class numbers from 0
 * @param size side of a crop, in pixels
 * @throws UserError for a crop that reaches over the border
 */
export function cropExamples(
  image: Image,
  mask: Matrix,
  places: readonly CropPlace[],
  { size, classes = 2 }: { size: number; classes?: number },
): MaskExamples {
  checkCount(size, 'size');
  checkCount(classes, 'classes', 2);
  if (!places.length) throw new UserError('cropExamples needs places: [{ top: 0, left: 0 }].');
  const [height, width] = [image.length, image[0].length];
  for (const { top, left } of places) {
    if (top >= 0 && left >= 0 && top + size <= height && left + size <= width) continue;
    throw new UserError(
      `A crop of ${size} × ${size} at ${top} down, ${left} right reaches over the border of ${height} × ${width}.`,
    );
  }
  const rowsAt = <T>(of: readonly (readonly T[])[], { top, left }: CropPlace) =>
    of.slice(top, top + size).map((row) => row.slice(left, left + size));
  const numbers = Int32Array.from(places.flatMap((place) => rowsAt(mask, place).flat()));
  return {
    xs: tf.tensor4d(places.map((place) => rowsAt(image, place))),
    ys: oneHot(numbers, [places.length, size, size], classes),
  };
}

function oneHot(classes: Int32Array, shape: [number, number, number], depth: number): tf.Tensor4D {
  return tf.tidy(() => tf.cast(tf.oneHot(tf.tensor(classes, shape, 'int32'), depth), 'float32') as tf.Tensor4D);
}
