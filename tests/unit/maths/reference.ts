import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Values that PyTorch, TensorFlow and mpmath agree on; see the `definition` in each file. */
export function reference<T>(topic: string): T[] {
  const file = join(__dirname, '..', '..', 'reference', `${topic}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).cases;
}

type Nested = number | Nested[];

/** All numbers of nested arrays in order. */
export function flat(values: Nested): number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}

/** Same shape, and |difference| ≤ tolerance · (1 + max|expected|) everywhere. */
export function assertTensorClose(got: Nested, expected: Nested, what: string, tolerance = 1e-5): void {
  const [g, e] = [flat(got), flat(expected)];
  assert.equal(shapeText(got), shapeText(expected), `${what}: shape`);
  const allowed = tolerance * (1 + e.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  e.forEach((value, index) => {
    assert.ok(
      Math.abs(g[index] - value) <= allowed,
      `${what}: value ${index} is ${g[index]}, expected ${value} ± ${allowed}`,
    );
  });
}

/** |difference| ≤ abs + rel · |expected|, element by element. */
export function assertEachClose(got: number[], expected: number[], what: string, rel: number, abs = 0): void {
  assert.equal(got.length, expected.length, `${what}: length`);
  expected.forEach((value, index) => {
    const allowed = abs + rel * Math.abs(value);
    assert.ok(
      Math.abs(got[index] - value) <= allowed,
      `${what}: value ${index} is ${got[index]}, expected ${value} ± ${allowed}`,
    );
  });
}

/** The gradient of `loss` by central differences, for every number inside `values` (changed in place and put back). */
export function numericGradient(values: Nested, loss: () => number, step = 1e-5): Nested {
  return (values as Nested[]).map((entry, index) => {
    if (typeof entry !== 'number') return numericGradient(entry, loss, step);
    const array = values as number[];
    array[index] = entry + step;
    const above = loss();
    array[index] = entry - step;
    const below = loss();
    array[index] = entry;
    return (above - below) / (2 * step);
  });
}

/** Σ a · b over all numbers: a loss whose gradient with respect to b is a. */
export function inner(a: Nested, b: Nested): number {
  const other = flat(b);
  return flat(a).reduce((sum, value, index) => sum + value * other[index], 0);
}

/**
 * Padding as TensorFlow.js takes it. A plain number won't do: TensorFlow.js then works out the width with the
 * kernel's height and the vertical stride.
 */
export function tfPadding(padding: 'valid' | 'same' | number) {
  if (typeof padding === 'string') return padding;
  const sides: [number, number] = [padding, padding];
  const none: [number, number] = [0, 0];
  return [none, sides, sides, none] as [[number, number], [number, number], [number, number], [number, number]];
}

function shapeText(values: Nested): string {
  return typeof values === 'number' ? '' : `${values.length} ${shapeText(values[0])}`;
}
