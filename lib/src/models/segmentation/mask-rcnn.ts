import { tf } from '../../engine';
import { type DetectorOptions, readDetectorOptions } from '../detection/grid-detector';
import { block } from '../detection/trunk';
import { initializers } from '../layer-choices';
import { proposalLevels } from './proposal-anchors';

/** Values a side of a region as the heads see it, and of the mask that they make of it. */
export const regionCells = 14;
export const maskCells = 2 * regionCells;

/** Pixels of the image from one value of the features to the next. */
export const featureStride = 2;

/** A network in two stages: regions first, then what each one is, and which of its pixels belong to it. */
export interface MaskRcnn {
  /** all three parts, for `loadCheckpoint` and `parameterCount` */
  model: tf.LayersModel;
  /**
   * `[batch, size, size, 1]` → features `[batch, size / 2, size / 2, 1.5 · filters]`, and for each anchor of `proposalAnchors` the way to a
   * region and logits of "nothing" and "something": `[batch, anchors, 4 + 2]`
   */
  backbone: tf.LayersModel;
  /** aligned regions `[regions, 14, 14, channels]` → offsets of the box, logits of "nothing" and of the classes: `[regions, 4 + 1 + classes]` */
  classifier: tf.LayersModel;
  /** aligned regions → `[regions, 28, 28, 1]`, how likely each pixel belongs to the object in the middle */
  masker: tf.LayersModel;
}

/**
 * A small Mask R-CNN. A backbone makes features, the deep ones enlarged and added to the fine ones (a feature pyramid of which one level is
 * used); anchors on two maps propose regions, whatever is in them; RoI align cuts each region out of the features; a classifier says
 * what it is and corrects its box; a masker says which pixels belong to it. The masks are the same for all classes: the class is the
 * classifier's to decide.
 *
 * `trainMaskRcnn` trains it, `findInstances` uses it.
 *
 * @throws UserError for a size that cannot be halved four times, and numbers that are no counts
 * @see He, Gkioxari, Dollár and Girshick, Mask R-CNN, 2017; Lin et al., Feature pyramid networks for object detection, 2017
 */
export function maskRcnn(options: DetectorOptions = {}): MaskRcnn {
  const { size, classes, filters, seed } = readDetectorOptions(options);
  const channels = Math.ceil(1.5 * filters);
  const weights = initializers('he', seed);
  const backbone = makeBackbone(size, filters, channels, seed, weights);
  const classifier = makeClassifier(classes, channels, seed, weights);
  const masker = makeMasker(channels, weights);
  const scene = tf.input({ shape: [size, size, 1], name: 'scene' });
  const regions = tf.input({ shape: [regionCells, regionCells, channels], name: 'regions' });
  const outputs = [
    ...(backbone.apply(scene) as tf.SymbolicTensor[]),
    ...[classifier, masker].map((head) => head.apply(regions) as tf.SymbolicTensor),
  ];
  return { model: tf.model({ name: 'mask_rcnn', inputs: [scene, regions], outputs }), backbone, classifier, masker };
}

type WeightsOf = ReturnType<typeof initializers>;

function makeBackbone(size: number, filters: number, channels: number, seed: number, weights: WeightsOf) {
  const input = tf.input({ shape: [size, size, 1], name: 'image' });
  const maps: tf.SymbolicTensor[] = []; // of a half, a quarter, an eighth and a sixteenth of the sides
  let x: tf.SymbolicTensor = input;
  for (const [level, width] of [filters, 2 * filters, 4 * filters, 4 * filters].entries()) {
    x = block(x, width, `conv${level + 1}a`, weights, 2);
    x = block(x, width, `conv${level + 1}b`, weights);
    maps.push(x);
  }
  const lateral = (level: number) =>
    tf.layers
      .conv2d({ name: `lateral${level}`, filters: channels, kernelSize: 1, kernelInitializer: weights() })
      .apply(maps[level - 1]) as tf.SymbolicTensor;
  let features = lateral(4);
  for (const level of [3, 2, 1]) {
    const enlarged = tf.layers.upSampling2d({ name: `enlarge${level}`, size: [2, 2] }).apply(features);
    const sum = tf.layers.add({ name: `sum${level}` });
    features = sum.apply([enlarged as tf.SymbolicTensor, lateral(level)]) as tf.SymbolicTensor;
  }
  features = block(features, channels, 'features', weights);
  const proposals = proposalLevels(size).map(({ cells, scales, ratios = [1] }, i) => {
    const anchors = scales.length * ratios.length;
    const head = tf.layers.conv2d({
      name: `proposals${i + 1}`,
      filters: anchors * 6,
      kernelSize: 3,
      padding: 'same',
      kernelInitializer: small(seed + i),
    });
    const flat = tf.layers.reshape({ name: `anchors${i + 1}`, targetShape: [cells * cells * anchors, 6] });
    return flat.apply(head.apply(maps[2 + i])) as tf.SymbolicTensor;
  });
  const all = tf.layers.concatenate({ name: 'proposals', axis: 1 }).apply(proposals) as tf.SymbolicTensor;
  return tf.model({ name: 'backbone', inputs: input, outputs: [features, all] });
}

function makeClassifier(classes: number, channels: number, seed: number, weights: WeightsOf) {
  const { conv2d, dense, flatten } = tf.layers;
  return tf.sequential({
    name: 'classifier',
    layers: [
      conv2d({
        name: 'narrow',
        inputShape: [regionCells, regionCells, channels],
        filters: 2 * channels,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: weights(),
      }),
      conv2d({
        name: 'narrower',
        filters: 2 * channels,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: weights(),
      }),
      flatten({ name: 'flat' }),
      dense({ name: 'hidden', units: 64, activation: 'relu', kernelInitializer: weights() }),
      dense({ name: 'answer', units: 5 + classes, kernelInitializer: small(seed + 2) }),
    ],
  });
}

function makeMasker(channels: number, weights: WeightsOf) {
  const same = { kernelSize: 3, padding: 'same', activation: 'relu' } as const;
  const { conv2d, conv2dTranspose } = tf.layers;
  const inputShape = [regionCells, regionCells, channels];
  return tf.sequential({
    name: 'masker',
    layers: [
      conv2d({ name: 'look1', inputShape, filters: channels, ...same, kernelInitializer: weights() }),
      conv2d({ name: 'look2', filters: channels, ...same, kernelInitializer: weights() }),
      conv2dTranspose({
        name: 'enlarge',
        filters: channels,
        kernelSize: 2,
        strides: 2,
        activation: 'relu',
        kernelInitializer: weights(),
      }),
      conv2d({ name: 'mask', filters: 1, kernelSize: 1, activation: 'sigmoid', kernelInitializer: weights() }),
    ],
  });
}

/** Answers begin near 0: sure of nothing. */
const small = (seed: number) => tf.initializers.randomNormal({ stddev: 0.01, seed });
