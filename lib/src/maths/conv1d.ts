import { placeWindows } from './geometry';
import { makeNested } from './nested';
import { checkOptions, checkWhole } from './options';
import { checkMatrix, checkNested, checkSameShape, checkVector, describe, type Matrix, ShapeError } from './shapes';

/** Zeros at the two ends of a sequence; 'causal': all of them in front, so that no output sees a later step. */
export type SequencePadding = 'valid' | 'same' | 'causal' | number;

export interface Convolution1dOptions {
  /** Steps from one position of the kernel to the next; 1 unless given. */
  stride?: number;
  /** 'valid' (none, the default), 'same' (as TensorFlow's), 'causal', or zeros on each side. */
  padding?: SequencePadding;
  /** Steps from one weight of the kernel to the next; 1 (neighbours) unless given. */
  dilation?: number;
  /** One number a filter; 0 unless given. */
  bias?: number[];
}

export interface Convolution1dGradients {
  /** `[steps, inChannels]` */
  gradSequence: Matrix;
  /** `[kernelSize, inChannels, outChannels]` */
  gradFilters: number[][][];
  /** `[outChannels]` */
  gradBias: number[];
}

/**
 * Slides every filter over a sequence: words of a sentence, hours of a measurement, samples of a sound.
 *
 *     output[t][o] = bias[o] + Σ_a Σ_c sequence[t·stride + a·dilation − before][c] · filters[a][c][o]
 *
 * Before the first step and after the last there are zeros. With 'causal', `before` is (kernelSize − 1)·dilation: the last weight stands on
 * the step t itself and the others on earlier ones, as a forecast needs it.
 * @param sequence `[steps, inChannels]`
 * @param filters `[kernelSize, inChannels, outChannels]`
 * @returns `[outSteps, outChannels]`
 * @throws ShapeError if the shapes do not fit each other
 * @see Waibel et al., "Phoneme recognition using time-delay neural networks", 1989; causal and dilated: van den Oord et al., "WaveNet", 2016
 * @example conv1d([[1], [2], [4]], [[[-1]], [[1]]], { padding: 'causal' }) // [[1], [1], [2]]: what each step added
 */
export function conv1d(sequence: Matrix, filters: number[][][], options: Convolution1dOptions = {}): Matrix {
  const { inChannels, outChannels, steps, bias } = readConvolution1d(sequence, filters, options);

  const output: Matrix = [];
  for (let t = 0; t < steps.count; t++) {
    const sums = bias.slice(); // [outChannels]
    for (let a = 0; a < filters.length; a++) {
      const step = sequence[t * steps.stride + a * steps.dilation - steps.before]; // [inChannels]
      if (step === undefined) continue; // a padded step: its zeros add nothing
      for (let c = 0; c < inChannels; c++) {
        const weights = filters[a][c]; // [outChannels]
        for (let o = 0; o < outChannels; o++) sums[o] += step[c] * weights[o];
      }
    }
    output.push(sums);
  }
  return output; // [outSteps, outChannels]
}

/**
 * The gradients of a loss with respect to what went into `conv1d`, from its gradient with respect to what came out.
 * Where the forward pass did `output += step · weight`, the chain rule gives
 *
 *     gradStep += upstream · weight,   gradWeight += upstream · step,   gradBias += upstream
 *
 * @param upstream gradient of the loss with respect to the output, `[outSteps, outChannels]`
 * @param options those of the forward pass
 */
export function conv1dBackward(
  sequence: Matrix,
  filters: number[][][],
  upstream: Matrix,
  options: Convolution1dOptions = {},
): Convolution1dGradients {
  const { inChannels, outChannels, steps } = readConvolution1d(sequence, filters, options);
  const got = checkMatrix(upstream, 'upstream', ['steps', 'outChannels']);
  checkSameShape(got, [steps.count, outChannels], 'upstream', 'that of the output of conv1d');

  const gradSequence = makeNested([sequence.length, inChannels], () => 0) as Matrix;
  const gradFilters = makeNested([filters.length, inChannels, outChannels], () => 0) as number[][][];
  const gradBias = new Array<number>(outChannels).fill(0);
  for (let t = 0; t < steps.count; t++) {
    const gradients = upstream[t]; // [outChannels]
    for (let o = 0; o < outChannels; o++) gradBias[o] += gradients[o];
    for (let a = 0; a < filters.length; a++) {
      const at = t * steps.stride + a * steps.dilation - steps.before;
      if (at < 0 || at >= sequence.length) continue;
      for (let c = 0; c < inChannels; c++) {
        for (let o = 0; o < outChannels; o++) {
          gradSequence[at][c] += gradients[o] * filters[a][c][o];
          gradFilters[a][c][o] += gradients[o] * sequence[at][c];
        }
      }
    }
  }
  return { gradSequence, gradFilters, gradBias };
}

/** Checks all that goes into a convolution and works out where the kernel stands. */
function readConvolution1d(sequence: Matrix, filters: number[][][], options: Convolution1dOptions) {
  checkOptions(options, ['stride', 'padding', 'dilation', 'bias'], 'conv1d');
  const [length, inChannels] = checkMatrix(sequence, 'sequence', ['steps', 'inChannels']);
  const axes = ['kernelSize', 'inChannels', 'outChannels'];
  const [kernel, filterChannels, outChannels] = checkNested(filters, 'filters', axes);
  if (filterChannels !== inChannels) {
    const expected = `expected ${inChannels} inChannels (second size), as many as the sequence has channels`;
    throw new ShapeError(`filters: ${expected}, got ${filterChannels}.`);
  }
  const stride = checkWhole(options.stride ?? 1, 'stride', 1);
  const dilation = checkWhole(options.dilation ?? 1, 'dilation', 1);
  const bias = options.bias ?? new Array<number>(outChannels).fill(0);
  checkVector(bias, 'bias', outChannels, 'numbers, one a filter');
  const { padding = 'valid' } = options;
  if (typeof padding !== 'number' && !['valid', 'same', 'causal'].includes(padding)) {
    throw new ShapeError(`padding: expected 'valid', 'same', 'causal' or a number, got ${describe(padding)}.`);
  }
  const windows =
    padding === 'causal'
      ? { count: Math.ceil(length / stride), before: (kernel - 1) * dilation }
      : placeWindows(length, { kernel, stride, padding, dilation }, 'sequence');
  return { inChannels, outChannels, bias, steps: { stride, dilation, ...windows } };
}
