import assert from 'node:assert/strict';
import test from 'node:test';
import { fixed, inCell, short } from '../../../lib/src/visualizers/number-text';

const written = (write: (value: number) => string, table: [number, string][]): void => {
  for (const [value, text] of table) assert.equal(write(value), text);
};

test('numbers of a figure have few digits, and a true minus sign', () => {
  written(short, [
    [-1 / 3, '−0.333'],
    [2, '2'],
    [0.5, '0.5'],
    [-0, '0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ]);
  written(inCell, [
    [-12.345, '−12.3'],
    [0.005, '0.01'],
    [-0.001, '0'],
    [1234.5, '1235'],
  ]);
});

test('numbers of an instrument keep their decimals, and what is rounded to 0 has no sign', () => {
  written(
    (value) => fixed(value, 2),
    [
      [-0.301, '−0.30'],
      [1, '1.00'],
      [-0.001, '0.00'],
      [-0.006, '−0.01'],
      [-12, '−12.00'],
    ],
  );
  assert.equal(fixed(-0.4, 0), '0');
});
