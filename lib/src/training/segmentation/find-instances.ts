import { tf } from '../../engine';
import {
  type Box,
  clipBox,
  type DetectedMask,
  type Detection,
  decodeBox,
  pasteMask,
  suppress,
} from '../../maths/detection';
import { checkShare } from '../../maths/detection/suppression';
import { checkOptions } from '../../maths/options';
import type { Image, Matrix } from '../../maths/shapes';
import { checkCount } from '../../models/layer-choices';
import { alignRegions } from '../../models/segmentation/align-regions';
import { featureStride, type MaskRcnn, regionCells } from '../../models/segmentation/mask-rcnn';
import { proposalAnchors } from '../../models/segmentation/proposal-anchors';
import { UserError } from '../../project';
import { proposeRegions } from './region-proposals';

/** An object with its box, its pixels `[height, width]` of 0 and 1, and how sure the network is. */
export interface Instance extends Detection, DetectedMask {}

export interface InstanceOptions {
  /** what is less sure is left out; default: 0.3. For mask AP take 0.01, as its curve goes to the end */
  scoreThreshold?: number;
  /** of two boxes of a class that overlap more, the better one stays; default: 0.5 */
  iouThreshold?: number;
  /** regions of an image that are looked at; default: 16 */
  proposals?: number;
  /** images that go through the network at once; default: 20 */
  batchSize?: number;
}

/**
 * The objects that a `maskRcnn` sees, each with its mask: regions are proposed, classified, their boxes corrected; of boxes of a class that
 * overlap, the surest stays; then each box is cut out of the features again, and its mask made.
 *
 * @param images `[count, size, size, 1]`, of the size that the network was made for
 * @returns for each image what was found, surest first
 * @throws UserError for images of another size; ShapeError for an option that cannot be
 */
export function findInstances(network: MaskRcnn, images: tf.Tensor4D, options: InstanceOptions = {}): Instance[][] {
  checkOptions(options, ['scoreThreshold', 'iouThreshold', 'proposals', 'batchSize'], 'findInstances');
  const { scoreThreshold = 0.3, iouThreshold = 0.5, proposals = 16, batchSize = 20 } = options;
  checkShare(scoreThreshold, 'scoreThreshold');
  checkShare(iouThreshold, 'iouThreshold');
  checkCount(proposals, 'proposals');
  checkCount(batchSize, 'batchSize');
  const size = network.backbone.inputs[0].shape[1] as number;
  if (images.shape[1] !== size || images.shape[2] !== size || images.shape[3] !== 1)
    throw new UserError(`The network was made for images [${size}, ${size}, 1], got [${images.shape.slice(1)}].`);
  const found: Instance[][] = [];
  for (let from = 0; from < images.shape[0]; from += batchSize) {
    const count = Math.min(batchSize, images.shape[0] - from);
    tf.tidy(() => {
      const batch = tf.slice(images, [from, 0, 0, 0], [count, -1, -1, -1]);
      const [features, answers] = network.backbone.predict(batch) as [tf.Tensor4D, tf.Tensor3D];
      const regions = (answers.arraySync() as Matrix[]).map((values) =>
        proposeRegions(values, proposalAnchors(size), size, proposals).map(({ box }) => box),
      );
      const detections = classified(network, features, regions, size, scoreThreshold).map((own) =>
        suppress(own, iouThreshold),
      );
      found.push(...withMasks(network, features, detections, size));
    });
  }
  return found;
}

/** Class and corrected box of each region, for each image. */
function classified(
  { classifier }: MaskRcnn,
  features: tf.Tensor4D,
  regions: Box[][],
  size: number,
  scoreThreshold: number,
): Detection[][] {
  return ofEach(features, regions, (aligned) => {
    const answers = classifier.predict(aligned) as tf.Tensor2D;
    const [offsets, logits] = tf.split(answers, [4, answers.shape[1] - 4], 1);
    return tf.concat([offsets, tf.softmax(logits as tf.Tensor2D)], 1).arraySync() as Matrix;
  }).map((answers, i) =>
    answers.flatMap(([x, y, width, height, , ...classes], k): Detection[] => {
      const score = Math.max(...classes); // that of "nothing" is left out
      const box = clipBox(decodeBox([x, y, width, height], regions[i][k]), size, size);
      return score < scoreThreshold ? [] : [{ box, label: classes.indexOf(score), score }];
    }),
  );
}

function withMasks({ masker }: MaskRcnn, features: tf.Tensor4D, detections: Detection[][], size: number): Instance[][] {
  const boxes = detections.map((own) => own.map(({ box }) => box));
  const masks = ofEach(features, boxes, (aligned) => (masker.predict(aligned) as tf.Tensor4D).arraySync() as Image[]);
  return detections.map((own, i) =>
    own.map((detection, k) => {
      const probabilities = masks[i][k].map((row) => row.map(([value]) => value));
      return { ...detection, mask: pasteMask(probabilities, detection.box, size, size) };
    }),
  );
}

/** What a head says of each box of each image. Images with fewer boxes are filled up, as all have as many in a batch. */
function ofEach<T>(features: tf.Tensor4D, boxes: Box[][], head: (aligned: tf.Tensor4D) => T[]): T[][] {
  const most = Math.max(...boxes.map((own) => own.length));
  if (most === 0) return boxes.map(() => []);
  const filled = boxes.map((own) =>
    Array.from({ length: most }, (_, k): Box => (own[k] ?? [0, 0, 1, 1]).map((place) => place / featureStride) as Box),
  );
  const answers = head(alignRegions(features, filled, regionCells));
  return boxes.map((own, i) => answers.slice(i * most, i * most + own.length));
}
