import { type Case, conv1d, type FunctionExercise, type Matrix, type Mistake, type Random } from 'convolab';
import { someNumber } from '../look';

type Filters = number[][][];

const relu = (value: number): number => Math.max(0, value);

/** The largest value of each column, after ReLU, and the row in which it stands. */
const maxOverTime = (maps: Matrix): { values: number[]; at: number[] } => {
  const columns = maps[0].map((_, o) => maps.map((row) => row[o]));
  return {
    values: columns.map((column) => relu(Math.max(...column))),
    at: columns.map((column) => column.indexOf(Math.max(...column))),
  };
};

/** Where a mistaken convolution departs from the right one. */
interface Slip {
  positions?: (words: number, size: number) => number;
  weight?: (filters: Filters, a: number, c: number, o: number) => number;
  dimensions?: (all: number) => number;
  bias?: (bias: number) => number;
  step?: number;
  end?: (value: number) => number;
}

function slipping(slip: Slip): (sentence: Matrix, filters: Filters, bias: number[]) => Matrix {
  return (sentence, filters, bias) => {
    const size = filters.length;
    const count = (slip.positions ?? ((words, window) => words - window + 1))(sentence.length, size);
    const dimensions = (slip.dimensions ?? ((all) => all))(sentence[0].length);
    return Array.from({ length: count }, (_, position) =>
      bias.map((start, o) => {
        let sum = (slip.bias ?? ((b) => b))(start);
        for (let a = 0; a < size; a++) {
          const word = sentence[position * (slip.step ?? 1) + a];
          for (let c = 0; word && c < dimensions; c++) {
            sum += word[c] * (slip.weight ?? ((all, i, k, m) => all[i][k][m]))(filters, a, c, o);
          }
        }
        return (slip.end ?? ((value) => value))(sum);
      }),
    );
  };
}

const convolve = (name: string, slip: Slip, hint: string): Mistake => ({
  name: `convolve: ${name}`,
  only: 'convolve',
  behaves: slipping(slip),
  hint,
});
const pool = (name: string, behaves: (maps: Matrix) => unknown, hint: string): Mistake => ({
  name: `maxOverTime: ${name}`,
  only: 'maxOverTime',
  behaves,
  hint,
});

const mistakes: Mistake[] = [
  convolve(
    'one position too few',
    { positions: (words, size) => words - size },
    'The last n-gram is missing: a window of `size` words has `words - size + 1` places.',
  ),
  convolve(
    'beyond the end',
    { positions: (words) => words },
    'The windows go beyond the end of the sentence. The last one begins at word `words - size`.',
  ),
  convolve(
    'turned round',
    { weight: (filters, a, c, o) => filters[filters.length - 1 - a][c][o] },
    'The filter reads the words backwards. Its first weights belong to the first word of the window.',
  ),
  convolve(
    'first number of a word only',
    { dimensions: () => 1 },
    'Only the first number of each word is used. Add up over all numbers of the word, each times its own weight.',
  ),
  convolve('without bias', { bias: () => 0 }, 'The bias is missing: add `bias[o]` once to each value of map o.'),
  convolve(
    'first filter for all',
    { weight: (filters, a, c) => filters[a][c][0] },
    'All maps come from the first filter: use `filters[a][c][o]` for map o.',
  ),
  convolve(
    'ReLU already',
    { end: relu },
    'Negative values became 0: `convolve` returns the sums themselves. ReLU comes in `maxOverTime`.',
  ),
  pool(
    'no ReLU',
    (maps) => ({
      ...maxOverTime(maps),
      values: maps[0].map((_, o) => Math.max(...maps.map((row) => row[o]))),
    }),
    'A filter that found nothing gives a negative value. Apply ReLU: `Math.max(0, …)`.',
  ),
  pool(
    'over the maps',
    (maps) => ({
      values: maps.map((row) => relu(Math.max(...row))),
      at: maps.map((row) => row.indexOf(Math.max(...row))),
    }),
    'You take the largest of each position. Take the largest of each **map**, over all positions: one number for each filter.',
  ),
  pool(
    'average',
    (maps) => ({
      ...maxOverTime(maps),
      values: maps[0].map((_, o) => maps.reduce((sum, row) => sum + relu(row[o]), 0) / maps.length),
    }),
    'That is the average over the sentence. The largest value counts, wherever it stands.',
  ),
  pool(
    'the last of equal ones',
    (maps) => ({
      ...maxOverTime(maps),
      at: maps[0].map((_, o) => maps.map((row) => row[o]).lastIndexOf(Math.max(...maps.map((row) => row[o])))),
    }),
    'Where the largest value stands more than once, `at` is the first of these positions.',
  ),
  pool(
    'at is counted from 1',
    (maps) => ({ ...maxOverTime(maps), at: maxOverTime(maps).at.map((place) => place + 1) }),
    'Positions are counted from 0.',
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: does a window go beyond the last word, or is the order `filters[a][c][o]` another one?',
  },
];

