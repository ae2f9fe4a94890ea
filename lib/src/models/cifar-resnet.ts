import type { tf } from '../engine';
import { UserError } from '../project';
import { ChannelPadding } from './channel-padding';
import { checkCount, type ImageShape } from './layer-choices';
import { type Flow, type NetworkLayers, networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

export const defaults = { inputShape: [28, 28, 1] as ImageShape, classes: 10, depth: 20, filters: 16, shortcuts: true };

/** What a residual network for small images is made of. */
export interface CifarResnetOptions extends NetworkOptions {
  /** layers with weights, 6 n + 2: 8, 14, 20, 26, 32, 38, 44, 50, 56 …; default: 20 */
  depth?: number;
  /** feature maps of the first stage, doubled in the second and third; default: 16 */
  filters?: number;
  /** whether blocks add what they were given; without, the network is plain. Default: yes */
  shortcuts?: boolean;
}

/**
 * The residual network for small images, and its plain twin: a convolution, three stages of n blocks of two 3 × 3 convolutions, the second
 * and third at half the size with twice the maps, mean over the map, one dense layer. A shortcut has no weights: where maps change, every
 * second pixel is taken, and the new maps are 0. So the two networks have the same weights, the same work and, for one seed, begin with
 * the same numbers: what differs is the sum alone. With 16 maps, depth 20 and 32 × 32 × 3, it has 0.27 million parameters.
 *
 * K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2016, section 4.2.
 *
 * Layers: `conv1_conv`, `conv1_norm`, `conv1_relu` → `stage1_block1_conv1_conv` … `stage1_block1_add`, `stage1_block1_relu` … →
 * `avg_pool` → `logits` → `predictions`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example const [residual, plain] = [true, false].map((shortcuts) => cifarResnet({ depth: 56, shortcuts, seed: 1 }));
 */
export function cifarResnet(options: CifarResnetOptions = {}): tf.LayersModel {
  const { depth, filters, shortcuts, ...network } = { ...defaults, ...options };
  if (!Number.isInteger(depth) || depth < 8 || depth % 6 !== 2) {
    throw new UserError(`depth of cifarResnet must be 6 n + 2: 8, 14, 20, 26 …, got ${depth}.`);
  }
  checkCount(filters, 'filters');
  const chosen = chooseNetwork('cifarResnet', network, 4);
  const layers = networkLayers(chosen);
  let x = layers.normalized(layers.input, 'conv1', filters, 3);
  for (let stage = 1; stage <= 3; stage++) {
    for (let block = 1; block <= (depth - 2) / 6; block++) {
      const name = `stage${stage}_block${block}`;
      x = twoConvolutions(layers, x, name, filters * 2 ** (stage - 1), stage > 1 && block === 1 ? 2 : 1, shortcuts);
    }
  }
  x = layers.averagePool(x, 'avg_pool');
  const name = `${shortcuts ? 'residual' : 'plain'}${depth}`;
  return layers.model(name, layers.dense(x, 'logits', chosen.classes));
}

/** ReLU(F(x) + x), or ReLU(F(x)) without a shortcut. */
function twoConvolutions(
  layers: NetworkLayers,
  x: Flow,
  name: string,
  maps: number,
  strides: number,
  shortcut: boolean,
): Flow {
  const f = layers.normalized(x, `${name}_conv1`, maps, 3, { strides });
  const change = layers.normalized(f, `${name}_conv2`, maps, 3, { activation: 'none' });
  if (!shortcut) return layers.relu(change, `${name}_relu`);
  const kept =
    strides === 1 ? x : layers.layer(x, new ChannelPadding({ name: `${name}_shortcut`, channels: maps, strides }));
  return layers.relu(layers.add(`${name}_add`, change, kept), `${name}_relu`);
}
