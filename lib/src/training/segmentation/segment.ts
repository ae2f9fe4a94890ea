import { tf } from '../../engine';
import { checkOptions } from '../../maths/options';
import type { Matrix } from '../../maths/shapes';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';

export interface SegmentOptions {
  /** images that go through the network at once; default: 50 */
  batchSize?: number;
}

/**
 * The most likely class of each pixel.
 *
 * @param model such as `unet()` or `fcn()`: `[batch, height, width, channels]` → `[batch, height, width, classes]`
 * @param images `[count, height, width, channels]`
 * @returns for each image a mask `[height, width]` of class numbers
 * @throws UserError if the model does not say a class for each pixel
 * @example
 * const predicted = segment(model, test.tensor());
 * maskAgreement(truth.flat(), predicted.flat(), 7).meanIou; // over the pixels of all images
 */
export function segment(model: tf.LayersModel, images: tf.Tensor4D, options: SegmentOptions = {}): Matrix[] {
  checkOptions(options, ['batchSize'], 'segment');
  const { batchSize = 50 } = options;
  checkCount(batchSize, 'batchSize');
  if (model.outputs.length !== 1 || model.outputs[0].shape.length !== 4)
    throw new UserError(`${model.name} does not say a class for each pixel: take unet() or fcn().`);
  const masks: Matrix[] = [];
  for (let from = 0; from < images.shape[0]; from += batchSize) {
    const count = Math.min(batchSize, images.shape[0] - from);
    const classes = tf.tidy(() => {
      const batch = tf.slice(images, [from, 0, 0, 0], [count, -1, -1, -1]);
      return tf.argMax(model.predict(batch) as tf.Tensor4D, 3).arraySync() as Matrix[]; // [count, height, width]
    });
    masks.push(...classes);
  }
  return masks;
}
