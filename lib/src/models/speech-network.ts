import { tf } from '../engine';
import { checkCount, checkDropout, initializers } from './layer-choices';

export const defaults = { windows: 36, bands: 24, filters: 16, units: 24, classes: 10, dropout: 0.2, seed: 1 };

export interface SpeechNetworkOptions {
  /** windows of the spectrogram, at least 4; default: 36 */
  windows?: number;
  /** mel bands, at least 4; default: 24 */
  bands?: number;
  /** maps of the first convolution; default: 16 */
  filters?: number;
  /** of the recurrent layer; default: 24 */
  units?: number;
  /** default: 10 */
  classes?: number;
  /** share of the recurrent layer's outputs that is dropped in training; default: 0.2 */
  dropout?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A convolutional recurrent network for words: two convolutions find local patterns of the spectrogram, pooling makes them coarser in time and
 * pitch, a GRU reads what is left from the first moment to the last. `[batch, windows, bands, 1]` → `[batch, classes]`.
 *
 * K. Choi et al., "Convolutional recurrent neural networks for music classification", 2017; K. Cho et al., "Learning phrase representations using RNN
 * encoder-decoder", 2014, for the GRU.
 *
 * @throws UserError for an option that cannot be
 */
export function speechNetwork(options: SpeechNetworkOptions = {}): tf.Sequential {
  const { windows, bands, filters, units, classes, dropout, seed } = { ...defaults, ...options };
  for (const [name, value] of Object.entries({ windows, bands })) checkCount(value, name, 4);
  for (const [name, value] of Object.entries({ filters, units })) checkCount(value, name);
  checkCount(classes, 'classes', 2);
  checkDropout(dropout);
  const [weights, recurrent] = [initializers('he', seed), initializers('xavier', seed + 500)];
  const convolution = (name: string, maps: number, shape?: number[]) =>
    tf.layers.conv2d({
      name,
      filters: maps,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: weights(),
      ...(shape && { inputShape: shape }),
    });
  const pool = (name: string) => tf.layers.maxPooling2d({ name, poolSize: 2, strides: 2 });
  const [steps, rows] = [Math.floor(Math.floor(windows / 2) / 2), Math.floor(Math.floor(bands / 2) / 2)];
  return tf.sequential({
    name: 'speechNetwork',
    layers: [
      convolution('conv1', filters, [windows, bands, 1]),
      pool('pool1'),
      convolution('conv2', filters),
      pool('pool2'),
      tf.layers.reshape({ name: 'moments', targetShape: [steps, rows * filters] }),
      tf.layers.gru({
        name: 'gru',
        units,
        kernelInitializer: recurrent(),
        recurrentInitializer: recurrent(),
      }),
      tf.layers.dropout({ name: 'dropout', rate: dropout, seed }),
      tf.layers.dense({ name: 'digit', units: classes, activation: 'softmax', kernelInitializer: recurrent() }),
    ],
  });
}
