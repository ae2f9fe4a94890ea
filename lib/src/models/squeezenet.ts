import { tf } from '../engine';
import { UserError } from '../project';
import { type Flow, type NetworkLayers, networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** First convolution, and the modules after which the maps are pooled. */
const versions = {
  '1.0': { maps: 96, kernelSize: 7, pooledAfter: [4, 8] },
  '1.1': { maps: 64, kernelSize: 3, pooledAfter: [3, 5] },
};

export interface SqueezeNetOptions extends NetworkOptions {
  /** default: `1.1`, which needs less than half of the multiply-adds of `1.0` */
  version?: keyof typeof versions;
}

/** For each fire module, from 2 to 9: maps after the squeeze, and maps of each of the two expansions. */
const fires = [16, 16, 32, 32, 48, 48, 64, 64].map((squeeze) => ({ squeeze, expand: 4 * squeeze }));

/**
 * SqueezeNet: eight fire modules, each a 1 × 1 convolution to few maps and from there 1 × 1 and 3 × 3 convolutions side by side.
 * No dense layer: the last convolution has a map for each class, and its mean is the logit. 1,235,496 parameters and 349 million
 * multiply-adds for version 1.1, 224 × 224 × 3 and 1000 classes; 1,248,424 and 819 million for version 1.0.
 *
 * F. Iandola, S. Han, M. Moskewicz, K. Ashraf, W. Dally and K. Keutzer, "SqueezeNet: AlexNet-level accuracy with 50x fewer
 * parameters and < 0.5 MB model size", 2016.
 *
 * Layers: `conv1` [111, 111, 64] → `pool1` [55, 55, 64] → `fire2_squeeze1x1`, `fire2_expand1x1`, `fire2_expand3x3`, `fire2_concat`
 * [55, 55, 128] … `fire9_concat` [13, 13, 512] → `dropout` → `conv10` [13, 13, 1000] → `logits` → `predictions`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(squeezenet()) // 1235496
 */
export function squeezenet(options: SqueezeNetOptions = {}): tf.LayersModel {
  const { version = '1.1', ...rest } = options;
  const design = versions[version];
  if (!design) throw new UserError(`version of squeezenet must be '1.0' or '1.1', got ${JSON.stringify(version)}.`);
  const chosen = chooseNetwork('squeezenet', rest, 32);
  const layers = networkLayers(chosen);
  const { convolution, dropout, averagePool } = layers;
  let x = convolution(layers.input, 'conv1', design.maps, design.kernelSize, { strides: 2, padding: 'valid' });
  x = pool(layers, x, 'pool1');
  fires.forEach(({ squeeze, expand }, i) => {
    const name = `fire${i + 2}`;
    const few = convolution(x, `${name}_squeeze1x1`, squeeze, 1);
    const both = [convolution(few, `${name}_expand1x1`, expand, 1), convolution(few, `${name}_expand3x3`, expand, 3)];
    x = layers.concatenate(`${name}_concat`, both);
    if (design.pooledAfter.includes(i + 2)) x = pool(layers, x, `pool${i + 2}`);
  });
  x = convolution(dropout(x, 'dropout', 0.5), 'conv10', chosen.classes, 1);
  return layers.model(`squeezenet_${version.replace('.', '_')}`, averagePool(x, 'logits'));
}

/** Max-pooling 3 × 3 with stride 2 whose last window may hang over the border, as in Caffe. */
function pool({ maxPool, layer }: NetworkLayers, x: Flow, name: string): Flow {
  const over = [1, 2].map((axis) => 1 - ((x.shape[axis] as number) % 2)); // an even side lacks one pixel
  if (over[0] + over[1] === 0) return maxPool(x, name, 3);
  const padding: [[number, number], [number, number]] = [
    [0, over[0]],
    [0, over[1]],
  ];
  return maxPool(layer(x, tf.layers.zeroPadding2d({ name: `${name}_pad`, padding })), name, 3);
}
