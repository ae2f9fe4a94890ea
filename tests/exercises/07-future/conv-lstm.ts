import {
  type Case,
  type ConvLstmState,
  type ConvLstmWeights,
  conv2d,
  convLstmStep,
  type FunctionExercise,
  type Image,
  type Mistake,
  makeFilters,
  makeImage,
  type Random,
} from 'convolab';
import { someNumber } from '../look';

/** What the four sums of one unit become. */
interface Gates {
  i: number;
  f: number;
  g: number;
  o: number;
}

/** Where a mistaken step departs from the right one. */
interface Slip {
  order?: (sums: Gates) => Gates;
  activate?: (sums: Gates) => Gates;
  cell?: (gates: Gates, before: number) => number;
  hidden?: (gates: Gates, cell: number) => number;
  recurrent?: boolean;
  bias?: boolean;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function slipping(slip: Slip) {
  return (image: Image, state: ConvLstmState, weights: ConvLstmWeights): ConvLstmState => {
    const units = state.cell[0][0].length;
    const bias = slip.bias === false ? weights.bias.map(() => 0) : weights.bias;
    const fromImage = conv2d(image, weights.input, { padding: 'same', bias });
    const fromHidden = conv2d(state.hidden, weights.recurrent, { padding: 'same' });
    const at = (y: number, x: number, u: number) => {
      const sum = (gate: number): number => {
        const k = gate * units + u;
        return fromImage[y][x][k] + (slip.recurrent === false ? 0 : fromHidden[y][x][k]);
      };
      const sums = (slip.order ?? ((own) => own))({ i: sum(0), f: sum(1), g: sum(2), o: sum(3) });
      const usual = ({ i, f, g, o }: Gates): Gates => ({
        i: sigmoid(i),
        f: sigmoid(f),
        g: Math.tanh(g),
        o: sigmoid(o),
      });
      const gates = (slip.activate ?? usual)(sums);
      const cell = (slip.cell ?? (({ i, f, g }, before) => f * before + i * g))(gates, state.cell[y][x][u]);
      return { cell, hidden: (slip.hidden ?? (({ o }, c) => o * Math.tanh(c)))(gates, cell) };
    };
    const [height, width] = [image.length, image[0].length];
    return {
      hidden: makeImage(height, width, units, (y, x, u) => at(y, x, u).hidden),
      cell: makeImage(height, width, units, (y, x, u) => at(y, x, u).cell),
    };
  };
}

const mistake = (name: string, slip: Slip, hint: string): Mistake => ({ name, behaves: slipping(slip), hint });

const mistakes: Mistake[] = [
  mistake(
    'gates in another order',
    { order: ({ i, f, g, o }) => ({ i, f, g: o, o: g }) },
    'The gates are in another order: the channels hold i first, then f, g and o, each with one channel for each unit.',
  ),
  mistake(
    'input and forget gate changed places',
    { order: ({ i, f, g, o }) => ({ i: f, f: i, g, o }) },
    'Input gate and forget gate changed places: f keeps what was, i lets in what is new.',
  ),
  mistake(
    'hidden state not used',
    { recurrent: false },
    'What was before has no influence on the gates: add the convolution of `state.hidden` with `weights.recurrent`.',
  ),
  mistake(
    'bias not used',
    { bias: false },
    'The bias is missing: `weights.bias` has one number for each gate of each unit.',
  ),
  mistake(
    'sigmoid for the candidate',
    { activate: ({ i, f, g, o }) => ({ i: sigmoid(i), f: sigmoid(f), g: sigmoid(g), o: sigmoid(o) }) },
    'All four sums go through a sigmoid. g is what is written, not a gate: it goes through `tanh`, so that it may be negative.',
  ),
  mistake(
    'tanh for the gates',
    { activate: ({ i, f, g, o }) => ({ i: Math.tanh(i), f: Math.tanh(f), g: Math.tanh(g), o: Math.tanh(o) }) },
    'The gates go through `tanh`. They open from 0 to 1: use the sigmoid for i, f and o.',
  ),
  mistake(
    'old cell forgotten',
    { cell: ({ i, g }) => i * g },
    'The old cell is lost: the new one is `f * cell + i * g`.',
  ),
  mistake(
    'nothing forgotten',
    { cell: ({ i, g }, before) => before + i * g },
    'Nothing is ever forgotten: multiply the old cell by the forget gate f.',
  ),
  mistake(
    'no input gate',
    { cell: ({ f, g }, before) => f * before + g },
    'The input gate is missing: what is new is multiplied by i.',
  ),
  mistake(
    'hidden state without tanh',
    { hidden: ({ o }, cell) => o * cell },
    'The hidden state is `o * tanh(cell)`: the cell may grow over many frames, what comes out stays between −1 and 1.',
  ),
  mistake(
    'hidden state without gate',
    { hidden: (_gates, cell) => Math.tanh(cell) },
    'The output gate is missing: the hidden state is `o * tanh(cell)`.',
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: gate number k of unit u is channel `k * units + u` of the sums.',
  },
];

/** Numbers that repeat after a while. */
const number = (k: number): number => (((k * 7) % 11) - 5) / 5;
const image = (height: number, width: number, channels: number, from = 0): Image =>
  makeImage(height, width, channels, (y, x, c) => number(from + y * 5 + x * 3 + c * 2));
const weights = (channels: number, units: number, size: number): ConvLstmWeights => ({
  input: makeFilters(size, size, channels, 4 * units, (a, b, c, o) => number(a * 4 + b * 2 + c * 5 + o * 3) / 2),
  recurrent: makeFilters(size, size, units, 4 * units, (a, b, c, o) => number(3 + a * 2 + b * 5 + c * 3 + o) / 2),
  bias: Array.from({ length: 4 * units }, (_, k) => number(k + 2) / 2),
});
const zeros = (height: number, width: number, units: number): ConvLstmState => ({
  hidden: makeImage(height, width, units),
  cell: makeImage(height, width, units),
});
const kept = (height: number, width: number, units: number): ConvLstmState => ({
  hidden: image(height, width, units, 4),
  cell: image(height, width, units, 9),
});

const publicCases: Case[] = [
  { name: 'the first frame', args: [image(3, 3, 1), zeros(3, 3, 1), weights(1, 1, 3)] as never[] },
  { name: 'a later frame', args: [image(3, 4, 1), kept(3, 4, 1), weights(1, 1, 3)] as never[] },
  { name: 'two channels, two units', args: [image(3, 3, 2), kept(3, 3, 2), weights(2, 2, 3)] as never[] },
  { name: 'kernels of 1×1: an LSTM at each pixel', args: [image(2, 2, 1), kept(2, 2, 2), weights(1, 2, 1)] as never[] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 6 }, (_, i): Case => {
    const [height, width] = [2 + random.integer(4), 2 + random.integer(4)];
    const [channels, units, size] = [1 + random.integer(2), 1 + random.integer(3), [1, 3, 2][i % 3]];
    const value = () => Number(random.normal().toFixed(2));
    const drawn: ConvLstmWeights = {
      input: makeFilters(size, size, channels, 4 * units, value),
      recurrent: makeFilters(size, size, units, 4 * units, value),
      bias: Array.from({ length: 4 * units }, value),
    };
    const before = { hidden: makeImage(height, width, units, value), cell: makeImage(height, width, units, value) };
    return {
      name: `random ${height}×${width}×${channels}, ${units} units, kernels ${size}×${size} (${i + 1})`,
      args: [makeImage(height, width, channels, value), before, drawn] as never[],
    };
  });
}

export const convLstm: FunctionExercise = {
  id: '7.3',
  title: 'One step of a ConvLSTM',
  points: 8,
  kind: 'function',
  entry: 'convLstmStep',
  imports: ['conv2d'],
  seconds: 6, // the course's convolution is loaded with the first case
  reference: convLstmStep,
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    "Begin with the sums: `conv2d(image, weights.input, { padding: 'same', bias: weights.bias })`, and to it the convolution of the hidden state.",
};
