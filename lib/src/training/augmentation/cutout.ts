import { tf } from '../../engine';
import { checkCount } from '../../models/layer-choices';
import { type Augmentation, ofImages } from './augmentation';

export interface CutoutOptions {
  /** side of the square, in pixels */
  size: number;
}

/**
 * A square of zeros at a random place of each image. Its middle lies in the image, so that some of it may hang over the border.
 *
 * T. DeVries and G. Taylor, "Improved regularization of convolutional neural networks with cutout", 2017.
 *
 * @throws UserError unless size is a whole number from 1
 */
export function cutout({ size }: CutoutOptions): Augmentation {
  checkCount(size, 'size of cutout');
  return ofImages(`cutout ${size} px`, (images, draw) => {
    const [count, height, width] = images.shape;
    const mask = new Float32Array(count * height * width).fill(1);
    for (let image = 0; image < count; image++) {
      const [top, left] = [height, width].map((side) => draw.integer(side) - Math.floor(size / 2));
      for (let y = Math.max(0, top); y < Math.min(height, top + size); y++) {
        const row = (image * height + y) * width;
        mask.fill(0, row + Math.max(0, left), row + Math.min(width, left + size));
      }
    }
    return tf.mul(images, tf.tensor4d(mask, [count, height, width, 1]));
  });
}
