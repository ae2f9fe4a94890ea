import type { tf } from '../engine';
import { UserError } from '../project';
import { type Flow, type NetworkLayers, networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** Blocks in each of the four stages, by the number of layers that have weights. */
const stages = {
  18: { block: basicBlock, blocks: [2, 2, 2, 2] },
  34: { block: basicBlock, blocks: [3, 4, 6, 3] },
  50: { block: bottleneck, blocks: [3, 4, 6, 3] },
  101: { block: bottleneck, blocks: [3, 4, 23, 3] },
  152: { block: bottleneck, blocks: [3, 8, 36, 3] },
};

/** How many layers of a ResNet have weights. */
export type ResNetDepth = keyof typeof stages;

/**
 * ResNet: four stages of residual blocks, y = ReLU(x + F(x)); 18 and 34 with two 3 × 3 convolutions in a block, 50 and more with
 * 1 × 1, 3 × 3 and 1 × 1. Each stage halves the maps and doubles their number; the halving is in the 3 × 3 convolution, as
 * torchvision has it, not in the 1 × 1 before it, as in 2015. ResNet-50 has 25,557,032 parameters and 4.1 thousand million
 * multiply-adds for 224 × 224 × 3 and 1000 classes.
 *
 * K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2016.
 *
 * Layers: `conv1_conv`, `conv1_norm`, `conv1_relu` [112, 112, 64] → `pool1` [56, 56, 64] → `stage1_block1_conv1_conv` …
 * `stage1_block1_add`, `stage1_block1_relu` … `stage4_block2_relu` [7, 7, 512] (2048 from ResNet-50 on) → `avg_pool` [512] →
 * `logits` → `predictions`. Where a block changes the shape, `stage2_block1_shortcut_conv` brings x to it.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example const model = resnet(18, { inputShape: [64, 64, 3], classes: 10 });
 */
export function resnet(depth: ResNetDepth, options: NetworkOptions = {}): tf.LayersModel {
  const design = stages[depth];
  if (!design)
    throw new UserError(`There is resnet(18), resnet(34), resnet(50), resnet(101) and resnet(152), got ${depth}.`);
  return residualNetwork('resnet', `resnet${depth}`, design, options);
}

/** How a residual network differs from others: its blocks, and how many of them are in each of the four stages. */
export interface ResidualDesign {
  block(layers: NetworkLayers, x: Flow, name: string, maps: number, strides: number): Flow;
  blocks: number[];
}

/**
 * The stem, four stages of blocks and the classifier that all residual networks share.
 *
 * @param family for messages
 */
export function residualNetwork(
  family: string,
  name: string,
  design: ResidualDesign,
  options: NetworkOptions,
): tf.LayersModel {
  const chosen = chooseNetwork(family, options, 32);
  const layers = networkLayers(chosen);
  let x = layers.normalized(layers.input, 'conv1', 64, 7, { strides: 2, padding: 3 });
  x = layers.maxPool(x, 'pool1', 3, { padding: 1 });
  design.blocks.forEach((count, stage) => {
    for (let number = 1; number <= count; number++) {
      const strides = stage > 0 && number === 1 ? 2 : 1;
      x = design.block(layers, x, `stage${stage + 1}_block${number}`, 64 * 2 ** stage, strides);
    }
  });
  x = layers.averagePool(x, 'avg_pool');
  return layers.model(name, layers.dense(x, 'logits', chosen.classes));
}

/** ReLU(x + F(x)) with F: 3 × 3 → 3 × 3, `maps` channels. */
function basicBlock(layers: NetworkLayers, x: Flow, name: string, maps: number, strides: number): Flow {
  let f = layers.normalized(x, `${name}_conv1`, maps, 3, { strides, padding: 1 });
  f = layers.normalized(f, `${name}_conv2`, maps, 3, { activation: 'none' });
  return residual(layers, x, f, name, strides);
}

/** ReLU(x + F(x)) with F: 1 × 1 → 3 × 3 → 1 × 1, `maps`, `maps` and 4 · `maps` channels. */
function bottleneck(layers: NetworkLayers, x: Flow, name: string, maps: number, strides: number): Flow {
  return widerBottleneck(1, 1)(layers, x, name, maps, strides);
}

/** The same with `width` times as many channels inside, and with the 3 × 3 convolution in `groups` groups. */
export function widerBottleneck(width: number, groups: number): ResidualDesign['block'] {
  return (layers, x, name, maps, strides) => {
    let f = layers.normalized(x, `${name}_conv1`, width * maps, 1);
    f = layers.normalized(f, `${name}_conv2`, width * maps, 3, { strides, padding: 1, groups });
    f = layers.normalized(f, `${name}_conv3`, 4 * maps, 1, { activation: 'none' });
    return residual(layers, x, f, name, strides);
  };
}

function residual(layers: NetworkLayers, x: Flow, f: Flow, name: string, strides: number): Flow {
  const channels = f.shape.at(-1) as number;
  const isSame = strides === 1 && x.shape.at(-1) === channels;
  const shortcut = isSame
    ? x
    : layers.normalized(x, `${name}_shortcut`, channels, 1, { strides, padding: 0, activation: 'none' });
  return layers.relu(layers.add(`${name}_add`, shortcut, f), `${name}_relu`);
}
