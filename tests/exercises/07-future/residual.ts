import {
  type Case,
  dense,
  denseBackward,
  type FunctionExercise,
  type Matrix,
  type Mistake,
  type Random,
} from 'convolab';
import { someNumber } from '../look';

interface Block {
  first: Matrix;
  second: Matrix;
}

interface Gradients {
  gradInput: Matrix;
  gradFirst: Matrix;
  gradSecond: Matrix;
}

const each = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((x, j) => f(x, b[i][j])));
const relu = (matrix: Matrix): Matrix => matrix.map((row) => row.map((x) => Math.max(0, x)));
/** The gradient behind a ReLU, from the one in front of it and the sums that went in. */
const through = (gradient: Matrix, sums: Matrix): Matrix => each(gradient, sums, (g, z) => (z > 0 ? g : 0));
const zerosFor = (weights: Matrix): number[] => weights[0].map(() => 0);
const times = (input: Matrix, weights: Matrix): Matrix => dense(input, weights, zerosFor(weights));
const add = (a: Matrix, b: Matrix): Matrix => each(a, b, (x, y) => x + y);

function steps(input: Matrix, { first, second }: Block) {
  const inner = times(input, first);
  const hidden = relu(inner);
  return { inner, hidden, sum: add(input, times(hidden, second)) };
}

const forward = (input: Matrix, block: Block): Matrix => relu(steps(input, block).sum);

/** Where a mistaken way back departs from the right one. */
interface Slip {
  last?: (upstream: Matrix, sum: Matrix) => Matrix;
  inner?: (gradient: Matrix, inner: Matrix) => Matrix;
  join?: (direct: Matrix, around: Matrix, upstream: Matrix) => Matrix;
  second?: (gradSecond: Matrix) => Matrix;
}

const backwardWith =
  (slip: Slip) =>
  (input: Matrix, block: Block, upstream: Matrix): Gradients => {
    const { inner, hidden, sum } = steps(input, block);
    const g = (slip.last ?? through)(upstream, sum);
    const outer = denseBackward(hidden, block.second, g);
    const back = denseBackward(input, block.first, (slip.inner ?? through)(outer.gradInput, inner));
    return {
      gradInput: (slip.join ?? add)(g, back.gradInput, upstream),
      gradFirst: back.gradWeights,
      gradSecond: (slip.second ?? ((own) => own))(outer.gradWeights),
    };
  };

const backward = (name: string, slip: Slip, hint: string): Mistake => ({
  name: `backward: ${name}`,
  only: 'backward',
  behaves: backwardWith(slip),
  hint,
});

const mistakes: Mistake[] = [
  {
    name: 'forward: input not added',
    only: 'forward',
    behaves: (input: Matrix, block: Block) => relu(times(steps(input, block).hidden, block.second)),
    hint: 'The input is not added: `output = ReLU(x + F(x))`.',
  },
  {
    name: 'forward: no ReLU inside',
    only: 'forward',
    behaves: (input: Matrix, block: Block) => relu(add(input, times(steps(input, block).inner, block.second))),
    hint: 'There is a ReLU inside, too: F(x) = ReLU(x · first) · second.',
  },
  {
    name: 'forward: no ReLU at the end',
    only: 'forward',
    behaves: (input: Matrix, block: Block) => steps(input, block).sum,
    hint: 'Values below 0 are left: the sum goes through a ReLU.',
  },
  {
    name: 'forward: ReLU before the sum',
    only: 'forward',
    behaves: (input: Matrix, block: Block) => add(input, relu(times(steps(input, block).hidden, block.second))),
    hint: 'The last ReLU stands behind the sum: add first, then take the larger of 0 and the sum.',
  },
  backward(
    'only through F',
    { join: (_direct, around) => around },
    'Only the gradient through F is there. The sum hands it on to the input as well, unchanged: that part is missing.',
  ),
  backward(
    'only the short way',
    { join: (direct) => direct },
    'Only the part that goes past F is there. The input also went into F, so its gradient has a part that comes back through F.',
  ),
  backward(
    'last ReLU passed over',
    { last: (upstream) => upstream },
    'The last ReLU is passed over: where x + F(x) is not above 0, no gradient comes through.',
  ),
  backward(
    'short way past the ReLU',
    { join: (_direct, around, upstream) => add(upstream, around) },
    'The part that goes past F comes through the last ReLU, too: add g, not the upstream gradient itself.',
  ),
  backward(
    'inner ReLU passed over',
    { inner: (gradient) => gradient },
    'The inner ReLU is passed over: where x · first is not above 0, no gradient comes through.',
  ),
  backward(
    'mean over the batch',
    { second: (own) => own.map((row) => row.map((value) => value / 2)) },
    'The gradients of the weights are too small. Add up over the examples; whoever wants a mean has divided the upstream gradient.',
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: `first` is `[units, hidden]` and `second` is `[hidden, units]`.',
  },
];

const block: Block = {
  first: [
    [1, -1, 0.5],
    [0.5, 2, -1],
  ],
  second: [
    [1, -2],
    [-1, 0.5],
    [2, 1],
  ],
};
const input: Matrix = [
  [1, 2],
  [-1, 0.5],
];
const upstream: Matrix = [
  [1, -2],
  [3, 0.5],
];
const zero: Block = { first: [[0, 0]], second: [[0], [0]] };

const publicCases: Case[] = [
  { name: 'forward: two examples', fn: 'forward', args: [input, block as never] },
  { name: 'forward: a block of zeros hands its input on', fn: 'forward', args: [[[2], [0.5]], zero as never] },
  { name: 'forward: below 0', fn: 'forward', args: [[[-2, 1]], block as never] },
  { name: 'backward: two examples', fn: 'backward', args: [input, block as never, upstream] },
  { name: 'backward: one example', fn: 'backward', args: [[[2, 0.25]], block as never, [[1, 1]]] },
  { name: 'backward: a block of zeros', fn: 'backward', args: [[[2], [0.5]], zero as never, [[1], [-3]]] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 5 }, (_, i): Case[] => {
    const [batch, units, hidden] = [1 + random.integer(3), 2 + random.integer(3), 2 + random.integer(4)];
    const matrix = (rows: number, columns: number): Matrix =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, () => Number(random.normal().toFixed(2))));
    const drawn = { first: matrix(units, hidden), second: matrix(hidden, units) };
    const given = matrix(batch, units);
    const about = `random ${batch}×${units}, ${hidden} hidden (${i + 1})`;
    return [
      { name: `forward: ${about}`, fn: 'forward', args: [given, drawn as never] },
      { name: `backward: ${about}`, fn: 'backward', args: [given, drawn as never, matrix(batch, units)] },
    ];
  }).flat();
}

export const residualGradient: FunctionExercise = {
  id: '7.1',
  title: 'The gradient of a residual block',
  points: 6,
  kind: 'function',
  entry: 'residual',
  reference: { forward, backward: backwardWith({}) },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Begin with `forward`: x · first, ReLU, times second, then add x and take ReLU. Keep what went into both ReLUs, because `backward` needs it.',
};