const sentence: Matrix = [
  [1, 0, 2],
  [-1, 3, 0],
  [0, 1, -2],
  [2, -1, 1],
  [1, 1, 0],
];
const filters = (size: number, dimensions: number, maps: number): Filters =>
  Array.from({ length: size }, (_, a) =>
    Array.from({ length: dimensions }, (__, c) =>
      Array.from({ length: maps }, (___, o) => ((a * 5 + c * 3 + o * 4) % 7) - 3),
    ),
  );
const maps: Matrix = [
  [-2, 0.5, 3],
  [-1, 2.5, 1],
  [-4, 2.5, -1],
];

const publicCases: Case[] = [
  { name: 'convolve: pairs of words, one filter', fn: 'convolve', args: [sentence, filters(2, 3, 1), [0]] },
  { name: 'convolve: three words, two filters', fn: 'convolve', args: [sentence, filters(3, 3, 2), [1, -2]] },
  { name: 'convolve: single words', fn: 'convolve', args: [sentence, filters(1, 3, 3), [0, 0.5, 1]] },
  { name: 'convolve: a window as long as the sentence', fn: 'convolve', args: [sentence, filters(5, 3, 2), [0, 1]] },
  { name: 'maxOverTime: three maps', fn: 'maxOverTime', args: [maps] },
  { name: 'maxOverTime: a single position', fn: 'maxOverTime', args: [[[0.5, -0.5]]] },
  { name: 'maxOverTime: nothing found', fn: 'maxOverTime', args: [[[-3], [-1], [-2]]] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 6 }, (_, i): Case[] => {
    const size = 1 + random.integer(4);
    const [words, dimensions, count] = [size + random.integer(6), 2 + random.integer(4), 1 + random.integer(4)];
    const value = () => Number(random.normal().toFixed(2));
    const matrix = (rows: number, columns: number): Matrix =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, value));
    const drawn = Array.from({ length: size }, () => matrix(dimensions, count));
    return [
      {
        name: `convolve: random ${words} words, windows of ${size} (${i + 1})`,
        fn: 'convolve',
        args: [matrix(words, dimensions), drawn, matrix(1, count)[0]],
      },
      {
        name: `maxOverTime: random ${words}×${count + 1} (${i + 1})`,
        fn: 'maxOverTime',
        args: [matrix(words, count + 1)],
      },
    ];
  }).flat();
}

export const words: FunctionExercise = {
  id: '6.6',
  title: 'A convolution over words',
  points: 6,
  kind: 'function',
  entry: 'textConvolution',
  reference: {
    convolve: (rows: Matrix, kernels: Filters, bias: number[]) => conv1d(rows, kernels, { bias }),
    maxOverTime,
  },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Begin with `convolve` for one position: add up `sentence[position + a][c] * filters[a][c][o]` over a and c, then add `bias[o]`.',
};
