import { tf } from '../engine';
import { UserError } from '../project';
import { networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** Layers in each of the four dense blocks, by the number of layers that have weights. */
const blocks = {
  121: [6, 12, 24, 16],
  169: [6, 12, 32, 32],
  201: [6, 12, 48, 32],
};

/** How many layers of a DenseNet have weights. */
export type DenseNetDepth = keyof typeof blocks;

/** Channels that each layer adds. */
const growth = 32;

/**
 * DenseNet: every layer of a block sees the outputs of all layers before it, side by side, and adds 32 channels of its own. Between the
 * blocks, a transition halves the channels, and the maps. DenseNet-121 has 7,978,856 parameters, less than a third of ResNet-50's, and
 * 2.8 thousand million multiply-adds for 224 × 224 × 3 and 1000 classes.
 *
 * G. Huang, Z. Liu, L. van der Maaten and K. Q. Weinberger, "Densely connected convolutional networks", 2017.
 *
 * Layers: `conv1_conv`, `conv1_norm`, `conv1_relu` [112, 112, 64] → `pool1` [56, 56, 64] → `block1_layer1_bottleneck_norm`,
 * `…_relu`, `…_conv` [56, 56, 128], `block1_layer1_conv_norm`, `…_relu`, `…_conv` [56, 56, 32], `block1_layer1_concat` [56, 56, 96] …
 * `transition1_conv` [56, 56, 128], `transition1_pool` [28, 28, 128] … `block4_layer16_concat` [7, 7, 1024] → `last_norm`, `last_relu` →
 * `avg_pool` [1024] → `logits` → `predictions`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example const model = densenet(121, { inputShape: [64, 64, 3], classes: 10 });
 */
export function densenet(depth: DenseNetDepth, options: NetworkOptions = {}): tf.LayersModel {
  const design = blocks[depth];
  if (!design) throw new UserError(`There is densenet(121), densenet(169) and densenet(201), got ${depth}.`);
  const chosen = chooseNetwork('densenet', options, 32);
  const layers = networkLayers(chosen);
  let x = layers.normalized(layers.input, 'conv1', 64, 7, { strides: 2, padding: 3 });
  x = layers.maxPool(x, 'pool1', 3, { padding: 1 });
  design.forEach((count, index) => {
    for (let number = 1; number <= count; number++) {
      const name = `block${index + 1}_layer${number}`;
      const narrow = layers.preactivated(x, `${name}_bottleneck`, 4 * growth, 1);
      x = layers.concatenate(`${name}_concat`, [x, layers.preactivated(narrow, `${name}_conv`, growth, 3)]);
    }
    if (index === design.length - 1) return;
    const name = `transition${index + 1}`;
    x = layers.preactivated(x, name, (x.shape.at(-1) as number) / 2, 1);
    x = layers.layer(x, tf.layers.averagePooling2d({ name: `${name}_pool`, poolSize: 2, strides: 2 }));
  });
  x = layers.averagePool(layers.activated(x, 'last'), 'avg_pool');
  return layers.model(`densenet${depth}`, layers.dense(x, 'logits', chosen.classes));
}
