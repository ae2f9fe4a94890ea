import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyMask, magnitudeMask, magnitudeMasks, ShapeError, sparsityOf } from '../../../lib/src/maths';
import { reference } from './reference';

interface Case {
  kind: string;
  sparsity: number;
  weights: number[][][];
  masks: number[][][];
  globalMasks: number[][][];
}

for (const { sparsity, weights, masks, globalMasks } of reference<Case>('compression').filter(
  ({ kind }) => kind === 'pruning',
)) {
  test(`pruning ${sparsity * 100} % of the weights, each layer alone and all together, equals PyTorch`, () => {
    assert.deepEqual(
      weights.map((layer) => magnitudeMask(layer, sparsity)),
      masks,
    );
    assert.deepEqual(magnitudeMasks(weights, sparsity), globalMasks);
  });
}

test('exactly as many weights go as the sparsity says, of equal ones the first', () => {
  const weights = [
    [0.5, -0.5, 0.5],
    [-0.5, 0.1, 2],
  ];
  assert.deepEqual(magnitudeMask(weights, 0.5), [
    [0, 0, 1],
    [1, 0, 1],
  ]);
  assert.equal(sparsityOf(magnitudeMask(weights, 0)), 0);
  assert.equal(sparsityOf(magnitudeMask(weights, 1)), 1);
});

test('pruning all layers together takes more from the layer of small weights', () => {
  const layers = [
    [1, -2, 3, 4],
    [0.1, -0.2, 5, 0.3],
  ];
  assert.deepEqual(magnitudeMasks(layers, 0.5), [
    [0, 1, 1, 1],
    [0, 0, 1, 0],
  ]);
  assert.deepEqual(
    layers.map((weights) => magnitudeMask(weights, 0.5)),
    [
      [0, 0, 1, 1],
      [0, 0, 1, 1],
    ],
  );
});

test('masked weights are zero, also those that were not finite', () => {
  assert.deepEqual(applyMask([[1, -2, Number.NaN]], [[1, 0, 0]]), [[1, 0, 0]]);
});

test('what cannot be pruned is told in one sentence', () => {
  const mistakes: [() => unknown, RegExp][] = [
    [() => magnitudeMask([1, 2], 1.1), /^sparsity: expected a number from 0 to 1, got 1\.1\.$/],
    [() => magnitudeMask([1, 'a'] as never, 0.5), /^weights\[1\]: expected a number, got the text "a"\.$/],
    [() => applyMask([1, 2], [1]), /^mask: expected the shape of the weights, \[2\], got \[1\]\.$/],
  ];
  for (const [mistake, message] of mistakes) {
    assert.throws(mistake, (error: Error) => error instanceof ShapeError && message.test(error.message), `${message}`);
  }
});
