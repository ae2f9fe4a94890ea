import { checkOptions, checkWhole, type Padding, readPair } from '../maths/options';
import { type PoolingKind, pool2d } from '../maths/pooling';
import type { Image, Matrix, Pair } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { addition, equals, inCell, onOneLine, rounded, short } from './number-text';
import { by, geometryText } from './step-panels';
import { type WindowStep, windowWalk } from './window-walk';
import { oneChannel, stops, under } from './windows';

export const defaults = {
  kind: 'max' as PoolingKind,
  size: 2,
  /** Frames at most; a larger output is shown at evenly spaced positions. */
  maxSteps: 64,
};

export interface PoolingStepsOptions {
  /** 'max' unless given. */
  kind?: PoolingKind;
  /** Height and width of the window; 2 unless given. */
  size?: Pair;
  /** Pixels from one window to the next; as `size` unless given. */
  stride?: Pair;
  /** 'valid' unless given. */
  padding?: Padding;
  /** Which channel of the image; 0 unless given. */
  channel?: number;
  /** Frames at most; 64 unless given. */
  maxSteps?: number;
}

/**
 * A pooling window goes over one channel of an image, step by step. Left, the input with the window; in the middle,
 * the values under the window (for 'max', with the winner marked); right, the output so far; below, the arithmetic.
 *
 *     max: max x_i      average: Σ x_i / n      l2: √(Σ x_i²)      over the n values x_i under the window
 *
 * Cells of the padding do not count. Up to 10 × 10 cells have their numbers written in.
 * @param image `[height, width]`, or `[height, width, channels]` of which one channel is shown; at most 96 × 96
 * @throws ShapeError if the window does not fit into the image; UserError for an unknown kind or too large an image
 * @example show(poolingSteps([[1, 3, 2, 0], [5, 4, 1, 1], [0, 2, 9, 6], [1, 1, 7, 8]], { kind: 'max', size: 2 }))
 */
export function poolingSteps(image: Matrix | Image, options: PoolingStepsOptions = {}): Figure {
  checkOptions(options, ['kind', 'size', 'stride', 'padding', 'channel', 'maxSteps'], 'poolingSteps');
  const { kind = defaults.kind, size = defaults.size, stride = size, padding = 'valid', channel = 0 } = options;
  if (!Object.hasOwn(names, kind)) {
    throw new UserError(`poolingSteps: kind must be ${Object.keys(names).join(', ')}; got ${JSON.stringify(kind)}.`);
  }
  const input = oneChannel(image, channel, 'poolingSteps');
  const cube = input.map((row) => row.map((value) => [value])); // [height, width, 1]
  const maps = pool2d(cube, { kind, size, stride, padding }); // [outHeight, outWidth, 1]
  const output = maps.map((row) => row.map(([value]) => value));

  const shape: [number, number] = [input.length, input[0].length];
  const window = readPair(size, 'size');
  const { rows, columns } = stops(shape, window, { stride, padding });
  const geometry = geometryText(rows, columns, window);
  return windowWalk({
    figure: 'poolingSteps',
    title: `${names[kind]} pooling: a ${by(window)} window goes over the image${geometry}`,
    captions: [`input, ${by(shape)}`, 'values in the window', `output, ${by([rows.count, columns.count])}`],
    input,
    output,
    rows,
    columns,
    windowValues: input,
    paddingText: '',
    sameScale: true,
    maxSteps: checkWhole(options.maxSteps ?? defaults.maxSteps, 'maxSteps', 1),
    step: (row, column) => pool(kind, input, under(rows, row), under(columns, column), output[row][column]),
    alt:
      `Animation of ${names[kind]} pooling: a ${by(window)} window stops at ${rows.count * columns.count} places of a ` +
      `${by(shape)} image${geometry}; ${meanings[kind]} of each is one cell of the ` +
      `${by([rows.count, columns.count])} output.`,
  });
}

const names: Record<PoolingKind, string> = { max: 'Max', average: 'Average', l2: 'L2' };

const meanings: Record<PoolingKind, string> = {
  max: 'the largest value',
  average: 'the mean',
  l2: 'the root of the sum of squares',
};

/** The values under the window at one position, and what the pooling makes of them. */
function pool(kind: PoolingKind, input: Matrix, tapRows: number[], tapColumns: number[], result: number): WindowStep {
  const window = tapRows.map((y) => tapColumns.map((x) => input[y]?.[x] ?? null));
  const values = window.flat().filter((value) => value !== null);
  const text = window.map((row) => row.map((value) => (value === null ? '' : inCell(value))));
  return {
    z: window.map((row) => row.map((value) => (value === null ? null : rounded(value)))),
    text,
    brief: text,
    sentence: `${arithmetic(kind, values)} ${equals(values, result)} ${short(result)}`,
    ...(kind === 'max' ? { marked: firstOf(window, result) } : {}),
  };
}

function arithmetic(kind: PoolingKind, values: number[]): string {
  const count = values.length;
  if (kind === 'max') return `max(${onOneLine(values.map(inCell).join(', '), `the ${count} values`)})`;
  if (kind === 'average') return `(${onOneLine(addition(values), `sum of the ${count} values`)}) / ${count}`;
  const squares = values.map((value) => (value < 0 ? `(${inCell(value)})²` : `${inCell(value)}²`));
  return `√(${onOneLine(squares.join(' + '), `sum of the ${count} squares`)})`;
}

function firstOf(window: (number | null)[][], value: number): [number, number] {
  const row = window.findIndex((values) => values.includes(value));
  return [row, window[row].indexOf(value)];
}
