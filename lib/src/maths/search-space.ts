import { describe, ShapeError } from './shapes';

/** Numbers between two ends, such as a learning rate or a count of filters. */
export interface NumberRange {
  kind: 'range';
  from: number;
  to: number;
  /** `log`: each power of ten gets as much room as the next */
  scale: 'linear' | 'log';
  /** whole numbers only, both ends included */
  whole: boolean;
}

/** One of several values without an order, such as an activation. */
export interface Choice<T extends ChoiceValue = ChoiceValue> {
  kind: 'choice';
  values: readonly T[];
}

export type ChoiceValue = number | string | boolean;

/** What one hyper-parameter may be. */
export type Dimension = NumberRange | Choice;

/** What all hyper-parameters may be, by name. */
export type Space = Readonly<Record<string, Dimension>>;

/** One value for each hyper-parameter of a space. */
export type Configuration<S extends Space = Space> = {
  [Name in keyof S]: S[Name] extends Choice<infer T> ? T : S[Name] extends NumberRange ? number : ChoiceValue;
};

/** Every number between the ends, evenly: `linearRange(0, 0.5)` for a dropout rate. */
export function linearRange(from: number, to: number): NumberRange {
  return { kind: 'range', ...checkEnds(from, to, 'linearRange', 'linear'), scale: 'linear', whole: false };
}

/** Every number between the ends, evenly on a logarithmic scale: `logRange(1e-4, 1e-1)` for a learning rate. */
export function logRange(from: number, to: number): NumberRange {
  return { kind: 'range', ...checkEnds(from, to, 'logRange', 'log'), scale: 'log', whole: false };
}

/** Every whole number between the ends, both included: `wholeRange(1, 3)` for the number of layers. */
export function wholeRange(from: number, to: number, scale: 'linear' | 'log' = 'linear'): NumberRange {
  if (scale !== 'linear' && scale !== 'log') {
    throw new ShapeError(`scale of wholeRange: expected 'linear' or 'log', got ${describe(scale)}.`);
  }
  for (const end of [from, to]) {
    if (!Number.isSafeInteger(end)) {
      throw new ShapeError(`wholeRange: expected two whole numbers, got ${describe(from)} and ${describe(to)}.`);
    }
  }
  return { kind: 'range', ...checkEnds(from, to, 'wholeRange', scale), scale, whole: true };
}

/** One of the given values: `choice([3, 5])` for a kernel size, `choice(['relu', 'tanh'])` for an activation. */
export function choice<const T extends ChoiceValue>(values: readonly T[]): Choice<T> {
  if (!Array.isArray(values) || values.length === 0) {
    throw new ShapeError(`choice: expected a list of values such as [3, 5], got ${describe(values)}.`);
  }
  const wrong = values.find((value) => !['string', 'boolean'].includes(typeof value) && !Number.isFinite(value));
  if (wrong !== undefined)
    throw new ShapeError(`choice: expected numbers, texts, true or false, got ${describe(wrong)}.`);
  if (new Set(values).size < values.length)
    throw new ShapeError(`choice: a value is there twice in ${values.join(', ')}.`);
  return { kind: 'choice', values: [...values] };
}

/**
 * The value of a dimension at a place from 0 to 1. Equal steps of the place are equal steps of a linear range, equal factors of a
 * logarithmic one; every whole number of a linear range, and every value of a choice, has equally much room.
 *
 *     linear: from + u (to − from)        log: from (to / from)ᵘ
 *     whole:  the same from (from − ½) to (to + ½), rounded        choice: values[⌊u n⌋]
 *
 * @param place u, 0 … 1; a place outside gives the nearest end
 * @example valueAt(logRange(1e-4, 1e-2), 0.5) // 1e-3
 */
export function valueAt<D extends Dimension>(dimension: D, place: number): Configuration<{ only: D }>['only'];
export function valueAt(dimension: Dimension, place: number): ChoiceValue {
  const u = Math.min(1, Math.max(0, place));
  if (dimension.kind === 'choice') {
    const { values } = dimension;
    return values[Math.min(values.length - 1, Math.floor(u * values.length))];
  }
  const { from, to, whole, scale } = dimension;
  if (whole) return within(Math.round(between(from - 0.5, to + 0.5, u, scale)), from, to);
  return between(from, to, u, scale);
}

/**
 * The place of a value, 0 … 1: the other way of `valueAt`. A whole number or a value of a choice gets the middle of its room.
 * @throws ShapeError for a value that the dimension does not have
 */
export function placeOf(dimension: Dimension, value: ChoiceValue, name = 'value'): number {
  checkValue(dimension, value, name);
  if (dimension.kind === 'choice') return (dimension.values.indexOf(value) + 0.5) / dimension.values.length;
  const { from, to, whole, scale } = dimension;
  if (from === to) return 0.5;
  const room = whole ? 0.5 : 0;
  const along = scale === 'log' ? Math.log : (x: number) => x;
  const [low, high] = [along(from - room), along(to + room)];
  return within((along(Number(value)) - low) / (high - low), 0, 1);
}

/** Checks that a dimension has a value. */
export function checkValue(dimension: Dimension, value: unknown, name: string): void {
  if (dimension.kind === 'choice') {
    if (dimension.values.includes(value as ChoiceValue)) return;
    throw new ShapeError(`${name}: expected one of ${dimension.values.join(', ')}, got ${describe(value)}.`);
  }
  const { from, to, whole } = dimension;
  const isThere = typeof value === 'number' && value >= from && value <= to && (!whole || Number.isInteger(value));
  if (isThere) return;
  const kind = whole ? 'a whole number' : 'a number';
  throw new ShapeError(`${name}: expected ${kind} from ${from} to ${to}, got ${describe(value)}.`);
}

/** Checks a space: at least one dimension, each made by one of the functions above. Returns its names in order. */
export function checkSpace(space: unknown): string[] {
  const example = '{ learningRate: logRange(1e-4, 1e-1), kernelSize: choice([3, 5]) }';
  if (typeof space !== 'object' || space === null || Array.isArray(space) || Object.keys(space).length === 0) {
    throw new ShapeError(`space: expected dimensions by name, such as ${example}, got ${describe(space)}.`);
  }
  for (const [name, dimension] of Object.entries(space)) {
    if (dimension?.kind === 'choice') choice(dimension.values);
    else if (dimension?.kind === 'range') checkEnds(dimension.from, dimension.to, name, dimension.scale);
    else {
      throw new ShapeError(
        `${name}: expected linearRange(…), logRange(…), wholeRange(…) or choice([…]), got ${describe(dimension)}.`,
      );
    }
  }
  return Object.keys(space);
}

/** From `from` at u = 0 to `to` at u = 1, both to the last digit. */
export function between(from: number, to: number, u: number, scale: 'linear' | 'log'): number {
  if (u === 0 || u === 1) return u === 0 ? from : to;
  return within(scale === 'log' ? from * (to / from) ** u : from + u * (to - from), from, to);
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function checkEnds(from: unknown, to: unknown, name: string, scale: 'linear' | 'log'): { from: number; to: number } {
  if (typeof from !== 'number' || typeof to !== 'number' || !Number.isFinite(to - from)) {
    throw new ShapeError(`${name}: expected two numbers, from and to, got ${describe(from)} and ${describe(to)}.`);
  }
  if (from > to) throw new ShapeError(`${name}: expected the smaller end first, got ${from} and ${to}.`);
  if (scale === 'log' && from <= 0) {
    throw new ShapeError(`${name}: a logarithmic scale needs ends above 0, got ${from} and ${to}.`);
  }
  return { from, to };
}
