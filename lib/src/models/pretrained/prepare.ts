import { neighbourhoods } from '../../datasets/resize';
import { tf } from '../../engine';
import type { Image } from '../../maths/shapes';
import { UserError } from '../../project';
import type { Preprocessing } from './networks';

/** One image `[height, width, channels]`, several of the same size, or a tensor `[count, height, width, channels]`; values 0 … 1. */
export type Pictures = Image | Image[] | tf.Tensor;

/** The share of the shorter side that stays, as the networks were tested on ImageNet: 224 of 256 pixels. */
export const usualShare = 0.875;

/**
 * Images as a network takes them: scaled, the middle cut out, grey repeated three times, mean and deviation of the training images
 * taken away.
 *
 * @param share of the shorter side that stays; the rest is cut off on both sides
 * @returns `[count, height, width, 3]`, the caller's to dispose of
 * @throws UserError for what is no image, or has neither 1 nor 3 channels
 */
export function prepare(
  pictures: Pictures,
  [height, width]: [number, number],
  preprocessing: Preprocessing,
  share: number,
): tf.Tensor4D {
  if (!(share > 0 && share <= 1)) throw new UserError(`share must be above 0 and at most 1, got ${share}.`);
  return tf.tidy(() => {
    const images = fourAxes(pictures); // [count, oldHeight, oldWidth, channels]
    const [count, oldHeight, oldWidth, channels] = images.shape;
    const colours = channels === 3 ? images : tf.tile(images, [1, 1, 1, 3]);
    // One matrix a side does scaling and cutting: rows · image · columns.
    const scale = Math.min((oldHeight * share) / height, (oldWidth * share) / width); // old pixels in a new one
    const rows = cutMatrix(oldHeight, height, scale); // [height, oldHeight]
    const columns = cutMatrix(oldWidth, width, scale); // [width, oldWidth]
    const lower = tf.matMul(tf.tile(rows, [count, 1, 1]), tf.reshape(colours, [count, oldHeight, oldWidth * 3]));
    const lines = tf.reshape(lower, [count * height, oldWidth, 3]);
    const small = tf.reshape(tf.matMul(tf.tile(columns, [count * height, 1, 1]), lines), [count, height, width, 3]);
    const { mean, deviation, order } = preprocessing;
    const normalized = tf.div(tf.sub(small, mean), deviation);
    return (order === 'bgr' ? tf.reverse(normalized, 3) : normalized) as tf.Tensor4D;
  });
}

function fourAxes(pictures: Pictures): tf.Tensor4D {
  const tensor = pictures instanceof tf.Tensor ? pictures : tf.tensor(pictures as Image);
  const images = tensor.rank === 3 ? tf.expandDims(tensor, 0) : tensor;
  const channels = images.shape[3];
  if (images.rank === 4 && (channels === 1 || channels === 3)) return images as tf.Tensor4D;
  throw new UserError(
    `Images must have the shape [height, width, channels] or [count, height, width, channels] with 1 or 3 channels, got [${tensor.shape}].`,
  );
}

/** Row i has the weights by which the old pixels make pixel i of the middle: `[1, size, oldSize]`. */
function cutMatrix(oldSize: number, size: number, scale: number): tf.Tensor3D {
  const scaledSize = Math.max(size, Math.round(oldSize / scale));
  const first = Math.floor((scaledSize - size) / 2);
  const weights = new Float32Array(size * oldSize);
  neighbourhoods(oldSize, scaledSize)
    .slice(first, first + size)
    .forEach((near, i) => {
      weights.set(near.weights, i * oldSize + near.first);
    });
  return tf.tensor3d(weights, [1, size, oldSize]);
}
