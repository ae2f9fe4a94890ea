import { tf } from '../engine';
import {
  activate,
  checkCount,
  checkDropout,
  checkImageShape,
  type ImageShape,
  type Initialization,
  initializers,
  type LayerActivation,
} from './layer-choices';

export const defaults = {
  inputShape: [28, 28, 1] as ImageShape,
  units: [128] as readonly number[],
  classes: 10,
  activation: 'relu' as LayerActivation,
  inputDropout: 0,
  dropout: 0,
  initialization: 'he' as Initialization,
  seed: 1,
};

export interface MlpOptions {
  /** `[height, width, channels]`; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** units of each hidden layer; default: one layer of 128 */
  units?: readonly number[];
  /** default: 10 */
  classes?: number;
  /** of the hidden layers; default: `relu` */
  activation?: LayerActivation;
  /** the share of pixels that is dropped in training; default: 0 */
  inputDropout?: number;
  /** the share of units that is dropped after each hidden layer in training; default: 0 */
  dropout?: number;
  /** default: `he` */
  initialization?: Initialization;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A fully connected network, also called multilayer perceptron: every unit sees every pixel. 101,770 parameters as it is.
 *
 * Layers: `flatten` → `dense1`, `dense2` … → `output`, with dropout `flatten_dropout`, `dense1_dropout` … between them.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for a size that cannot be
 * @example parameterCount(mlp({ units: [128] })) // 101770
 */
export function mlp(options: MlpOptions = {}): tf.Sequential {
  const { units, classes, activation, initialization, seed, inputDropout, dropout } = { ...defaults, ...options };
  const inputShape = checkImageShape(options.inputShape ?? defaults.inputShape);
  checkCount(classes, 'classes', 2);
  for (const count of units) checkCount(count, 'units');
  checkDropout(inputDropout, 'inputDropout');
  checkDropout(dropout);
  const kernelInitializer = initializers(initialization, seed);
  const { activation: own, after } = activate(activation);
  const { dense, flatten } = tf.layers;
  const drop = (after: string, rate: number) =>
    rate > 0 ? [tf.layers.dropout({ name: `${after}_dropout`, rate })] : [];
  return tf.sequential({
    name: 'mlp',
    layers: [
      flatten({ name: 'flatten', inputShape }),
      ...drop('flatten', inputDropout),
      ...units.flatMap((count, i) => {
        const name = `dense${i + 1}`;
        const layer = dense({ name, units: count, activation: own, kernelInitializer: kernelInitializer() });
        return [layer, ...after(`${name}_activation`), ...drop(name, dropout)];
      }),
      dense({ name: 'output', units: classes, activation: 'softmax', kernelInitializer: kernelInitializer() }),
    ],
  });
}
