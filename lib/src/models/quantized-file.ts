import { writeFileSync } from 'node:fs';
import { tf } from '../engine';
import {
  dequantizeChannels,
  type QuantizationOptions,
  type QuantizationParameters,
  quantizationParameters,
  quantize,
  quantizeChannels,
} from '../maths/quantization';
import { UserError } from '../project';
import { namedWeights } from './checkpoint';
import { kernelsOf } from './kernels-of';
import { checkName } from './layer-choices';
import { openSafetensors, type Safetensors } from './pretrained/safetensors';
import { type NamedTensor, safetensorsBytes } from './pretrained/write-safetensors';

const granularities = ['channel', 'tensor'] as const;

export interface QuantizedFileOptions extends QuantizationOptions {
  /** a scale for each filter or unit, or one for the whole kernel; default: `channel` */
  granularity?: (typeof granularities)[number];
}

/**
 * Quantizes a trained model after training and writes it to a safetensors file: kernels as int8 with their scales and zero points; biases
 * and normalization, which are few, as 32-bit numbers. The model stays as it is. Fewer than 8 bits make the numbers coarser, not the file
 * smaller: one byte is the least that the format stores.
 *
 * @param path of the file, replaced if it is there
 * @returns how many bytes the file has
 * @throws UserError for a granularity that does not exist; ShapeError for a scheme or bits that cannot be
 * @example
 * const bytes = saveQuantized(model, 'small.safetensors', { scheme: 'symmetric', granularity: 'channel' });
 * const quantized = await loadQuantized('small.safetensors', cnn());
 */
export function saveQuantized(model: tf.LayersModel, path: string, options: QuantizedFileOptions = {}): number {
  const { granularity = 'channel', ...how } = options;
  checkName(granularity, 'granularity', granularities);
  const channels = new Map(kernelsOf(model).map((kernel) => [kernel.name, kernel.channels]));
  const tensors = namedWeights(model).flatMap(({ name, value }): NamedTensor[] => {
    const values = Float32Array.from(value.read().dataSync());
    const shape = value.shape as number[];
    const rows = channels.get(name);
    if (rows === undefined) return [{ name, shape, values, type: 'F32' }];
    const { whole, parameters } = quantizedKernel(Array.from(values), granularity === 'channel' ? rows : 1, how);
    return [
      { name, shape, values: whole },
      { name: `${name}.scale`, shape: [parameters.length], values: scales(parameters), type: 'F32' },
      { name: `${name}.zeroPoint`, shape: [parameters.length], values: zeroPoints(parameters) },
    ];
  });
  const bytes = safetensorsBytes(tensors, { quantized: 'kernel ≈ scale · (int8 − zeroPoint), along the last axis' });
  writeFileSync(path, bytes);
  return bytes.length;
}

/**
 * Gives a model the weights of a file of `saveQuantized`. TensorFlow.js calculates with 32-bit numbers, so each int8 becomes the number that
 * it stands for: the model takes as much memory and time as before, and answers as a device with int8 weights would.
 *
 * @param model built with the choices of the one that was saved
 * @returns the same model
 * @throws UserError if the file can't be read or is of another network; the model is then as before
 */
export function loadQuantized<Model extends tf.LayersModel>(path: string, model: Model): Model {
  const source = openSafetensors(path);
  try {
    const weights = namedWeights(model);
    if (!weights.every(({ name, value }) => `${source.shape(name)}` === `${value.shape}`)) {
      throw new UserError(
        `${source.file} has the weights of another network than ${model.name}: build the model with the same choices.`,
      );
    }
    for (const { name, value } of weights) {
      tf.tidy(() => {
        value.write(tf.tensor(numbersOf(source, name), value.shape as number[], 'float32'));
      });
    }
  } finally {
    source.close();
  }
  return model;
}

/** The numbers of a kernel, channel after channel along the last axis; one channel for all is one scale for all. */
function quantizedKernel(values: number[], channels: number, how: QuantizationOptions) {
  if (channels === 1) {
    const parameters = quantizationParameters(values, how);
    return { whole: Int8Array.from(quantize(values, parameters)), parameters: [parameters] };
  }
  const { quantized, parameters } = quantizeChannels(rowsOf(values, channels), how);
  return { whole: Int8Array.from(quantized.flat()), parameters };
}

function numbersOf(source: Safetensors, name: string): Float32Array {
  const stored = source.values(name);
  if (source.shape(`${name}.scale`) === undefined) return stored;
  const zeros = source.values(`${name}.zeroPoint`);
  const parameters = Array.from(source.values(`${name}.scale`), (scale, c) => {
    return { scale, zeroPoint: zeros[c], lowest: -128, highest: 127 };
  });
  const quantized = rowsOf(Array.from(stored), parameters.length);
  return Float32Array.from(dequantizeChannels({ quantized, parameters }).flat());
}

function rowsOf(values: number[], length: number): number[][] {
  return Array.from({ length: values.length / length }, (_, row) => values.slice(row * length, (row + 1) * length));
}

function scales(parameters: QuantizationParameters[]): Float32Array {
  return Float32Array.from(parameters, ({ scale }) => scale);
}

function zeroPoints(parameters: QuantizationParameters[]): Int8Array {
  return Int8Array.from(parameters, ({ zeroPoint }) => zeroPoint);
}
