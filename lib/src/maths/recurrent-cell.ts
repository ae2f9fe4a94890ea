import { activations } from './activations';

const { sigmoid, tanh } = activations;

/** The four gates of an LSTM for one example, each `[units]`. */
export interface LstmGates {
  /** how much of the candidate comes in, 0 … 1 */
  input: number[];
  /** how much of the old cell stays, 0 … 1 */
  forget: number[];
  /** what could be written, −1 … 1 */
  candidate: number[];
  /** how much of the cell is shown, 0 … 1 */
  output: number[];
}

/**
 * What an LSTM does with the weighted sums of one example, or a ConvLSTM with those of one pixel: opens the gates and moves the cell on.
 *
 *     i, f, o = σ(sums),   g = tanh(sums),   c = f · cell + i · g,   h = o · tanh(c)
 *
 * @param sums `[4 · units]`: those of i, f, g and o, one after the other
 * @param cell the cell before, `[units]`
 */
export function openGates(sums: number[], cell: number[]): { gates: LstmGates; cell: number[]; hidden: number[] } {
  const units = cell.length;
  const part = (k: number) => sums.slice(k * units, (k + 1) * units);
  const gates = {
    input: part(0).map(sigmoid.output),
    forget: part(1).map(sigmoid.output),
    candidate: part(2).map(tanh.output),
    output: part(3).map(sigmoid.output),
  };
  const next = cell.map((value, u) => gates.forget[u] * value + gates.input[u] * gates.candidate[u]);
  return { gates, cell: next, hidden: next.map((value, u) => gates.output[u] * Math.tanh(value)) };
}

/**
 * The gradients of `openGates`. The derivative of a gate is told by its own value: σ' = σ (1 − σ), tanh' = 1 − tanh².
 * @param gradHidden gradient of the loss with respect to the new hidden state, `[units]`
 * @param gradCell the same for the new cell; from the hidden state comes more
 * @returns those with respect to the sums, `[4 · units]`, and to the old cell, `[units]`
 */
export function openGatesBackward(
  sums: number[],
  cell: number[],
  gradHidden: number[],
  gradCell: number[],
): { gradSums: number[]; gradCell: number[] } {
  const { gates, cell: next } = openGates(sums, cell);
  const { input, forget, candidate, output } = gates;
  const shown = next.map(Math.tanh);
  const grad = shown.map((value, u) => gradCell[u] + gradHidden[u] * output[u] * (1 - value ** 2));
  return {
    gradSums: [
      ...grad.map((g, u) => g * candidate[u] * input[u] * (1 - input[u])),
      ...grad.map((g, u) => g * cell[u] * forget[u] * (1 - forget[u])),
      ...grad.map((g, u) => g * input[u] * (1 - candidate[u] ** 2)),
      ...gradHidden.map((g, u) => g * shown[u] * output[u] * (1 - output[u])),
    ],
    gradCell: grad.map((g, u) => g * forget[u]),
  };
}
