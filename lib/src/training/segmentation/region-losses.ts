import type { SceneDataset } from '../../datasets/scenes/scene-dataset';
import { tf } from '../../engine';
import { type MaskRcnn, maskCells } from '../../models/segmentation/mask-rcnn';
import { maskWithin, type RegionTarget, regionsPerImage } from './region-targets';

/** Keeps logarithms finite where a probability is 0 or 1. */
const epsilon = 1e-7;

/** The losses of the heads of a Mask R-CNN. */
export interface RegionLosses {
  /** cross-entropy of "nothing" and the classes, mean over the regions */
  classes: tf.Scalar;
  /** smooth L1 of the offsets, sum over the four, mean over the regions with an object */
  boxes: tf.Scalar;
  /** binary cross-entropy, mean over the pixels of the regions with an object */
  masks: tf.Scalar;
}

/**
 * @param regions aligned, `[batch · regions, 14, 14, channels]`
 * @param targets for each image those of its regions, the ones with an object first
 * @param numbers of the scenes
 */
export function regionLosses(
  { classifier, masker }: Pick<MaskRcnn, 'classifier' | 'masker'>,
  regions: tf.Tensor4D,
  targets: readonly (readonly RegionTarget[])[],
  scenes: SceneDataset,
  numbers: readonly number[],
): RegionLosses {
  return tf.tidy(() => {
    const all = targets.flat();
    const answers = classifier.apply(regions, { training: true }) as tf.Tensor2D;
    const [offsets, logits] = tf.split(answers, [4, answers.shape[1] - 4], 1);
    const labels = tf.oneHot(
      tf.tensor1d(
        all.map(({ label }) => label),
        'int32',
      ),
      logits.shape[1] as number,
    );
    const counts = tf.tensor1d(all.map(({ weight }) => weight)); // [regions]
    const there = tf.tensor1d(all.map(({ object }) => Number(object >= 0)));
    const confusion = tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1));
    const distance = tf.abs(tf.sub(offsets, tf.tensor2d(all.map((target) => [...target.offsets]))));
    const near = tf.minimum(distance, 1);
    const off = tf.sum(tf.add(tf.mul(0.5, tf.square(near)), tf.sub(distance, near)), 1); // [regions]

    const { own, masks } = withObjects(targets, scenes, numbers);
    const seen = tf.clipByValue(
      masker.apply(tf.gather(regions, own), { training: true }) as tf.Tensor,
      epsilon,
      1 - epsilon,
    );
    const right = tf.add(tf.mul(masks, tf.log(seen)), tf.mul(tf.sub(1, masks), tf.log(tf.sub(1, seen))));
    return {
      classes: meanWhere(confusion, counts),
      boxes: meanWhere(off, there),
      masks: tf.neg(meanWhere(tf.mean(right, [1, 2, 3]), tf.gather(there, own))) as tf.Scalar,
    };
  });
}

/** Numbers of the first regions of each image, where objects stand, and the masks within them; zeros where there is none. */
function withObjects(targets: readonly (readonly RegionTarget[])[], scenes: SceneDataset, numbers: readonly number[]) {
  const { size, instances } = scenes;
  const { objects, all } = regionsPerImage;
  const own: number[] = [];
  const masks = new Float32Array(targets.length * objects * maskCells ** 2);
  targets.forEach((ofImage, i) => {
    const pixels = instances.subarray(numbers[i] * size * size, (numbers[i] + 1) * size * size);
    for (let k = 0; k < objects; k++) {
      const { object, box } = ofImage[k];
      if (object >= 0) masks.set(maskWithin(pixels, size, object, box, maskCells), own.length * maskCells ** 2);
      own.push(i * all + k);
    }
  });
  return {
    own: tf.tensor1d(own, 'int32'),
    masks: tf.tensor4d(masks, [own.length, maskCells, maskCells, 1]),
  };
}

/** @param values `[n]` @param where `[n]`, 0 and 1 */
function meanWhere(values: tf.Tensor, where: tf.Tensor): tf.Scalar {
  return tf.div(tf.sum(tf.mul(values, where)), tf.maximum(1, tf.sum(where))) as tf.Scalar;
}
