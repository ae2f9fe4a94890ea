import { tf } from '../engine';
import { UserError } from '../project';
import {
  activate,
  checkCount,
  checkImageShape,
  checkName,
  type ImageShape,
  type Initialization,
  initializers,
  type LayerActivation,
} from './layer-choices';

export const defaults = {
  inputShape: [28, 28, 1] as ImageShape,
  classes: 10,
  activation: 'tanh' as LayerActivation,
  pooling: 'average' as 'average' | 'max',
  initialization: 'xavier' as Initialization,
  seed: 1,
};

export interface LeNetOptions {
  /** `[height, width, channels]`; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** default: 10 */
  classes?: number;
  /** of convolutions and hidden dense layers; default: `tanh`, as in 1998 */
  activation?: LayerActivation;
  /** default: `average`, as in 1998 */
  pooling?: 'average' | 'max';
  /** default: `xavier` */
  initialization?: Initialization;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * LeNet-5 as it is built today: C3 sees all maps of S2, pooling has no parameters, the output is a softmax. The names of the
 * layers are the paper's. 61,706 parameters for 28 × 28 × 1 (C1 padded by 2, since the paper's 32 × 32 images had a border)
 * and for 32 × 32 × 1.
 *
 * Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", 1998.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that does not exist or an image that is too small
 * @example const model = lenet5({ activation: 'relu', pooling: 'max', seed: 1 });
 */
export function lenet5(options: LeNetOptions = {}): tf.Sequential {
  const { classes, activation, pooling, initialization, seed } = { ...defaults, ...options };
  const inputShape = checkImageShape(options.inputShape ?? defaults.inputShape);
  checkCount(classes, 'classes', 2);
  checkName(pooling, 'pooling', ['average', 'max']);
  const [height, width] = inputShape;
  if (Math.min(height, width) < 12)
    throw new UserError(`lenet5 needs images of at least 12 × 12, got ${height} × ${width}.`);
  const kernelInitializer = initializers(initialization, seed);
  const { activation: own, after } = activate(activation);
  const { conv2d, dense, flatten, averagePooling2d, maxPooling2d } = tf.layers;
  const half = pooling === 'max' ? maxPooling2d : averagePooling2d;
  const layer = () => ({ activation: own, kernelInitializer: kernelInitializer() });
  const padding = Math.min(height, width) < 32 ? 'same' : 'valid';
  return tf.sequential({
    name: 'lenet5',
    layers: [
      conv2d({ name: 'c1', filters: 6, kernelSize: 5, padding, inputShape, ...layer() }), // [28, 28, 6]
      ...after('c1_activation'),
      half({ name: 's2', poolSize: 2 }), // [14, 14, 6]
      conv2d({ name: 'c3', filters: 16, kernelSize: 5, ...layer() }), // [10, 10, 16]
      ...after('c3_activation'),
      half({ name: 's4', poolSize: 2 }), // [5, 5, 16]
      flatten({ name: 'flatten' }), // [400]
      dense({ name: 'c5', units: 120, ...layer() }),
      ...after('c5_activation'),
      dense({ name: 'f6', units: 84, ...layer() }),
      ...after('f6_activation'),
      dense({ name: 'output', units: classes, activation: 'softmax', kernelInitializer: kernelInitializer() }),
    ],
  });
}
