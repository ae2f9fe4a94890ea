import {
  type Case,
  type FunctionExercise,
  type Matrix,
  type Mistake,
  type Random,
  scaledDotProductAttention,
} from 'convolab';
import { someNumber } from '../look';

interface Attention {
  output: Matrix;
  weights: Matrix;
}

/** Where a mistaken attention departs from the right one. */
interface Slip {
  scale?: (size: number, keys: number) => number;
  normalize?: (scores: Matrix) => Matrix;
  output?: (weights: Matrix, value: Matrix, key: Matrix) => Matrix;
}

const softmax = (row: number[]): number[] => {
  const most = Math.max(...row);
  const raised = row.map((score) => Math.exp(score - most));
  const sum = raised.reduce((total, one) => total + one, 0);
  return raised.map((one) => one / sum);
};
const transpose = (matrix: Matrix): Matrix => matrix[0].map((_, j) => matrix.map((row) => row[j]));
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));

const slipping =
  ({ scale = (size) => Math.sqrt(size), normalize = (scores) => scores.map(softmax), output = times }: Slip) =>
  (query: Matrix, key: Matrix, value: Matrix): Attention => {
    const divisor = scale(query[0].length, key.length);
    const scores = times(query, transpose(key)).map((row) => row.map((score) => score / divisor));
    const weights = normalize(scores);
    return { output: output(weights, value, key), weights };
  };

const mistake = (name: string, slip: Slip, hint: string): Mistake => ({ name, behaves: slipping(slip), hint });

const mistakes: Mistake[] = [
  mistake('not scaled', { scale: () => 1 }, 'The scores are not scaled: divide them by √size before softmax.'),
  mistake('divided by size', { scale: (size) => size }, 'You divide by `size`. Divide by its square root.'),
  mistake(
    'divided by the root of the number of keys',
    { scale: (_size, keys) => Math.sqrt(keys) },
    'You divide by the root of the number of keys. `size` is the length of one query, `query[0].length`.',
  ),
  mistake(
    'softmax over the queries',
    { normalize: (scores) => transpose(transpose(scores).map(softmax)) },
    'The weights of a key add up to 1 over the queries. Those of a **query** add up to 1 over the keys: softmax goes along each row.',
  ),
  mistake(
    'no softmax',
    { normalize: (scores) => scores },
    'The weights are the scores themselves. Softmax makes weights of them that are positive and add up to 1.',
  ),
  mistake(
    'exponentials not divided',
    { normalize: (scores) => scores.map((row) => row.map(Math.exp)) },
    'The weights of a row do not add up to 1: divide each exponential by the sum of its row.',
  ),
  mistake(
    'divided by the sum of the scores',
    {
      normalize: (scores) => scores.map((row) => row.map((score) => score / row.reduce((sum, one) => sum + one, 0))),
    },
    'You divide the scores by their sum. Take the exponential of each first: that is softmax.',
  ),
  mistake(
    'only the best',
    {
      normalize: (scores) => scores.map((row) => row.map((_, k) => (k === row.indexOf(Math.max(...row)) ? 1 : 0))),
    },
    'Each query takes its best key alone. Softmax gives the others a share, too, without which nothing could be learnt.',
  ),
  {
    name: 'softmax that overflows',
    behaves: (query: Matrix, key: Matrix, value: Matrix) => {
      const raised = (scores: Matrix): Matrix =>
        scores.map((row) => {
          const exponentials = row.map(Math.exp);
          const sum = exponentials.reduce((total, one) => total + one, 0);
          return exponentials.map((one) => one / sum);
        });
      return slipping({ normalize: raised })(query, key, value);
    },
    hint: 'Large scores become Infinity / Infinity, which is NaN: take the largest score of the row away from each before the exponential.',
  },
  {
    name: 'other names',
    when: (got) => typeof got === 'object' && got !== null && !('output' in got && 'weights' in got),
    hint: 'Return an object with `output` and `weights`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: the score of query i and key k is the sum over `query[i][c] * key[k][c]`.',
  },
];

const query: Matrix = [
  [1, 0, 2],
  [-1, 1, 0.5],
];
const key: Matrix = [
  [1, 1, 0],
  [0, -1, 2],
  [2, 0, 1],
  [-1, 0.5, 0],
];
const value: Matrix = [
  [1, 0],
  [0, 2],
  [-1, 1],
  [3, -2],
];

const publicCases: Case[] = [
  { name: 'two queries, four keys', args: [query, key, value] },
  { name: 'a single key gets all', args: [query, key.slice(0, 1), value.slice(0, 1)] },
  { name: 'self-attention', args: [key, key, key] },
  { name: 'equal keys share', args: [query, [key[0], key[0]], value.slice(0, 2)] },
  {
    name: 'scores in the thousands',
    args: [
      [[90, 0]],
      [
        [90, 1],
        [80, 5],
        [-90, 0],
      ],
      [[1], [2], [4]],
    ],
  },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 9 }, (_, i): Case => {
    const [queries, keys] = [1 + random.integer(4), 2 + random.integer(4)];
    const [size, valueSize] = [2 + random.integer(5), 1 + random.integer(3)];
    const matrix = (rows: number, columns: number, spread = 1): Matrix =>
      Array.from({ length: rows }, () =>
        Array.from({ length: columns }, () => Number((spread * random.normal()).toFixed(2))),
      );
    const spread = i % 4 === 3 ? 60 : 1;
    return {
      name: `random: ${queries} queries, ${keys} keys of ${size} (${i + 1})`,
      args: [matrix(queries, size, spread), matrix(keys, size, spread), matrix(keys, valueSize)],
    };
  });
}

export const attention: FunctionExercise = {
  id: '7.4',
  title: 'Scaled dot-product attention',
  points: 6,
  kind: 'function',
  entry: 'attention',
  reference: (q: Matrix, k: Matrix, v: Matrix): Attention => {
    const { output, weights } = scaledDotProductAttention(q, k, v);
    return { output, weights };
  },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Begin with the scores: for each query and each key, the sum of the products of their numbers, divided by `Math.sqrt(query[0].length)`.',
};
