import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conv1d, gatedLinearUnit, gatedLinearUnitBackward, ShapeError } from '../../../lib/src/maths';
import { assertTensorClose, reference } from './reference';

interface GatedCase {
  kind: string;
  causal: boolean;
  x: number[][];
  filters: number[][][];
  bias: number[];
  map: number[][];
  output: number[][];
  upstream: number[][];
  gradMap: number[][];
}

const cases = reference<GatedCase>('text').filter(({ kind }) => kind === 'gated');

describe('gatedLinearUnit', () => {
  for (const { causal, x, filters, bias, map, output, upstream, gradMap } of cases) {
    test(`after a ${causal ? 'causal ' : ''}convolution over ${filters.length} steps is PyTorch's, with its gradient`, () => {
      const padding = causal ? 'causal' : 'same';
      const convolved = conv1d(x, filters, { padding, bias });
      assertTensorClose(convolved, map, 'map', 1e-9);
      assertTensorClose(gatedLinearUnit(convolved), output, 'output', 1e-9);
      assertTensorClose(gatedLinearUnitBackward(map, upstream), gradMap, 'gradient', 1e-9);
    });
  }

  test('refuses an odd number of channels and a gradient of another shape', () => {
    for (const [make, message] of [
      [() => gatedLinearUnit([[1, 2, 3]]), /^x: expected an even number of channels, values and gates, got 3\.$/],
      [() => gatedLinearUnitBackward([[1, 2]], [[1, 2]]), /^upstream: expected/],
    ] as const) {
      assert.throws(make, (error: Error) => error instanceof ShapeError && message.test(error.message));
    }
  });
});
