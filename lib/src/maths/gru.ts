import { activations } from './activations';
import { dense, denseBackward } from './dense';
import { checkMatrix, checkSameShape, checkVector, type Matrix } from './shapes';

/** The columns are those of the gates z and r and of the candidate, one after the other, as in Keras. */
export interface GruWeights {
  /** `[inputs, 3 · units]` */
  input: Matrix;
  /** `[units, 3 · units]` */
  recurrent: Matrix;
  /** `[3 · units]` */
  bias: number[];
}

/** Gradients of a loss with respect to all that goes into a step. */
export interface GruGradients {
  /** `[batch, inputs]` */
  gradInput: Matrix;
  /** with respect to the hidden state before the step: the upstream gradient of the step before, `[batch, units]` */
  gradHidden: Matrix;
  gradWeights: GruWeights;
}

/**
 * One step of a GRU: two gates and no cell, three quarters of the weights of an LSTM.
 *
 *     z = σ(input · W_z + hidden · U_z + b_z),   r = σ(input · W_r + hidden · U_r + b_r)
 *     g = tanh(input · W_g + (r · hidden) · U_g + b_g),   hidden' = z · hidden + (1 − z) · g
 *
 * The gate r acts on the hidden state before the weights, as published and as in TensorFlow.js. PyTorch applies it after them.
 * @param input `[batch, inputs]`, one step of the sequence
 * @param hidden the state before, `[batch, units]`
 * @returns the state after the step, `[batch, units]`
 * @throws ShapeError if the shapes do not fit each other
 * @see Cho et al., "Learning phrase representations using RNN encoder–decoder for statistical machine translation", 2014
 */
export function gruStep(input: Matrix, hidden: Matrix, weights: GruWeights): Matrix {
  const { update, candidate } = openGates(input, hidden, weights);
  return hidden.map((row, n) => row.map((h, u) => update[n][u] * h + (1 - update[n][u]) * candidate[n][u]));
}

/**
 * The gradients of `gruStep`; call it from the last step to the first, as `lstmStepBackward`.
 * @param upstream gradient of the loss with respect to the hidden state after the step, `[batch, units]`
 */
export function gruStepBackward(input: Matrix, hidden: Matrix, weights: GruWeights, upstream: Matrix): GruGradients {
  const { update, reset, candidate, kept, units } = openGates(input, hidden, weights);
  const shape = [hidden.length, units];
  checkSameShape(checkMatrix(upstream, 'upstream', ['batch', 'units']), shape, 'upstream', 'that of the hidden state');

  const gradCandidate = candidate.map((row, n) =>
    row.map((g, u) => upstream[n][u] * (1 - update[n][u]) * (1 - g ** 2)),
  );
  const ofKept = denseBackward(kept, columns(weights.recurrent, 2 * units, 3 * units), gradCandidate);
  const gradGates = hidden.map((row, n) => {
    const [z, r] = [update[n], reset[n]];
    return [
      ...row.map((h, u) => upstream[n][u] * (h - candidate[n][u]) * z[u] * (1 - z[u])),
      ...row.map((h, u) => ofKept.gradInput[n][u] * h * r[u] * (1 - r[u])),
    ];
  }); // [batch, 2 · units]
  const ofHidden = denseBackward(hidden, columns(weights.recurrent, 0, 2 * units), gradGates);
  const ofInput = denseBackward(
    input,
    weights.input,
    gradGates.map((row, n) => [...row, ...gradCandidate[n]]),
  );
  return {
    gradInput: ofInput.gradInput,
    gradHidden: ofHidden.gradInput.map((row, n) =>
      row.map((g, u) => g + upstream[n][u] * update[n][u] + ofKept.gradInput[n][u] * reset[n][u]),
    ),
    gradWeights: {
      input: ofInput.gradWeights,
      recurrent: ofHidden.gradWeights.map((row, u) => [...row, ...ofKept.gradWeights[u]]),
      bias: ofInput.gradBias,
    },
  };
}

/** Checks all that goes into a step; the gates, the candidate and what the gate r keeps of the state, each `[batch, units]`. */
function openGates(input: Matrix, hidden: Matrix, weights: GruWeights) {
  const { sigmoid, tanh } = activations;
  const [batch, inputs] = checkMatrix(input, 'input', ['batch', 'inputs']);
  const [units, width] = checkMatrix(weights.recurrent, 'weights.recurrent', ['units', '3 · units']);
  const meaning = `for ${inputs} inputs and ${units} units`;
  checkSameShape([units, width], [units, 3 * units], 'weights.recurrent', meaning);
  const got = checkMatrix(weights.input, 'weights.input', ['inputs', '3 · units']);
  checkSameShape(got, [inputs, 3 * units], 'weights.input', meaning);
  checkVector(weights.bias, 'weights.bias', 3 * units, 'numbers, three a unit');
  checkSameShape(checkMatrix(hidden, 'hidden', ['batch', 'units']), [batch, units], 'hidden', '[batch, units]');

  const fromInput = dense(input, weights.input, weights.bias); // [batch, 3 · units]
  const fromHidden = dense(hidden, columns(weights.recurrent, 0, 2 * units)); // [batch, 2 · units]
  const gate = (start: number) =>
    hidden.map((row, n) => row.map((_, u) => sigmoid.output(fromInput[n][start + u] + fromHidden[n][start + u])));
  const [update, reset] = [gate(0), gate(units)];
  const kept = hidden.map((row, n) => row.map((h, u) => reset[n][u] * h));
  const fromKept = dense(kept, columns(weights.recurrent, 2 * units, 3 * units));
  const candidate = fromKept.map((row, n) => row.map((sum, u) => tanh.output(fromInput[n][2 * units + u] + sum)));
  return { update, reset, candidate, kept, units };
}

function columns(matrix: Matrix, from: number, to: number): Matrix {
  return matrix.map((row) => row.slice(from, to));
}
