import type { tf } from '../engine';
import { invertedResidual } from './inverted-residual';
import { networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** Expansion, maps, blocks, kernel size, stride of the first block. */
const groups = [
  [1, 16, 1, 3, 1],
  [6, 24, 2, 3, 2],
  [6, 40, 2, 5, 2],
  [6, 80, 3, 3, 2],
  [6, 112, 3, 5, 1],
  [6, 192, 4, 5, 2],
  [6, 320, 1, 3, 1],
];

/** How many blocks each group has. */
export const blockGroups: readonly number[] = groups.map(([, , blocks]) => blocks);

/**
 * EfficientNet-Lite0: EfficientNet-B0 without squeeze-and-excitation and with ReLU6, so that it runs well on phones.
 * 4,652,008 parameters and 385 million multiply-adds for 224 × 224 × 3 and 1000 classes.
 *
 * M. Tan and Q. Le, "EfficientNet: rethinking model scaling for convolutional neural networks", 2019; the Lite variants are those of
 * the authors' repository, github.com/tensorflow/tpu, of 2020.
 *
 * Layers: `stem_conv`, `stem_norm`, `stem_relu` [112, 112, 32] → `block1_depthwise_conv` … `block16_project_norm` [7, 7, 320] →
 * `head_conv`, `head_norm`, `head_relu` [7, 7, 1280] → `avg_pool` [1280] → `dropout` → `logits` → `predictions`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(efficientnetLite0()) // 4652008
 */
export function efficientnetLite0(options: NetworkOptions = {}): tf.LayersModel {
  const chosen = chooseNetwork('efficientnetLite0', options, 32);
  const layers = networkLayers(chosen);
  const norm = { epsilon: 1e-3, momentum: 0.99 };
  const relu6 = { activation: 'relu6', ...norm } as const;
  // Padding is TensorFlow's 'same': where a strided convolution needs an odd number of zeros, one more is on the right and below.
  let x = layers.normalized(layers.input, 'stem', 32, 3, { strides: 2, ...relu6 });
  let number = 0;
  for (const [expansion, maps, blocks, kernelSize, firstStride] of groups) {
    for (let i = 0; i < blocks; i++) {
      const strides = i === 0 ? firstStride : 1;
      const name = `block${++number}`;
      x = invertedResidual(layers, x, { name, expansion, maps, kernelSize, strides, norm, padding: 'same' });
    }
  }
  x = layers.averagePool(layers.normalized(x, 'head', 1280, 1, relu6), 'avg_pool');
  x = layers.dropout(x, 'dropout', 0.2);
  return layers.model('efficientnet_lite0', layers.dense(x, 'logits', chosen.classes));
}
