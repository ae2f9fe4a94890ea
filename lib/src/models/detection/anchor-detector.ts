import { tf } from '../../engine';
import { type AnchorLevel, anchorBoxes, type Box } from '../../maths/detection';
import { initializers } from '../layer-choices';
import { type DetectorOptions, readDetectorOptions } from './grid-detector';
import { block, trunk } from './trunk';

/** Anchors of the two maps of {@link anchorDetector}: small ones on the fine map, large ones on the coarse one. */
export function detectorLevels(size = 64): AnchorLevel[] {
  return [
    { cells: size / 8, scales: [14, 20], ratios: [0.4, 1, 2] },
    { cells: size / 16, scales: [28], ratios: [0.4, 1, 2] },
  ];
}

/** The anchors of {@link anchorDetector}, in the order of its output. */
export function detectorAnchors(size = 64): Box[] {
  return anchorBoxes(size, detectorLevels(size));
}

/**
 * A detector in the manner of SSD: two maps of different fineness, and for each anchor of each map the class of its object, or none, and
 * the way from the anchor to the box.
 *
 * @returns `[batch, size, size, 1]` → `[batch, anchors, 4 + 1 + classes]`: the offsets of `encodeBox`, then logits of "nothing" and of the
 *   classes, anchors in the order of {@link detectorAnchors}. `detect` turns them into boxes
 * @see Liu et al., SSD: single shot multibox detector, 2016
 */
export function anchorDetector(options: DetectorOptions = {}): tf.LayersModel {
  const { size, classes, filters, seed } = readDetectorOptions(options);
  const weights = initializers('he', seed);
  const input = tf.input({ shape: [size, size, 1], name: 'scene' });
  const fine = block(trunk(input, filters, weights), 8 * filters, 'conv5', weights);
  const coarse = block(fine, 4 * filters, 'conv6', weights, 2);
  const answers = [fine, coarse].map((map, i) => {
    const { cells, scales, ratios = [1] } = detectorLevels(size)[i];
    const anchors = scales.length * ratios.length;
    const head = tf.layers.conv2d({
      name: `output${i + 1}`,
      filters: anchors * (5 + classes),
      kernelSize: 1,
      kernelInitializer: tf.initializers.randomNormal({ stddev: 0.01, seed: seed + i }),
    });
    const targetShape = [cells * cells * anchors, 5 + classes];
    const flat = tf.layers.reshape({ name: `output${i + 1}_anchors`, targetShape });
    return flat.apply(head.apply(map)) as tf.SymbolicTensor;
  });
  const output = tf.layers.concatenate({ name: 'output', axis: 1 }).apply(answers) as tf.SymbolicTensor;
  return tf.model({ name: 'anchor_detector', inputs: input, outputs: output });
}
