import type { ActivationName } from './activations';
import { type Initializer, type InitializerName, initializers, type WeightShape } from './initializers';
import { activationLayer, conv2dLayer, denseLayer, flattenLayer, pool2dLayer } from './layers';
import type { Network } from './network';
import { checkKey, checkOptions, checkWhole } from './options';
import { type PoolingKind, poolings } from './pooling';
import { type Random, random } from './random';
import { describe, ShapeError } from './shapes';

export interface Lenet5Options {
  /** Height and width of the images: 28 (the default; the first convolution then pads with 'same') or 32. */
  inputSize?: 28 | 32;
  /** 10 unless given. */
  classes?: number;
  /** 'tanh' unless given. */
  activation?: ActivationName;
  /** 'average' unless given. */
  pooling?: PoolingKind;
  /** A name or an initializer of your own; 'xavierUniform' unless given. Biases start at 0. */
  initializer?: InitializerName | Initializer;
  /** Where the first weights come from; `random(1)` unless given. */
  random?: Random;
}

/**
 * LeNet-5 on the layers of this folder, in the form that is built today: 61,706 parameters.
 *
 *     conv 5×5×6 → pool 2 → conv 5×5×16 → pool 2 → flatten → dense 120 → dense 84 → dense 10
 *
 * An activation follows each convolution and each dense layer but the last, which gives logits. The network of 1998 had
 * a sparse second convolution, two parameters in each pooling and a fixed output layer: 60,000.
 * @returns a network from `[batch, 28, 28, 1]` to `[batch, 10]`
 * @see LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, 1998
 */
export function lenet5FromScratch(options: Lenet5Options = {}): Network {
  checkOptions(
    options,
    ['inputSize', 'classes', 'activation', 'pooling', 'initializer', 'random'],
    'lenet5FromScratch',
  );
  const { inputSize = 28, activation = 'tanh', initializer = 'xavierUniform' } = options;
  if (inputSize !== 28 && inputSize !== 32) {
    throw new ShapeError(`inputSize: expected 28 or 32, got ${describe(inputSize)}.`);
  }
  const kind = checkKey(options.pooling ?? 'average', poolings, 'pooling');
  const classes = checkWhole(options.classes ?? 10, 'classes', 1);
  const chosen =
    typeof initializer === 'object' ? initializer : initializers[checkKey(initializer, initializers, 'initializer')];
  const generator = options.random ?? random(1);
  const weights = <S extends WeightShape>(...shape: S) => chosen.sample(shape, generator);
  const zeros = (length: number) => new Array<number>(length).fill(0);

  return [
    // [28, 28, 1] → [28, 28, 6], or from [32, 32, 1]
    conv2dLayer(weights(5, 5, 1, 6), zeros(6), { padding: inputSize === 28 ? 'same' : 'valid' }),
    activationLayer(activation),
    pool2dLayer({ kind, size: 2 }), // [14, 14, 6]
    conv2dLayer(weights(5, 5, 6, 16), zeros(16)), // [10, 10, 16]
    activationLayer(activation),
    pool2dLayer({ kind, size: 2 }), // [5, 5, 16]
    flattenLayer(), // [400]
    denseLayer(weights(400, 120), zeros(120)),
    activationLayer(activation),
    denseLayer(weights(120, 84), zeros(84)),
    activationLayer(activation),
    denseLayer(weights(84, classes), zeros(classes)), // logits
  ];
}
