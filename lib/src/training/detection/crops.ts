import { tf } from '../../engine';
import type { Box } from '../../maths/detection';

/** A crop shows this many times the sides of its box: what is around an object helps to tell where it ends. */
export const context = 1.3;

/**
 * Cuts boxes out of images and stretches each to a square, with some of what is around it. Outside of the image it is black.
 *
 * @param images `[count, height, width, channels]`
 * @param boxes for each image
 * @param size side of the crops, in pixels
 * @returns `[boxes of all images, size, size, channels]`, for you to dispose of
 */
export function cropBoxes(images: tf.Tensor4D, boxes: readonly (readonly Box[])[], size: number): tf.Tensor4D {
  const [, height, width, channels] = images.shape;
  const all = boxes.flat();
  if (all.length === 0) return tf.zeros([0, size, size, channels]);
  // Corners of a crop are the middles of its corner pixels, as shares of the way between the first and the last middle of the image.
  const corners = all.map(([left, top, right, bottom]) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const across = ((right - left) * context * (1 - 1 / size)) / 2;
    const down = ((bottom - top) * context * (1 - 1 / size)) / 2;
    const [rows, columns] = [height - 1, width - 1];
    return [
      (y - down - 0.5) / rows,
      (x - across - 0.5) / columns,
      (y + down - 0.5) / rows,
      (x + across - 0.5) / columns,
    ];
  });
  const owners = boxes.flatMap((own, image) => own.map(() => image));
  return tf.tidy(() =>
    tf.image.cropAndResize(images, tf.tensor2d(corners), tf.tensor1d(owners, 'int32'), [size, size]),
  );
}
