import { type Dimension, gridValues, type Mistake, type NumberRange, type Space, valueAt } from 'convolab';
import { someNumber } from '../look';

type Value = number | string | boolean;
type Row = { [name: string]: Value };

const scaled = ({ from, to, scale }: NumberRange, u: number): number =>
  scale === 'log' ? from * (to / from) ** u : from + u * (to - from);
const product = (names: string[], values: Value[][]): Row[] =>
  names.reduce<Row[]>(
    (rows, name, i) => rows.flatMap((row) => values[i].map((value) => ({ ...row, [name]: value }))),
    [{}],
  );

/** A grid whose ranges give other values. */
const gridOf =
  (valuesOf: (range: NumberRange, points: number) => number[]) =>
  (space: Space, points: number): Row[] =>
    product(
      Object.keys(space),
      Object.values(space).map((one) => (one.kind === 'range' ? valuesOf(one, points) : [...one.values])),
    );
const places = (points: number): number[] =>
  Array.from({ length: points }, (_, i) => (points === 1 ? 0.5 : i / (points - 1)));
/** As a grid takes them: rounded where they are whole, and each once. */
const finished = ({ whole }: NumberRange, values: number[]): number[] => [
  ...new Set(whole ? values.map(Math.round) : values),
];
const valuesOf = (space: Space, points: number): Value[][] =>
  Object.values(space).map((dimension) => gridValues(dimension, points));

const grids: [string, (space: Space, points: number) => Row[], string][] = [
  [
    'one value from the start',
    gridOf((range, points) =>
      finished(range, points === 1 ? [range.from] : places(points).map((u) => scaled(range, u))),
    ),
    'Of a single value the place is 0.5, the middle of the range.',
  ],
  [
    'end left out',
    gridOf((range, points) =>
      finished(
        range,
        Array.from({ length: points }, (_, i) => scaled(range, i / points)),
      ),
    ),
    'The last value is missing. Between n values there are n − 1 steps: the places are `i / (points - 1)`.',
  ],
  [
    'middles of cells',
    gridOf((range, points) =>
      finished(
        range,
        Array.from({ length: points }, (_, i) => scaled(range, (i + 0.5) / points)),
      ),
    ),
    'The ends are missing: the places run from 0 to 1, both included, as `i / (points - 1)`.',
  ],
  [
    'scale ignored',
    gridOf((range, points) =>
      finished(
        range,
        places(points).map((u) => scaled({ ...range, scale: 'linear' }, u)),
      ),
    ),
    'The scale is left out of account. On a logarithmic one equal steps are equal factors: `from * (to / from) ** u`.',
  ],
  [
    'always logarithmic',
    gridOf((range, points) =>
      finished(
        range,
        places(points).map((u) => scaled({ ...range, scale: range.from > 0 ? 'log' : 'linear' }, u)),
      ),
    ),
    'A linear range is treated as a logarithmic one. Look at `scale` first.',
  ],
  [
    'not rounded',
    gridOf((range, points) => places(points).map((u) => scaled(range, u))),
    'Where `whole` is true, only whole numbers are wanted: `Math.round`.',
  ],
  [
    'values twice',
    gridOf((range, points) =>
      places(points).map((u) => (range.whole ? Math.round(scaled(range, u)) : scaled(range, u))),
    ),
    'After rounding, some whole numbers are there twice. Keep each once: `[...new Set(values)]`.',
  ],
  [
    'choice cut short',
    (space, points) =>
      product(
        Object.keys(space),
        Object.values(space).map((one) =>
          one.kind === 'choice' ? one.values.slice(0, points) : gridValues(one, points),
        ),
      ),
    'A choice gives all of its values, however large `points` is: it has no order in which some could stand for others.',
  ],
  [
    'first dimension fastest',
    (space, points) =>
      product(Object.keys(space).reverse(), valuesOf(space, points).reverse()).map((row) =>
        Object.fromEntries(Object.keys(space).map((name) => [name, row[name]])),
      ),
    'All candidates are there, in another order: the last dimension changes fastest, as the innermost of nested loops does.',
  ],
  [
    'not all combinations',
    (space, points) => {
      const values = valuesOf(space, points);
      const longest = Math.max(...values.map((list) => list.length));
      return Array.from({ length: longest }, (_, i) =>
        Object.fromEntries(Object.keys(space).map((name, d) => [name, values[d][Math.min(i, values[d].length - 1)]])),
      );
    },
    'The dimensions run side by side. A grid has every combination: for each row so far and each value of the next dimension a new row.',
  ],
  [
    'one dimension at a time',
    (space, points) => {
      const values = valuesOf(space, points);
      const first = Object.fromEntries(Object.keys(space).map((name, d) => [name, values[d][0]]));
      return Object.keys(space).flatMap((name, d) => values[d].map((value) => ({ ...first, [name]: value })));
    },
    'Only one dimension changes at a time. A grid has every combination: for each row so far and each value of the next dimension a new row.',
  ],
];

