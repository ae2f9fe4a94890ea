import { describe, type Pair, ShapeError } from './shapes';

/** Zeros around an image: none, as many as TensorFlow's 'same' adds, or a number on each side. */
export type Padding = 'valid' | 'same' | Pair;

/** Padding along one axis. */
export type AxisPadding = 'valid' | 'same' | number;

/** Refuses options that are no object or that hold a name that nobody reads, such as `strides` for `stride`. */
export function checkOptions(options: unknown, known: readonly string[], owner: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ShapeError(
      `options of ${owner}: expected an object such as { ${known[0]}: … }, got ${describe(options)}.`,
    );
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new ShapeError(`options of ${owner}: expected ${known.join(', ')}, got ${JSON.stringify(name)}.`);
    }
  }
}

/** Checks that a registry has an entry of that name, and returns the name. */
export function checkKey<K extends string>(key: K, registry: Record<K, unknown>, name: string): K {
  if (typeof key === 'string' && Object.hasOwn(registry, key)) return key;
  throw new ShapeError(`${name}: expected one of ${Object.keys(registry).join(', ')}, got ${describe(key)}.`);
}

/** Checks a whole number of at least `minimum`. */
export function checkWhole(value: unknown, name: string, minimum: number): number {
  if (isWhole(value, minimum)) return value;
  throw new ShapeError(`${name}: expected a whole number of at least ${minimum}, got ${describe(value)}.`);
}

/** Turns a Pair into `[vertical, horizontal]`. */
export function readPair(value: unknown, name: string, minimum = 1): [number, number] {
  if (isWhole(value, minimum)) return [value, value];
  if (Array.isArray(value) && value.length === 2 && value.every((entry) => isWhole(entry, minimum))) {
    return [value[0], value[1]];
  }
  const got = Array.isArray(value) && value.length > 0 ? `[${value.map(describe).join(', ')}]` : describe(value);
  const expected = `a whole number of at least ${minimum} or a pair of them [vertical, horizontal]`;
  throw new ShapeError(`${name}: expected ${expected}, got ${got}.`);
}

/** Turns a Padding into `[vertical, horizontal]`. */
export function readPadding(value: unknown, name = 'padding'): [AxisPadding, AxisPadding] {
  if (value === 'valid' || value === 'same') return [value, value];
  if (typeof value === 'string') {
    throw new ShapeError(`${name}: expected 'valid', 'same', a number or a pair of them, got ${describe(value)}.`);
  }
  return readPair(value, name, 0);
}

function isWhole(value: unknown, minimum: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= minimum;
}
