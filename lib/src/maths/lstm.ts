import { dense, denseBackward } from './dense';
import { combineNested } from './nested';
import { openGates, openGatesBackward } from './recurrent-cell';
import { checkMatrix, checkSameShape, checkVector, type Matrix } from './shapes';

/** What an LSTM carries from step to step. */
export interface LstmState {
  /** what it says, and the next layer sees: `[batch, units]` */
  hidden: Matrix;
  /** what it remembers: `[batch, units]` */
  cell: Matrix;
}

/** The columns are those of the gates i, f, g and o, one after the other, as in Keras and PyTorch. */
export interface LstmWeights {
  /** `[inputs, 4 · units]` */
  input: Matrix;
  /** `[units, 4 · units]` */
  recurrent: Matrix;
  /** `[4 · units]` */
  bias: number[];
}

/** Gradients of a loss with respect to all that goes into a step. */
export interface LstmGradients {
  /** `[batch, inputs]` */
  gradInput: Matrix;
  /** with respect to the state before the step: the upstream gradient of the step before */
  gradState: LstmState;
  gradWeights: LstmWeights;
}

/**
 * One step of an LSTM: gates decide what the cell forgets, what is written into it and what it shows.
 *
 *     sums = input · W + hidden · U + bias
 *     i, f, o = σ(sums),   g = tanh(sums),   cell' = f · cell + i · g,   hidden' = o · tanh(cell')
 *
 * There are no peepholes. The sum in cell' lets a gradient pass through many steps, as the shortcut of a residual block does through layers.
 * @param input `[batch, inputs]`, one step of the sequence
 * @returns the state after the step
 * @throws ShapeError if the shapes do not fit each other
 * @see Hochreiter and Schmidhuber, "Long short-term memory", 1997; the forget gate: Gers, Schmidhuber and Cummins, 2000
 * @example for (const step of sequence) state = lstmStep(step, state, weights);
 */
export function lstmStep(input: Matrix, state: LstmState, weights: LstmWeights): LstmState {
  const opened = weightedSums(input, state, weights).map((row, n) => openGates(row, state.cell[n]));
  return { hidden: opened.map(({ hidden }) => hidden), cell: opened.map(({ cell }) => cell) };
}

/**
 * The gradients of `lstmStep`. For backpropagation through time call it from the last step to the first: `gradState` is the upstream
 * gradient of the step before, to which that of its own output is added; `gradWeights` of all steps add up.
 * @param upstream gradient of the loss with respect to the state after the step
 */
export function lstmStepBackward(
  input: Matrix,
  state: LstmState,
  weights: LstmWeights,
  upstream: LstmState,
): LstmGradients {
  const sums = weightedSums(input, state, weights);
  checkState(upstream, 'upstream', [sums.length, weights.recurrent.length]);
  const gradients = sums.map((row, n) => openGatesBackward(row, state.cell[n], upstream.hidden[n], upstream.cell[n]));
  const gradSums = gradients.map((one) => one.gradSums); // [batch, 4 · units]
  const ofInput = denseBackward(input, weights.input, gradSums);
  const ofHidden = denseBackward(state.hidden, weights.recurrent, gradSums);
  return {
    gradInput: ofInput.gradInput,
    gradState: { hidden: ofHidden.gradInput, cell: gradients.map((one) => one.gradCell) },
    gradWeights: { input: ofInput.gradWeights, recurrent: ofHidden.gradWeights, bias: ofInput.gradBias },
  };
}

/** Checks all that goes into a step; `[batch, 4 · units]`. */
function weightedSums(input: Matrix, state: LstmState, weights: LstmWeights): Matrix {
  const [batch, inputs] = checkMatrix(input, 'input', ['batch', 'inputs']);
  const [units] = checkMatrix(weights.recurrent, 'weights.recurrent', ['units', '4 · units']);
  const meaning = `for ${inputs} inputs and ${units} units`;
  const columns = (name: 'input' | 'recurrent') => checkMatrix(weights[name], `weights.${name}`, ['rows', '4 · units']);
  checkSameShape(columns('recurrent'), [units, 4 * units], 'weights.recurrent', meaning);
  checkSameShape(columns('input'), [inputs, 4 * units], 'weights.input', meaning);
  checkVector(weights.bias, 'weights.bias', 4 * units, 'numbers, one for each gate of each unit');
  checkState(state, 'state', [batch, units]);
  const fromInput = dense(input, weights.input, weights.bias);
  return combineNested(fromInput, dense(state.hidden, weights.recurrent), (a, b) => a + b);
}

function checkState(state: LstmState, name: string, shape: number[]): void {
  for (const part of ['hidden', 'cell'] as const) {
    const got = checkMatrix(state?.[part], `${name}.${part}`, ['batch', 'units']);
    checkSameShape(got, shape, `${name}.${part}`, '[batch, units]');
  }
}