/** Candidates from draws where one kind of dimension is read in another way. */
const drawn =
  (read: (dimension: Dimension, u: number) => Value) =>
  (space: Space, draws: number[][]): Row[] =>
    draws.map((row) => Object.fromEntries(Object.keys(space).map((name, d) => [name, read(space[name], row[d])])));
const ofRange = (read: (range: NumberRange, u: number) => number) =>
  drawn((one, u) => (one.kind === 'range' ? read(one, u) : valueAt(one, u)));
const ofWhole = (read: (range: NumberRange, u: number) => number) =>
  ofRange((range, u) => (range.whole ? read(range, u) : Number(valueAt(range, u))));

const randoms: [string, (space: Space, draws: number[][]) => Row[], string][] = [
  [
    'scale ignored',
    ofRange((range, u) => Number(valueAt({ ...range, scale: 'linear' }, u))),
    'The scale is left out of account. On a logarithmic one equal steps are equal factors: `from * (to / from) ** u`.',
  ],
  [
    'power of the width',
    ofRange((range, u) =>
      range.scale === 'log' ? range.from * (range.to - range.from) ** u : Number(valueAt(range, u)),
    ),
    'On a logarithmic scale it is the ratio of the ends that is raised to the power u: `from * (to / from) ** u`.',
  ],
  [
    'not rounded',
    ofWhole((range, u) => range.from - 0.5 + u * (range.to - range.from + 1)),
    'Where `whole` is true, only whole numbers are wanted: `Math.round`.',
  ],
  [
    'ends half as likely',
    ofWhole((range, u) => Math.round(scaled(range, u))),
    'So the first and the last whole number are drawn half as often as the others. Go from `from - 0.5` to `to + 0.5` before rounding.',
  ],
  [
    'last number never',
    ofWhole((range, u) => Math.floor(scaled(range, u))),
    'Rounded down, the last whole number never comes. Go from `from - 0.5` to `to + 0.5`, and round to the nearest.',
  ],
  [
    'choice rounded',
    drawn((one, u) => (one.kind === 'choice' ? one.values[Math.round(u * (one.values.length - 1))] : valueAt(one, u))),
    'With `Math.round` the first and the last value of a choice come half as often as the others. All have the same room: `values[Math.floor(u * values.length)]`.',
  ],
  [
    'place in place of the value',
    drawn((one, u) => (one.kind === 'choice' ? Math.floor(u * one.values.length) : valueAt(one, u))),
    'Of a choice you return the index. The value itself is wanted: `values[…]`.',
  ],
  [
    'one draw for all',
    (space, draws) =>
      draws.map(([u]) => Object.fromEntries(Object.keys(space).map((name) => [name, valueAt(space[name], u)]))),
    'All dimensions use the first number of their row, so they move together. Dimension d takes `draws[k][d]`.',
  ],
];

export const mistakenCandidates: Mistake[] = [
  ...grids.map(([name, behaves, hint]): Mistake => ({ name: `grid: ${name}`, only: 'grid', behaves, hint })),
  ...randoms.map(([name, behaves, hint]): Mistake => ({ name: `random: ${name}`, only: 'random', behaves, hint })),
  {
    name: 'lists in place of objects',
    when: (got) => Array.isArray(got) && got.length > 0 && got.every((row) => Array.isArray(row)),
    hint: 'A candidate is an object with the names of the space: `{ learningRate: 0.01, kernel: 3 }`. `Object.fromEntries` makes it of pairs.',
  },
  {
    name: 'only the number of candidates',
    when: (got) => typeof got === 'number',
    hint: 'Return the candidates themselves, as a list.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: a choice has no `from` and `to`, so look at `kind` first. With `points` 1, `i / (points - 1)` is 0 / 0.',
  },
];
