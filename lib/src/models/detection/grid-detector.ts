import { tf } from '../../engine';
import { UserError } from '../../project';
import { checkCount, initializers } from '../layer-choices';
import { block, trunk } from './trunk';

/** Choices of both detectors. */
export interface DetectorOptions {
  /** side of the square grey images, in pixels, a multiple of 16; default: 64 */
  size?: number;
  /** default: 6 */
  classes?: number;
  /** feature maps of the first convolution; default: 16 */
  filters?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** @throws UserError for a size that cannot be halved four times, and numbers that are no counts */
export function readDetectorOptions({ size = 64, classes = 6, filters = 16, seed = 1 }: DetectorOptions) {
  checkCount(size, 'size');
  checkCount(classes, 'classes');
  checkCount(filters, 'filters');
  if (size % 16 !== 0) throw new UserError(`size must be a multiple of 16, got ${size}.`);
  return { size, classes, filters, seed };
}

/**
 * A detector in the manner of YOLO: one look, and each cell of an 8-pixel grid says whether the middle of an object lies in it, where
 * exactly, how large it is and of which class.
 *
 * @returns `[batch, size, size, 1]` → `[batch, size / 8, size / 8, 5 + classes]`, logits in the order of `encodeGrid`: objectness,
 *   place, size, classes. `detect` turns them into boxes
 * @see Redmon, Divvala, Girshick and Farhadi, You only look once: unified, real-time object detection, 2016
 */
export function gridDetector(options: DetectorOptions = {}): tf.LayersModel {
  const { size, classes, filters, seed } = readDetectorOptions(options);
  const weights = initializers('he', seed);
  const input = tf.input({ shape: [size, size, 1], name: 'scene' });
  let x = trunk(input, filters, weights);
  x = block(x, 8 * filters, 'conv5', weights);
  const output = tf.layers.conv2d({
    name: 'output',
    filters: 5 + classes,
    kernelSize: 1,
    kernelInitializer: weights(),
  });
  return tf.model({ name: 'grid_detector', inputs: input, outputs: output.apply(x) as tf.SymbolicTensor });
}
