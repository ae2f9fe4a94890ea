/** What an answer with a mistake gives back, for mistakes that are conditions and not code. */

import { expectedOf } from '../../../lib/src/exercises/judge';
import { findExercise } from '../../../lib/src/exercises/load';
import type { Request } from '../../../lib/src/exercises/run';
import type { FunctionExercise } from '../../../lib/src/exercises/spec';
import { conv2d, type Filters, type Image, type PoolingOptions, pool2d } from '../../../lib/src/maths';

type Example = (request: Request) => unknown[];

const maps =
  (change: (maps: Image) => unknown): Example =>
  ({ calls }) =>
    calls.map(([image, filters, options]) =>
      change(conv2d(image as unknown as Image, filters as unknown as Filters, options as object)),
    );
const pooled =
  (change: (maps: Image) => unknown): Example =>
  ({ calls }) =>
    calls.map(([image, options]) => change(pool2d(image as unknown as Image, options as unknown as PoolingOptions)));

const vertical = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];
const horizontal = [
  [-1, -2, -1],
  [0, 0, 0],
  [1, 2, 1],
];
const anyDirection = [
  [-1, -1, -1],
  [-1, 8, -1],
  [-1, -1, -1],
];
const edges =
  (parts: object): Example =>
  () => [{ vertical, horizontal, anyDirection, ...parts }];
const negative = (kernel: number[][]): number[][] => kernel.map((row) => row.map((weight) => -weight));

/** The right values of a value exercise with some replaced. */
const values =
  (id: string, parts: object): Example =>
  () => {
    const right = findExercise(id) as unknown as FunctionExercise;
    return [{ ...Object.fromEntries(right.publicCases.map((one) => [one.part, expectedOf(right, one)])), ...parts }];
  };

/** The rows of a VGG table in which dense layers have a height and a width. */
const withThreeSizes = (plan: unknown): unknown => {
  const { reference } = findExercise('1.4') as FunctionExercise;
  const rows = (reference as unknown as (plan: unknown) => { output: number[] }[])(plan);
  return rows.map((row) => (row.output.length === 1 ? { ...row, output: [1, 1, row.output[0]] } : row));
};

const everywhere =
  (result: unknown): Example =>
  ({ calls }) =>
    calls.map(() => result);
