import { tf } from '../../engine';
import { type Box, clipBox, type Detection, decodeBox, suppress } from '../../maths/detection';
import { checkShare } from '../../maths/detection/suppression';
import { checkOptions } from '../../maths/options';
import type { Matrix } from '../../maths/shapes';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';
import { cropBoxes } from './crops';
import type { DetectOptions } from './detect';

/**
 * What an R-CNN sees: every proposed box is cut out of its image and goes through the network by itself; what shows no object is left out,
 * the others are moved by their offsets; then suppression class by class. With proposals of `proposals`, this is the R-CNN; with windows of
 * every place and size, the same for each image, it is a sliding window.
 *
 * @param model a `regionClassifier`
 * @param images `[count, size, size, 1]`
 * @param proposed for each image the boxes to look at
 * @param options `batchSize` is in images; see `detect`
 * @returns for each image what was detected, best first
 * @throws UserError unless there are boxes for each image and the model is such a network
 */
export function detectRegions(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  proposed: readonly (readonly Box[])[],
  options: DetectOptions = {},
): Detection[][] {
  checkOptions(options, ['scoreThreshold', 'iouThreshold', 'batchSize'], 'detectRegions');
  const { scoreThreshold = 0.3, iouThreshold = 0.5, batchSize = 20 } = options;
  checkShare(scoreThreshold, 'scoreThreshold');
  checkShare(iouThreshold, 'iouThreshold');
  checkCount(batchSize, 'batchSize');
  const [count, height, width] = images.shape;
  if (proposed.length !== count)
    throw new UserError(`detectRegions got ${count} images and ${proposed.length} lists of boxes: give one an image.`);
  if (model.outputs[0].shape[1] !== 1 || model.inputs[0].shape.length !== 4)
    throw new UserError(`${model.name} classifies no crops: make such a network with regionClassifier().`);
  const crop = model.inputs[0].shape[1] as number;
  const found: Detection[][] = [];
  for (let from = 0; from < count; from += batchSize) {
    const boxes = proposed.slice(from, from + batchSize);
    const answers = answersFor(
      model,
      tf.tidy(() => images.slice([from, 0, 0, 0], [boxes.length, -1, -1, -1])),
      boxes,
      crop,
    );
    let at = 0;
    for (const own of boxes) {
      const detections = own.flatMap((box): Detection[] => {
        const [x, y, across, down, , ...classes] = answers[at++];
        const score = Math.max(...classes); // that of "nothing" is left out
        if (score < scoreThreshold) return [];
        const moved = clipBox(decodeBox([x, y, across, down], box), width, height);
        return [{ box: moved, label: classes.indexOf(score), score }];
      });
      found.push(suppress(detections, iouThreshold));
    }
  }
  return found;
}

/** Offsets and probabilities of each box, `[boxes of all images, 4 + 1 + classes]`. */
function answersFor(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  boxes: readonly (readonly Box[])[],
  crop: number,
): Matrix {
  const output = tf.tidy(() => {
    const crops = cropBoxes(images, boxes, crop);
    if (crops.shape[0] === 0) return tf.zeros([0, 1]);
    const [offsets, logits] = tf.split(
      tf.squeeze(model.predict(crops, { batchSize: 256 }) as tf.Tensor, [1]),
      [4, -1],
      1,
    );
    return tf.concat([offsets, tf.softmax(logits)], 1);
  });
  const answers = output.arraySync() as Matrix;
  tf.dispose([output, images]);
  return answers;
}
