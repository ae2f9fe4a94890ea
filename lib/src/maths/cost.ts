import { placeWindows } from './geometry';
import { checkOptions, checkWhole, type Padding, readPadding, readPair } from './options';
import type { Pair } from './shapes';

/** A convolution layer, as far as its cost goes. */
export interface ConvolutionLayer {
  height: number;
  width: number;
  inChannels: number;
  /** Number of filters: the channels of the output. */
  filters: number;
  kernel: Pair;
  stride?: Pair;
  padding?: Padding;
  dilation?: Pair;
  /** Whether each filter has a bias; yes unless given. */
  bias?: boolean;
}

export interface ConvolutionCost {
  /** `[height, width, filters]` */
  outputShape: [number, number, number];
  /** Numbers to be learned. */
  parameters: number;
  /** Multiply-and-adds for one image; biases are not counted. */
  macs: number;
}

/**
 * What a convolution costs.
 *
 *     parameters = (kernelHeight · kernelWidth · inChannels + 1) · filters
 *     macs = outHeight · outWidth · kernelHeight · kernelWidth · inChannels · filters
 *
 * @throws ShapeError if the kernel does not fit
 * @example convolutionCost({ height: 224, width: 224, inChannels: 3, filters: 64, kernel: 3, padding: 'same' }).parameters // 1792
 */
export function convolutionCost(layer: ConvolutionLayer): ConvolutionCost {
  const known = ['height', 'width', 'inChannels', 'filters', 'kernel', 'stride', 'padding', 'dilation', 'bias'];
  checkOptions(layer, known, 'convolutionCost');
  const inChannels = checkWhole(layer.inChannels, 'inChannels', 1);
  const filters = checkWhole(layer.filters, 'filters', 1);
  const kernel = readPair(layer.kernel, 'kernel');
  const stride = readPair(layer.stride ?? 1, 'stride');
  const padding = readPadding(layer.padding ?? 'valid');
  const dilation = readPair(layer.dilation ?? 1, 'dilation');
  const [outHeight, outWidth] = (['height', 'width'] as const).map((name, axis) => {
    const window = { kernel: kernel[axis], stride: stride[axis], padding: padding[axis], dilation: dilation[axis] };
    return placeWindows(layer[name], window, name).count;
  });
  const weights = kernel[0] * kernel[1] * inChannels * filters;
  return {
    outputShape: [outHeight, outWidth, filters],
    parameters: weights + (layer.bias === false ? 0 : filters),
    macs: outHeight * outWidth * weights,
  };
}

/** A dense layer, as far as its cost goes. */
export interface DenseLayerSize {
  inputs: number;
  /** Number of outputs. */
  units: number;
  /** Whether each unit has a bias; yes unless given. */
  bias?: boolean;
}

/**
 * What a dense layer costs: every unit has a weight for every input.
 *
 *     parameters = (inputs + 1) · units
 *     macs = inputs · units
 *
 * @throws ShapeError if a size is no whole number
 * @example denseCost({ inputs: 784, units: 128 }).parameters // 100480
 */
export function denseCost(layer: DenseLayerSize): { parameters: number; macs: number } {
  checkOptions(layer, ['inputs', 'units', 'bias'], 'denseCost');
  const inputs = checkWhole(layer.inputs, 'inputs', 1);
  const units = checkWhole(layer.units, 'units', 1);
  return { parameters: inputs * units + (layer.bias === false ? 0 : units), macs: inputs * units };
}
