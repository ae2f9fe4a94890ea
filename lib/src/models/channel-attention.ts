import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { ChannelStatistics } from './channel-statistics';
import { checkCount, initializers } from './layer-choices';
import type { Flow } from './network-layers';

export const defaults = { ratio: 8, kernelSize: 7, seed: 1 };

export interface SqueezeExcitationOptions {
  /** so many channels share a unit of the narrow layer; default: 8 */
  ratio?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

export interface CbamOptions extends SqueezeExcitationOptions {
  /** of the convolution that says where to look, an odd number; default: 7 */
  kernelSize?: number;
}

/**
 * Squeeze and excitation: each map's mean goes through two dense layers, and what comes out, from 0 to 1 for each channel, is multiplied
 * with the maps: s = σ(W₂ ReLU(W₁ mean(x) + b₁) + b₂). For C channels and m = max(1, ⌊C / ratio⌋): 2 C m + m + C parameters.
 *
 * J. Hu, L. Shen and G. Sun, "Squeeze-and-excitation networks", 2018.
 *
 * Layers: `name_mean` [C] → `name_squeeze` [1, 1, C] → `name_reduce` [1, 1, m] → `name_expand` → `name_gate` [1, 1, C] → `name_scale` [height, width, C].
 *
 * @param x `[batch, height, width, channels]` while a model is built
 * @returns the same shape
 * @example const x = squeezeExcitationBlock(maps, 'block1', { ratio: 8 });
 */
export function squeezeExcitationBlock(x: Flow, name: string, options: SqueezeExcitationOptions = {}): Flow {
  checkOptions(options, ['ratio', 'seed'], 'squeezeExcitationBlock');
  const { ratio, seed } = { ...defaults, ...options };
  const channels = channelsOf(x, 'squeezeExcitationBlock');
  const shared = bottleneck(name, channels, ratio, initializers('he', seed));
  const [squeezed] = squeeze(x, name, channels);
  const gate = tf.layers.activation({ name: `${name}_gate`, activation: 'sigmoid' });
  return multiply(`${name}_scale`, x, gate.apply(shared(squeezed)) as Flow);
}

/**
 * The convolutional block attention module: first what to look at, then where. Channels are weighted as in squeeze and excitation, from
 * the means and the maxima of the maps through the same two layers: σ(MLP(mean x) + MLP(max x)). Then a convolution of the mean and the
 * maximum over the channels weights the positions. For C channels, m = max(1, ⌊C / ratio⌋) and kernels k × k:
 * 2 C m + m + C + 2 k² parameters.
 *
 * S. Woo, J. Park, J.-Y. Lee and I. S. Kweon, "CBAM: convolutional block attention module", 2018.
 *
 * Layers: `name_mean`, `name_max`, `name_reduce`, `name_expand`, `name_sum`, `name_gate`, `name_scale`; then `name_statistics` [height, width, 2] →
 * `name_where` [height, width, 1] (where to look) → `name_attended`.
 *
 * @param x `[batch, height, width, channels]` while a model is built
 * @returns the same shape
 * @example const x = cbamBlock(maps, 'block1'); // later featureExtractor(model, "block1_where") gives the maps
 */
export function cbamBlock(x: Flow, name: string, options: CbamOptions = {}): Flow {
  checkOptions(options, Object.keys(defaults), 'cbamBlock');
  const { ratio, kernelSize, seed } = { ...defaults, ...options };
  checkCount(kernelSize, 'kernelSize');
  if (kernelSize % 2 === 0) throw new UserError(`kernelSize of cbamBlock must be odd, got ${kernelSize}.`);
  const channels = channelsOf(x, 'cbamBlock');
  const weights = initializers('he', seed);
  const shared = bottleneck(name, channels, ratio, weights);
  const sum = tf.layers.add({ name: `${name}_sum` }).apply(squeeze(x, name, channels, true).map(shared)) as Flow;
  const gate = tf.layers.activation({ name: `${name}_gate`, activation: 'sigmoid' }).apply(sum) as Flow;
  const scaled = multiply(`${name}_scale`, x, gate);
  const statistics = new ChannelStatistics({ name: `${name}_statistics` }).apply(scaled) as Flow;
  const where = tf.layers.conv2d({
    name: `${name}_where`,
    filters: 1,
    kernelSize,
    padding: 'same',
    useBias: false, // as in the paper's code
    activation: 'sigmoid',
    kernelInitializer: weights(),
  });
  return multiply(`${name}_attended`, scaled, where.apply(statistics) as Flow);
}

/** Each map's mean, and its maximum if that is wanted too, as maps of one position: `[batch, 1, 1, channels]`. */
function squeeze(x: Flow, name: string, channels: number, withMax = false): Flow[] {
  const dataFormat = 'channelsLast' as const;
  const pools = [tf.layers.globalAveragePooling2d({ name: `${name}_mean`, dataFormat })];
  if (withMax) pools.push(tf.layers.globalMaxPooling2d({ name: `${name}_max`, dataFormat }));
  return pools.map((pool, i) => {
    const asMap = tf.layers.reshape({ name: `${name}_squeeze${i ? '_max' : ''}`, targetShape: [1, 1, channels] });
    return asMap.apply(pool.apply(x)) as Flow;
  });
}

/** Two 1 × 1 convolutions, dense layers on each position, that may be applied several times with the same weights. */
function bottleneck(name: string, channels: number, ratio: number, weights: ReturnType<typeof initializers>) {
  checkCount(ratio, 'ratio');
  const filters = Math.max(1, Math.floor(channels / ratio));
  const shape = { kernelSize: 1 };
  const reduce = tf.layers.conv2d({
    name: `${name}_reduce`,
    filters,
    ...shape,
    activation: 'relu',
    kernelInitializer: weights(),
  });
  const expand = tf.layers.conv2d({
    name: `${name}_expand`,
    filters: channels,
    ...shape,
    kernelInitializer: weights(),
  });
  return (x: Flow) => expand.apply(reduce.apply(x)) as Flow;
}

function multiply(name: string, x: Flow, weights: Flow): Flow {
  return tf.layers.multiply({ name }).apply([x, weights]) as Flow;
}

function channelsOf(x: Flow, block: string): number {
  const channels = x.shape.at(-1);
  if (x.rank === 4 && channels) return channels;
  throw new UserError(`${block} takes maps [batch, height, width, channels], got [${x.shape.map((n) => n ?? 'any')}].`);
}