/** The formulas of the deck as they stand. */
const naive: Example = ({ path, calls }) =>
  calls.map(([value]) => {
    const x = value as number;
    const tanh = (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
    return path.endsWith('output') ? tanh : 1 - tanh * tanh;
  });

const examples: Record<string, Record<string, Example>> = {
  '1.1': {
    NaN: everywhere([NaN]),
    'a batch': everywhere([[1, 2]]),
    'one number': everywhere(0.5),
  },
  '1.2': { text: everywhere('156') },
  '1.3': {
    NaN: everywhere([[[NaN]]]),
    'channels lost': everywhere([
      [0, 1],
      [0, 2],
    ]),
  },
  '1.4': { 'output of dense with height and width': ({ calls }) => calls.map(([plan]) => withThreeSizes(plan)) },
  '2.1': {
    'no channel axis': maps((found) => found.map((row) => row.map((pixel) => pixel[0]))),
    'nothing added up': maps((found) => found.map((row) => row.map((pixel) => pixel.map(() => 0)))),
    NaN: maps((found) => found.map((row) => row.map((pixel) => pixel.map(() => NaN)))),
  },
  '2.2': {
    'wrong size': edges({ vertical: [[-1, 1]] }),
    'only zeros': edges({
      horizontal: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    }),
    'a blur': edges({
      vertical: [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1],
      ],
    }),
    'weights do not cancel': edges({
      vertical: [
        [-1, 0, 2],
        [-1, 0, 2],
        [-1, 0, 2],
      ],
    }),
    'directions swapped': edges({ vertical: horizontal, horizontal: vertical }),
    'sign reversed': edges({ vertical: negative(vertical) }),
    'one direction only': edges({ anyDirection: vertical }),
    'neighbours of unequal weight': edges({
      anyDirection: [
        [0, 1, 0],
        [3, -8, 3],
        [0, 1, 0],
      ],
    }),
  },
  '2.3': {
    overflow: naive,
    NaN: everywhere(NaN),
  },
  '2.4': {
    'no channel axis': pooled((found) => found.map((row) => row.map((pixel) => pixel[0]))),
    'NaN or Infinity': pooled((found) => found.map((row) => row.map((pixel) => pixel.map(() => -Infinity)))),
  },
  '2.5': { text: values('2.5', { a: '24' }) },
  '2.6': {
    'one number': everywhere(2),
    'a list': everywhere([1, 1]),
    NaN: everywhere({ before: NaN, after: NaN }),
  },
  '2.7': {
    'one 3×3 layer too many': values('2.7', { threes: 8 }),
    'three pixels for each layer': values('2.7', { threes: 5 }),
    text: values('2.7', { conv1: '3' }),
  },
  '3.2': {
    'nested arrays': everywhere([[0.5], [1]]),
    NaN: everywhere([NaN]),
  },
  '3.3': {
    'other names': everywhere({ gradInput: [[1]], gradWeights: [[1]], bias: [1] }),
    NaN: everywhere({ gradInput: [[NaN]], gradWeights: [[NaN]], gradBias: [NaN] }),
  },
  '3.4': {
    'other names': everywhere({ image: [], filters: [], bias: [] }),
    NaN: everywhere({ gradImage: [[[NaN]]], gradFilters: [[[[NaN]]]], gradBias: [NaN] }),
  },
  '3.5': {
    'NaN or Infinity': everywhere(Infinity),
    'one number': everywhere(0.5),
  },
  '3.6': {
    'one number': everywhere(-0.1),
    'memory missing': everywhere({ change: -0.1 }),
    NaN: everywhere({ change: NaN, memory: {} }),
  },
  '4.3': { NaN: everywhere(NaN) },
  '4.5': {
    NaN: everywhere([[NaN]]),
    'one number': everywhere(0.5),
  },
  '5.1': {
    'channels lost': everywhere([[0.5, 0.25]]),
    NaN: everywhere([[[NaN]]]),
  },
  '5.2': {
    'lists in place of objects': everywhere([[0.001, 3]]),
    'only the number of candidates': everywhere(4),
    NaN: everywhere([{ learningRate: NaN }]),
  },
  '5.3': { NaN: everywhere(NaN) },
  '5.4': {
    'forward: the output alone': everywhere([[[[1]]]]),
    'forward: other names': everywhere({ output: [[[[1]]]], mean: [0], var: [1] }),
    NaN: everywhere([[[[NaN]]]]),
  },
  '5.5': {
    'true and false': everywhere([[true, false]]),
    NaN: everywhere([[NaN]]),
  },
  '6.1': { NaN: everywhere(NaN) },
  '6.3': { NaN: everywhere([[[NaN]]]) },
  '6.4': { NaN: everywhere([[[NaN]]]) },
  '6.5': { NaN: everywhere(NaN) },
  '6.6': { NaN: everywhere([[NaN]]) },
  '6.7': { NaN: everywhere([[NaN]]) },
  '7.1': { NaN: everywhere([[NaN]]) },
  '7.2': { NaN: everywhere([NaN]) },
  '7.3': { NaN: everywhere({ hidden: [[[NaN]]], cell: [[[NaN]]] }) },
  '7.4': {
    'other names': everywhere({ result: [[1]], weights: [[1]] }),
    NaN: everywhere({ output: [[NaN]], weights: [[NaN]] }),
  },
  '7.5': { 'NaN or Infinity': everywhere(Infinity) },
};

export function exampleOf(id: string, mistake: string): Example {
  const example = examples[id]?.[mistake];
  if (!example) throw new Error(`write an example of the mistake "${mistake}" of ${id} into mistake-examples.ts`);
  return example;
}
