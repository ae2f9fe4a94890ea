/**
 * The nested arrays that the whole of `maths` works on, and the checks of their shapes.
 * Shapes are TensorFlow's: an image is `[height, width, channels]`, a filter bank
 * `[kernelHeight, kernelWidth, inChannels, outChannels]`.
 */

/** `[height, width]` */
export type Matrix = number[][];
/** `[height, width, channels]` */
export type Image = number[][][];
/** `[kernelHeight, kernelWidth, inChannels, outChannels]` */
export type Filters = number[][][][];
/** One number for both directions, or `[vertical, horizontal]`. */
export type Pair = number | [number, number];

let inWords = (message: string): string => message;

/** How messages are said from now on: the library has them in the reader's language. */
export function sayShapeErrors(say: (message: string) => string): void {
  inWords = say;
}

/** An argument has the wrong shape, size or kind. The message names it and says what was expected and what was got. */
export class ShapeError extends Error {
  constructor(message: string) {
    super(inWords(message));
    this.name = 'ShapeError';
  }
}

/**
 * The shape of nested arrays: `shapeOf([[1, 2, 3], [4, 5, 6]])` is `[2, 3]`, `shapeOf(7)` is `[]`.
 * @throws ShapeError if the arrays are ragged (rows of different lengths) or hold something that is not a number.
 */
export function shapeOf(values: unknown, name = 'values'): number[] {
  const shape = leadingShape(values);
  const wrong = findMisfit(values, shape, 0);
  if (wrong) throw new ShapeError(describeMisfit(values, shape, wrong, name));
  return shape;
}

/** Checks a matrix, `[height, width]` unless its axes have other names, and returns its shape. */
export function checkMatrix(matrix: unknown, name = 'matrix', axes = ['height', 'width']): [number, number] {
  return checkNested(matrix, name, axes) as [number, number];
}

/** Checks a `[height, width, channels]` image and returns its shape. */
export function checkImage(image: unknown, name = 'image'): [number, number, number] {
  return checkNested(image, name, ['height', 'width', 'channels']) as [number, number, number];
}

/** Checks a `[kernelHeight, kernelWidth, inChannels, outChannels]` filter bank and returns its shape. */
export function checkFilters(filters: unknown, name = 'filters'): [number, number, number, number] {
  const axes = ['kernelHeight', 'kernelWidth', 'inChannels', 'outChannels'];
  return checkNested(filters, name, axes) as [number, number, number, number];
}

/** Checks a list of numbers, of the given length if there is one. `meaning` says what the length stands for. */
export function checkVector(vector: unknown, name: string, length?: number, meaning = 'numbers'): number {
  const [got] = checkNested(vector, name, ['length']);
  if (length !== undefined && got !== length) {
    throw new ShapeError(`${name}: expected ${length} ${meaning}, got ${got}.`);
  }
  return got;
}

/** Compares two shapes axis by axis. */
export function checkSameShape(
  got: readonly number[],
  expected: readonly number[],
  name: string,
  meaning: string,
): void {
  if (got.length !== expected.length || got.some((size, axis) => size !== expected[axis])) {
    throw new ShapeError(`${name}: expected shape ${list(expected)} (${meaning}), got ${list(got)}.`);
  }
}

/** A value in a few words, for the end of "expected …, got …". */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return 'an empty array';
    const first = firstEntry(value);
    const strange = typeof first === 'number' || first === undefined ? '' : ` whose first entry is ${describe(first)}`;
    return `an array of shape ${list(leadingShape(value))}${strange}`;
  }
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 30 ? `${value.slice(0, 30)}…` : value)}`;
  if (typeof value === 'object') {
    if ('arraySync' in value) return 'a tensor (call arraySync() on it first)';
    if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} (make it a plain array with Array.from)`;
    return 'an object';
  }
  return typeof value === 'function' ? 'a function' : String(value);
}

/** Checks nested arrays with the given names of axes, none of them empty, and returns their shape. */
export function checkNested(value: unknown, name: string, axes: string[]): number[] {
  const expected = `expected ${axes.length === 1 ? 'a list of numbers' : `nested arrays [${axes.join(', ')}]`}`;
  const shape = leadingShape(value);
  if (!Array.isArray(value) || value.length === 0)
    throw new ShapeError(`${name}: ${expected}, got ${describe(value)}.`);
  if (shape.length !== axes.length) {
    const advice = axes[2] === 'channels' && typeof firstEntry(value) === 'number' ? adviceForRank(shape.length) : '';
    throw new ShapeError(`${name}: ${expected}, got ${describe(value)}.${advice}`);
  }
  const wrong = findMisfit(value, shape, 0);
  if (wrong) throw new ShapeError(describeMisfit(value, shape, wrong, name));
  const empty = shape.indexOf(0);
  if (empty >= 0)
    throw new ShapeError(`${name}: ${axes[empty]} is 0, expected at least 1; the shape is ${list(shape)}.`);
  return shape;
}

function adviceForRank(rank: number): string {
  if (rank === 2) return ' Give each pixel an array of its channels, for example with toImage(matrix).';
  if (rank === 4) return ' Give one image of the batch at a time.';
  return '';
}

/** The shape as told by the first element of each level; the others are yet to be compared with it. */
function leadingShape(value: unknown): number[] {
  const shape: number[] = [];
  for (let level = value; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

/** What the first element of each level leads to: a number, unless something is wrong; undefined if a level is empty. */
function firstEntry(value: unknown): unknown {
  let entry = value;
  while (Array.isArray(entry)) entry = entry[0];
  return entry;
}

/** The indices that lead to the first part that does not fit the shape, or undefined if all of it does. */
function findMisfit(value: unknown, shape: number[], depth: number): number[] | undefined {
  if (depth === shape.length) return typeof value === 'number' ? undefined : [];
  if (!Array.isArray(value) || value.length !== shape[depth]) return [];
  if (depth === shape.length - 1) {
    // Most of the work, where weights are checked in each step of a training, or at each stroke of a pen.
    for (let index = 0; index < value.length; index++) if (typeof value[index] !== 'number') return [index];
    return undefined;
  }
  for (let index = 0; index < value.length; index++) {
    const wrong = findMisfit(value[index], shape, depth + 1);
    if (wrong) return [index, ...wrong];
  }
  return undefined;
}

function describeMisfit(value: unknown, shape: number[], indices: number[], name: string): string {
  let part = value;
  for (const index of indices) part = (part as unknown[])[index];
  const place = name + indices.map((index) => `[${index}]`).join('');
  if (indices.length === shape.length) return `${place}: expected a number, got ${describe(part)}.`;
  const length = shape[indices.length];
  const first = name + indices.map(() => '[0]').join('');
  const got = Array.isArray(part) ? `${part.length}` : describe(part);
  return `${place}: expected ${length} ${length === 1 ? 'entry' : 'entries'} as in ${first}, got ${got}.`;
}

/** `[2, 3]` as text. */
function list(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
