import { tf } from '../engine';
import { checkCount, checkImageShape, type ImageShape, initializers } from './layer-choices';

export const defaults = { frames: 4, inputShape: [24, 24, 1] as ImageShape, filters: 8, kernelSize: 5, seed: 1 };

export interface FramePredictorOptions {
  /** pictures that it looks at; default: 4 */
  frames?: number;
  /** of a picture, `[height, width, channels]`; default: 24 × 24 × 1 */
  inputShape?: ImageShape;
  /** maps of its memory; default: 8 */
  filters?: number;
  /** side of the window that moves things from one frame to the next; default: 5 */
  kernelSize?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A ConvLSTM that says how the next picture of a film differs from the last: its memory is a stack of maps, and its gates are convolutions, so
 * that what moves in one place is remembered there. A convolution of 3 × 3 with tanh makes the difference, −1 … 1, of the last maps:
 * `[batch, frames, height, width, channels]` → `[batch, height, width, channels]`. Its weights begin at 0: before training it says that nothing changes.
 *
 * X. Shi et al., "Convolutional LSTM network: A machine learning approach for precipitation nowcasting", 2015.
 *
 * @throws UserError for an option that cannot be
 * @example const model = framePredictor({ frames: 4 });
 */
export function framePredictor(options: FramePredictorOptions = {}): tf.Sequential {
  const { frames, filters, kernelSize, seed } = { ...defaults, ...options };
  const inputShape = checkImageShape(options.inputShape ?? defaults.inputShape);
  checkCount(frames, 'frames');
  checkCount(filters, 'filters');
  checkCount(kernelSize, 'kernelSize');
  const weights = initializers('xavier', seed);
  return tf.sequential({
    name: 'framePredictor',
    layers: [
      tf.layers.convLstm2d({
        name: 'memory',
        filters,
        kernelSize,
        padding: 'same',
        inputShape: [frames, ...inputShape],
        recurrentActivation: 'sigmoid', // as in the paper and in `convLstmStep`; TensorFlow.js alone takes a line with two corners
        kernelInitializer: weights(),
        recurrentInitializer: weights(),
      }) as tf.layers.Layer,
      tf.layers.conv2d({
        name: 'change',
        filters: inputShape[2],
        kernelSize: 3,
        padding: 'same',
        activation: 'tanh',
        kernelInitializer: tf.initializers.zeros(),
      }),
    ],
  });
}
