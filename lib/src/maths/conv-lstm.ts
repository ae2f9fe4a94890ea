import { conv2d, conv2dBackward } from './conv2d';
import { combineNested } from './nested';
import { openGates, openGatesBackward } from './recurrent-cell';
import { checkFilters, checkImage, checkSameShape, checkVector, type Filters, type Image, ShapeError } from './shapes';

/** What a ConvLSTM carries from frame to frame: an LSTM at each pixel. */
export interface ConvLstmState {
  /** `[height, width, units]` */
  hidden: Image;
  /** `[height, width, units]` */
  cell: Image;
}

/** The last axis holds the gates i, f, g and o, one after the other, as in Keras. */
export interface ConvLstmWeights {
  /** `[kernelHeight, kernelWidth, inChannels, 4 · units]` */
  input: Filters;
  /** `[kernelHeight, kernelWidth, units, 4 · units]` */
  recurrent: Filters;
  /** `[4 · units]` */
  bias: number[];
}

/** Gradients of a loss with respect to all that goes into a step. */
export interface ConvLstmGradients {
  /** `[height, width, inChannels]` */
  gradImage: Image;
  /** with respect to the state before the step: the upstream gradient of the step before */
  gradState: ConvLstmState;
  gradWeights: ConvLstmWeights;
}

/**
 * One step of a ConvLSTM: an LSTM whose weighted sums are convolutions, so that what moves can be followed from pixel to pixel.
 *
 *     sums = image ∗ W + hidden ∗ U + bias, with 'same' padding
 *     i, f, o = σ(sums),   g = tanh(sums),   cell' = f · cell + i · g,   hidden' = o · tanh(cell')
 *
 * There are no peepholes, as in Keras; the paper has them.
 * @param image one frame, `[height, width, inChannels]`
 * @returns the state after the frame
 * @throws ShapeError if the shapes do not fit each other
 * @see Shi et al., "Convolutional LSTM network: a machine learning approach for precipitation nowcasting", 2015
 */
export function convLstmStep(image: Image, state: ConvLstmState, weights: ConvLstmWeights): ConvLstmState {
  const opened = weightedSums(image, state, weights).map((row, y) =>
    row.map((sums, x) => openGates(sums, state.cell[y][x])),
  );
  return {
    hidden: opened.map((row) => row.map(({ hidden }) => hidden)),
    cell: opened.map((row) => row.map(({ cell }) => cell)),
  };
}

/**
 * The gradients of `convLstmStep`; call it from the last frame to the first, as `lstmStepBackward`.
 * @param upstream gradient of the loss with respect to the state after the step
 */
export function convLstmStepBackward(
  image: Image,
  state: ConvLstmState,
  weights: ConvLstmWeights,
  upstream: ConvLstmState,
): ConvLstmGradients {
  const sums = weightedSums(image, state, weights);
  checkState(upstream, 'upstream', [image.length, image[0].length, weights.recurrent[0][0].length]);
  const gradients = sums.map((row, y) =>
    row.map((pixel, x) => openGatesBackward(pixel, state.cell[y][x], upstream.hidden[y][x], upstream.cell[y][x])),
  );
  const gradSums = gradients.map((row) => row.map((one) => one.gradSums)); // [height, width, 4 · units]
  const ofImage = conv2dBackward(image, weights.input, gradSums, { padding: 'same' });
  const ofHidden = conv2dBackward(state.hidden, weights.recurrent, gradSums, { padding: 'same' });
  return {
    gradImage: ofImage.gradImage,
    gradState: { hidden: ofHidden.gradImage, cell: gradients.map((row) => row.map((one) => one.gradCell)) },
    gradWeights: { input: ofImage.gradFilters, recurrent: ofHidden.gradFilters, bias: ofImage.gradBias },
  };
}

/** Checks all that goes into a step; `[height, width, 4 · units]`. */
function weightedSums(image: Image, state: ConvLstmState, weights: ConvLstmWeights): Image {
  const [height, width] = checkImage(image);
  const [, , units, recurrentSums] = checkFilters(weights.recurrent, 'weights.recurrent');
  const [, , , inputSums] = checkFilters(weights.input, 'weights.input');
  for (const [name, got] of Object.entries({ recurrent: recurrentSums, input: inputSums })) {
    if (got === 4 * units) continue;
    throw new ShapeError(`weights.${name}: expected ${4 * units} outChannels, four for each unit, got ${got}.`);
  }
  checkVector(weights.bias, 'weights.bias', 4 * units, 'numbers, one for each gate of each unit');
  checkState(state, 'state', [height, width, units]);
  const fromImage = conv2d(image, weights.input, { padding: 'same', bias: weights.bias });
  return combineNested(fromImage, conv2d(state.hidden, weights.recurrent, { padding: 'same' }), (a, b) => a + b);
}

function checkState(state: ConvLstmState, name: string, shape: number[]): void {
  for (const part of ['hidden', 'cell'] as const) {
    const got = checkImage(state?.[part], `${name}.${part}`);
    checkSameShape(got, shape, `${name}.${part}`, '[height, width, units]');
  }
}
