import type { tf } from '../engine';
import { invertedResidual } from './inverted-residual';
import { networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** The paper's table 2: expansion, maps, blocks, stride of the first of them. */
const groups = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

/** How many blocks each group has. */
export const blockGroups: readonly number[] = groups.map(([, , blocks]) => blocks);

/**
 * MobileNetV2: 17 inverted residual blocks with depthwise convolutions. 3,504,872 parameters and 301 million multiply-adds for
 * 224 × 224 × 3 and 1000 classes.
 *
 * M. Sandler, A. Howard, M. Zhu, A. Zhmoginov and L.-C. Chen, "MobileNetV2: inverted residuals and linear bottlenecks", 2018.
 *
 * Layers: `stem_conv`, `stem_norm`, `stem_relu` [112, 112, 32] → `block1_depthwise_conv` … `block17_project_norm` [7, 7, 320] →
 * `head_conv`, `head_norm`, `head_relu` [7, 7, 1280] → `avg_pool` [1280] → `dropout` → `logits` → `predictions`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(mobilenetV2()) // 3504872
 */
export function mobilenetV2(options: NetworkOptions = {}): tf.LayersModel {
  const chosen = chooseNetwork('mobilenetV2', options, 32);
  const layers = networkLayers(chosen);
  const norm = { epsilon: 1e-5, momentum: 0.9 };
  const relu6 = { activation: 'relu6', ...norm } as const;
  let x = layers.normalized(layers.input, 'stem', 32, 3, { strides: 2, padding: 1, ...relu6 });
  let number = 0;
  for (const [expansion, maps, blocks, firstStride] of groups) {
    for (let i = 0; i < blocks; i++) {
      const strides = i === 0 ? firstStride : 1;
      const name = `block${++number}`;
      x = invertedResidual(layers, x, { name, expansion, maps, kernelSize: 3, strides, norm, padding: 1 });
    }
  }
  x = layers.averagePool(layers.normalized(x, 'head', 1280, 1, relu6), 'avg_pool');
  x = layers.dropout(x, 'dropout', 0.2);
  return layers.model('mobilenet_v2', layers.dense(x, 'logits', chosen.classes));
}
