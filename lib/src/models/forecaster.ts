import { tf } from '../engine';
import { CausalConvolution, LastStep } from './causal-convolution';
import { checkCount, checkName, initializers } from './layer-choices';

export const forecasterNames = ['cnn', 'causal', 'lstm', 'cnn-lstm'] as const;
/**
 * Networks that forecast a series. `cnn`: two 1-D convolutions with pooling; `causal`: causal convolutions of two steps with dilations 1, 2,
 * 4 … until the last step sees all inputs; `lstm`: a recurrent layer; `cnn-lstm`: a convolution and pooling, then a recurrent layer over half as many steps.
 */
export type ForecasterName = (typeof forecasterNames)[number];

export const defaults = { inputs: 32, horizon: 1, channels: 1, units: 16, seed: 1 };

export interface ForecasterOptions {
  /** steps that it looks back on, at least 8; default: 32 */
  inputs?: number;
  /** steps that it says at once; default: 1 */
  horizon?: number;
  /** numbers a step; default: 1 */
  channels?: number;
  /** filters of each convolution, and units of the recurrent layer; default: 16 */
  units?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A small network from the last steps of a series to the next ones: `[batch, inputs, channels]` → `[batch, horizon]`. Its last layer is linear.
 *
 * A. Waibel et al., "Phoneme recognition using time-delay neural networks", 1989 (convolution over time); S. Bai et al., "An empirical
 * evaluation of generic convolutional and recurrent networks for sequence modeling", 2018 (dilated causal ones); S. Hochreiter and
 * J. Schmidhuber, "Long short-term memory", 1997.
 *
 * @throws UserError for an unknown name or an option that cannot be
 * @example const model = forecaster('causal', { inputs: 32, horizon: 12 });
 */
export function forecaster(name: ForecasterName, options: ForecasterOptions = {}): tf.Sequential {
  checkName(name, 'name', forecasterNames);
  const { inputs, horizon, channels, units, seed } = { ...defaults, ...options };
  checkCount(inputs, 'inputs', 8);
  checkCount(horizon, 'horizon');
  checkCount(channels, 'channels');
  checkCount(units, 'units');
  const inputShape = [inputs, channels];
  const weights = initializers('he', seed);
  const recurrent = initializers('xavier', seed + 500);
  const { conv1d, dense, flatten, lstm, maxPooling1d } = tf.layers;
  const convolution = (label: string, shape?: number[]) =>
    conv1d({
      name: label,
      filters: units,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: weights(),
      ...(shape && { inputShape: shape }),
    });
  const memory = (shape?: number[]) =>
    lstm({
      name: 'lstm',
      units,
      kernelInitializer: recurrent(),
      recurrentInitializer: recurrent(), // orthogonal ones need a decomposition that takes seconds on some engines
      ...(shape && { inputShape: shape }),
    });
  const middle: Record<ForecasterName, () => tf.layers.Layer[]> = {
    cnn: () => [
      convolution('conv1', inputShape),
      maxPooling1d({ name: 'pool', poolSize: 2, strides: 2 }),
      convolution('conv2'),
      flatten({ name: 'flatten' }),
    ],
    causal: () => [
      tf.layers.inputLayer({ inputShape }),
      ...causalDilations(inputs).map(
        (dilation, i) =>
          new CausalConvolution({ name: `causal${i + 1}`, filters: units, dilation, seed: 1000 * seed + i }),
      ),
      new LastStep({ name: 'last' }),
    ],
    lstm: () => [memory(inputShape)],
    'cnn-lstm': () => [
      convolution('conv1', inputShape),
      maxPooling1d({ name: 'pool', poolSize: 2, strides: 2 }),
      memory(),
    ],
  };
  const forecast = dense({ name: 'forecast', units: horizon, kernelInitializer: recurrent() });
  return tf.sequential({ name, layers: [...middle[name](), forecast] });
}

/** Dilations of causal convolutions of two steps, each twice the one before, until the last step sees at least `steps`: 32 need 1, 2, 4, 8, 16. */
export function causalDilations(steps: number): number[] {
  const layers = Math.ceil(Math.log2(checkCount(steps, 'steps', 2)));
  return Array.from({ length: layers }, (_, i) => 2 ** i);
}
