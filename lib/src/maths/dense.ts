import { checkMatrix, checkSameShape, checkVector, type Matrix, ShapeError } from './shapes';

export interface DenseGradients {
  /** `[batch, inputs]` */
  gradInput: Matrix;
  /** `[inputs, outputs]` */
  gradWeights: Matrix;
  /** `[outputs]` */
  gradBias: number[];
}

/**
 * A dense layer: every output is a weighted sum of all inputs, plus a bias. Each row of the batch stands alone.
 *
 *     output[n][o] = bias[o] + Σ_i input[n][i] · weights[i][o]
 *
 * @param input `[batch, inputs]`
 * @param weights `[inputs, outputs]`
 * @param bias `[outputs]`; 0 unless given
 * @returns `[batch, outputs]`
 * @throws ShapeError if the shapes do not fit each other
 * @example dense([[1, 2]], [[3], [4]], [5]) // [[16]]
 */
export function dense(input: Matrix, weights: Matrix, bias?: number[]): Matrix {
  const { inputs, outputs } = readDense(input, weights);
  const start = bias ?? new Array<number>(outputs).fill(0);
  checkVector(start, 'bias', outputs, 'numbers, one an output');

  return input.map((row) => {
    const sums = start.slice(); // [outputs]
    for (let i = 0; i < inputs; i++) {
      const value = row[i];
      const weightsOfInput = weights[i]; // [outputs]
      for (let o = 0; o < outputs; o++) sums[o] += value * weightsOfInput[o];
    }
    return sums;
  }); // [batch, outputs]
}

/**
 * The gradients of a loss with respect to what went into `dense`, from its gradient with respect to what came out.
 * Weights and bias are shared by the rows of the batch, so their gradients add up over it.
 *
 *     gradInput = upstream · weightsᵀ,   gradWeights = inputᵀ · upstream,   gradBias = Σ_n upstream[n]
 *
 * @param upstream gradient of the loss with respect to the output, `[batch, outputs]`
 */
export function denseBackward(input: Matrix, weights: Matrix, upstream: Matrix): DenseGradients {
  const { batch, inputs, outputs } = readDense(input, weights);
  const got = checkMatrix(upstream, 'upstream', ['batch', 'outputs']);
  checkSameShape(got, [batch, outputs], 'upstream', 'that of the output of dense');

  const gradInput: Matrix = [];
  const gradWeights = weights.map((row) => row.map(() => 0)); // [inputs, outputs]
  const gradBias = new Array<number>(outputs).fill(0);
  for (let n = 0; n < batch; n++) {
    const gradients = upstream[n]; // [outputs]
    for (let o = 0; o < outputs; o++) gradBias[o] += gradients[o];
    const gradRow = new Array<number>(inputs);
    for (let i = 0; i < inputs; i++) {
      const value = input[n][i];
      const weightsOfInput = weights[i]; // [outputs]
      const gradWeightsOfInput = gradWeights[i];
      let sum = 0;
      for (let o = 0; o < outputs; o++) {
        sum += gradients[o] * weightsOfInput[o];
        gradWeightsOfInput[o] += gradients[o] * value;
      }
      gradRow[i] = sum;
    }
    gradInput.push(gradRow);
  }
  return { gradInput, gradWeights, gradBias };
}

/** Checks input and weights, and returns the sizes. */
function readDense(input: Matrix, weights: Matrix) {
  const [batch, inputs] = checkMatrix(input, 'input', ['batch', 'inputs']);
  const [weightInputs, outputs] = checkMatrix(weights, 'weights', ['inputs', 'outputs']);
  if (weightInputs !== inputs) {
    const expected = `expected ${inputs} inputs (first size), as many as the input has`;
    throw new ShapeError(`weights: ${expected}, got ${weightInputs}.`);
  }
  return { batch, inputs, outputs };
}
