import { tf } from '../../engine';
import { alignmentWeights, type Box } from '../../maths/detection';
import { UserError } from '../../project';

/**
 * `roiAlign` of many regions at once, with gradients for the features: each region of each image as `cells` × `cells` values a channel. Along
 * an axis the alignment is a matrix, so all of it is two products, `W_y · features · W_xᵀ`.
 *
 * @param features `[batch, height, width, channels]`
 * @param regions for each image the same number of boxes, in pixels of the features
 * @returns `[batch · regions, cells, cells, channels]`, those of the first image first
 * @throws UserError unless each image has as many regions as the others, and at least one
 */
export function alignRegions(features: tf.Tensor4D, regions: readonly (readonly Box[])[], cells: number): tf.Tensor4D {
  const [batch, height, width, channels] = features.shape;
  const count = regions[0]?.length ?? 0;
  if (regions.length !== batch || count === 0 || regions.some((boxes) => boxes.length !== count))
    throw new UserError(
      `alignRegions needs the same number of regions, at least one, for each of the ${batch} images.`,
    );
  return tf.tidy(() => {
    const all = regions.flat();
    const down = all.map(([, top, , bottom]) => alignmentWeights(top, bottom, height, cells));
    const across = all.map(([left, , right]) => alignmentWeights(left, right, width, cells));
    const wY = tf.reshape(tf.tensor3d(down), [batch, count * cells, height]);
    const wX = tf.tensor3d(across); // [batch · regions, cells, width]
    const rows = tf.matMul(wY, tf.reshape(features, [batch, height, width * channels])); // [batch, regions · cells, width · channels]
    const byRegion = tf.reshape(rows, [all.length, cells, width, channels]);
    const columnsFirst = tf.reshape(tf.transpose(byRegion, [0, 2, 1, 3]), [all.length, width, cells * channels]);
    const aligned = tf.reshape(tf.matMul(wX, columnsFirst), [all.length, cells, cells, channels]); // x before y
    return tf.transpose(aligned, [0, 2, 1, 3]) as tf.Tensor4D;
  });
}
