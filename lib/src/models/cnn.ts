import { tf } from '../engine';
import { UserError } from '../project';
import {
  activate,
  checkCount,
  checkDropout,
  checkImageShape,
  checkName,
  type Downsampling,
  downsamplingNames,
  type ImageShape,
  type Initialization,
  initializers,
  type LayerActivation,
} from './layer-choices';

export const defaults = {
  inputShape: [28, 28, 1] as ImageShape,
  classes: 10,
  depth: 2,
  convolutions: 1,
  filters: 16,
  kernelSize: 3,
  activation: 'relu' as LayerActivation,
  pooling: 'max' as Downsampling,
  denseUnits: 64 as number | number[],
  batchNormalization: false,
  dropout: 0,
  l1: 0,
  l2: 0,
  initialization: 'he' as Initialization,
  seed: 1,
};

/** The choices of which a CNN is made. */
export interface CnnChoices {
  /** `[height, width, channels]`; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** default: 10 */
  classes?: number;
  /** blocks, each of which halves height and width; default: 2 */
  depth?: number;
  /** convolutions in a block; default: 1 */
  convolutions?: number;
  /** feature maps of the first block, doubled from block to block; default: 16 */
  filters?: number;
  /** of all convolutions; default: 3 */
  kernelSize?: number;
  /** after each convolution and hidden dense layer; default: `relu` */
  activation?: LayerActivation;
  /** how a block halves its maps; default: `max` */
  pooling?: Downsampling;
  /** of the hidden dense layers, one or several; 0: none. Default: 64 */
  denseUnits?: number | number[];
  /** after each convolution, before its activation; default: no */
  batchNormalization?: boolean;
  /** the share of units that is dropped before each dense layer; default: 0 */
  dropout?: number;
  /** strength of the penalty λ Σ |w| on the weights of all layers, biases left out; default: 0, none */
  l1?: number;
  /** strength of the penalty λ Σ w², without ½; default: 0, none */
  l2?: number;
  /** of the weights; default: `he` */
  initialization?: Initialization;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A CNN from choices: `depth` blocks of convolutions ('same' padding) with pooling, then dense layers and a softmax. Layers are
 * named by their place, such as `block1_conv1`, `block1_pool`, `dense1`, `output`.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for a choice that does not exist, or more blocks than the image can be halved
 * @example const models = [3, 5, 7].map((kernelSize) => cnn({ depth: 2, kernelSize, seed: 1 }));
 */
export function cnn(choices: CnnChoices = {}): tf.Sequential {
  const chosen = { ...defaults, ...choices };
  check(chosen);
  const { depth, convolutions, filters, kernelSize, pooling, dropout, batchNormalization, classes, l1, l2 } = chosen;
  const { conv2d, dense, flatten, averagePooling2d, maxPooling2d } = tf.layers;
  const weights = initializers(chosen.initialization, chosen.seed);
  const { activation, after } = activate(chosen.activation);
  const kernelRegularizer = l1 + l2 > 0 ? tf.regularizers.l1l2({ l1, l2 }) : undefined;
  const layers: tf.layers.Layer[] = [];
  for (let block = 1; block <= depth; block++) {
    for (let i = 1; i <= convolutions; i++) {
      const isFirst = layers.length === 0;
      const name = `block${block}_conv${i}`;
      layers.push(
        conv2d({
          name,
          filters: filters * 2 ** (block - 1),
          kernelSize,
          padding: 'same',
          strides: pooling === 'strides' && i === convolutions ? 2 : 1,
          kernelInitializer: weights(),
          kernelRegularizer,
          useBias: !batchNormalization, // normalization takes the mean away, and has an offset of its own
          activation: batchNormalization ? 'linear' : activation,
          ...(isFirst ? { inputShape: chosen.inputShape } : {}),
        }),
      );
      if (batchNormalization) {
        layers.push(tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 }));
        if (activation !== 'linear') layers.push(tf.layers.activation({ name: `${name}_activation`, activation }));
      }
      layers.push(...after(`${name}_activation`));
    }
    const name = `block${block}_pool`;
    if (pooling === 'max') layers.push(maxPooling2d({ name, poolSize: 2 }));
    if (pooling === 'average') layers.push(averagePooling2d({ name, poolSize: 2 }));
  }
  layers.push(flatten({ name: 'flatten' }));
  const drop = (name: string) => (dropout > 0 ? [tf.layers.dropout({ name, rate: dropout })] : []);
  hiddenUnits(chosen.denseUnits).forEach((units, i) => {
    const name = `dense${i + 1}`;
    layers.push(
      ...drop(`${name}_dropout`),
      dense({ name, units, activation, kernelInitializer: weights(), kernelRegularizer }),
    );
    layers.push(...after(`${name}_activation`));
  });
  layers.push(...drop('output_dropout'));
  layers.push(
    dense({ name: 'output', units: classes, activation: 'softmax', kernelInitializer: weights(), kernelRegularizer }),
  );
  return tf.sequential({ name: 'cnn', layers });
}

function check(chosen: typeof defaults): void {
  const [height, width] = checkImageShape(chosen.inputShape);
  for (const name of ['depth', 'convolutions', 'filters', 'kernelSize'] as const) checkCount(chosen[name], name);
  checkCount(chosen.classes, 'classes', 2);
  checkName(chosen.pooling, 'pooling', downsamplingNames);
  hiddenUnits(chosen.denseUnits).forEach((units) => {
    checkCount(units, 'denseUnits');
  });
  checkDropout(chosen.dropout);
  for (const name of ['l1', 'l2'] as const) {
    if (!(Number.isFinite(chosen[name]) && chosen[name] >= 0))
      throw new UserError(`${name} must be a number from 0, got ${chosen[name]}.`);
  }
  const most = Math.floor(Math.log2(Math.min(height, width)));
  if (chosen.depth > most) {
    throw new UserError(
      `Images of ${height} × ${width} can be halved ${most} times, so depth must be at most ${most}, got ${chosen.depth}.`,
    );
  }
}

function hiddenUnits(denseUnits: number | number[]): number[] {
  if (Array.isArray(denseUnits)) return denseUnits;
  return denseUnits === 0 ? [] : [denseUnits];
}
