import { tf } from '../../engine';
import { clipBox, type Detection, decodeBox, decodeGrid, suppress } from '../../maths/detection';
import { checkShare } from '../../maths/detection/suppression';
import { checkOptions } from '../../maths/options';
import type { Image, Matrix } from '../../maths/shapes';
import { detectorAnchors } from '../../models/detection/anchor-detector';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';

export interface DetectOptions {
  /** what is less sure is left out; default: 0.3. For mAP take 0.01, as its curve goes to the end */
  scoreThreshold?: number;
  /** of two boxes of a class that overlap more, the better one stays; default: 0.5 */
  iouThreshold?: number;
  /** scenes that go through the network at once; default: 100 */
  batchSize?: number;
}

/**
 * What a `gridDetector` or an `anchorDetector` sees: its output decoded, then suppression class by class.
 *
 * @param images `[count, size, size, 1]`
 * @returns for each image what was detected, best first
 * @throws UserError if the model is no such detector, or one for images of another size
 * @throws ShapeError for an option that cannot be
 */
export function detect(model: tf.LayersModel, images: tf.Tensor4D, options: DetectOptions = {}): Detection[][] {
  checkOptions(options, ['scoreThreshold', 'iouThreshold', 'batchSize'], 'detect');
  const { scoreThreshold = 0.3, iouThreshold = 0.5, batchSize = 100 } = options;
  checkShare(scoreThreshold, 'scoreThreshold');
  checkShare(iouThreshold, 'iouThreshold');
  checkCount(batchSize, 'batchSize');
  const size = images.shape[1];
  const { inShares, decode } = decoderFor(model, size, scoreThreshold);
  const found: Detection[][] = [];
  for (let from = 0; from < images.shape[0]; from += batchSize) {
    const count = Math.min(batchSize, images.shape[0] - from);
    const output = tf.tidy(() => {
      const batch = tf.slice(images, [from, 0, 0, 0], [count, -1, -1, -1]);
      return inShares(model.predict(batch) as tf.Tensor);
    });
    const values = output.arraySync() as Image[] | Matrix[];
    output.dispose();
    found.push(...decode(values).map((detections) => suppress(detections, iouThreshold)));
  }
  return found.map((detections) => detections.map((one) => ({ ...one, box: clipBox(one.box, size, size) })));
}

/** How to read the output of a detector. */
interface Decoder {
  /** logits to probabilities and shares, `[batch, …]` */
  inShares(output: tf.Tensor): tf.Tensor;
  /** those of each image to detections */
  decode(outputs: Image[] | Matrix[]): Detection[][];
}

function decoderFor(model: tf.LayersModel, size: number, scoreThreshold: number): Decoder {
  const shape = model.outputs[0].shape as number[];
  if (shape.length === 4) return gridDecoder(shape, size, scoreThreshold);
  if (shape.length === 3) return anchorDecoder(shape, size, scoreThreshold);
  throw new UserError(`${model.name} is no detector: make one with gridDetector() or anchorDetector().`);
}

function gridDecoder([, cells, , length]: number[], size: number, scoreThreshold: number): Decoder {
  const classes = length - 5;
  return {
    inShares(output) {
      const [places, logits] = tf.split(output, [5, classes], 3);
      return tf.concat([tf.sigmoid(places), tf.softmax(logits)], 3);
    },
    decode: (outputs) => (outputs as Image[]).map((one) => decodeGrid(one, { cells, size, classes }, scoreThreshold)),
  };
}

function anchorDecoder([, count, length]: number[], size: number, scoreThreshold: number): Decoder {
  const anchors = detectorAnchors(size);
  if (count !== anchors.length) {
    throw new UserError(
      `The model has ${count} anchors, and images of ${size} × ${size} have ${anchors.length}: make it with anchorDetector({ size: ${size} }).`,
    );
  }
  return {
    inShares(output) {
      const [offsets, logits] = tf.split(output, [4, length - 4], 2);
      return tf.concat([offsets, tf.softmax(logits)], 2);
    },
    decode: (outputs) =>
      (outputs as Matrix[]).map((one) =>
        one.flatMap(([x, y, width, height, , ...classes], anchor): Detection[] => {
          const score = Math.max(...classes); // that of "nothing" is left out
          if (score < scoreThreshold) return [];
          return [{ box: decodeBox([x, y, width, height], anchors[anchor]), label: classes.indexOf(score), score }];
        }),
      ),
  };
}
