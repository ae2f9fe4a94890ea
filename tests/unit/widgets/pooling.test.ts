import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../lib/src/user-error';
import { poolingGiven } from '../../../lib/src/widgets/pooling';
import {
  changed,
  changedByShift,
  drawn,
  initialState,
  pooled,
  shifted,
  windowOf,
} from '../../../lib/src/widgets/pooling/state';

const state = initialState(poolingGiven());

describe('the pooling widget', () => {
  for (const [size, stride] of [
    [2, 2],
    [3, 2],
    [3, 1],
    [2, 3],
  ])
    test(`each value is that of its window: ${size}, stride ${stride}`, () => {
      const numbers = state.image.map((row, y) => row.map((_, x) => ((5 * y + 3 * x) % 11) / 11));
      for (const kind of ['max', 'average', 'l2'] as const) {
        const next = changed({ ...state, image: numbers }, { size, stride, kind });
        pooled(next).forEach((row, i) => {
          row.forEach((value, j) => {
            const seen = windowOf(next, i, j).map(({ y, x }) => numbers[y][x]);
            const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
            const expected = { max: Math.max(...seen), average: sum(seen) / seen.length, l2: Math.hypot(...seen) }[
              kind
            ];
            assert.ok(Math.abs(value - expected) < 1e-12, `${kind} at ${i}, ${j}`);
          });
        });
      }
    });

  test('an image of one bright dot: a maximum over windows of 2 feels a step of one pixel only every second time', () => {
    const empty = { ...state, image: state.image.map((row) => row.map(() => 0)) };
    const even = drawn(empty, 4, 4);
    assert.deepEqual(changedByShift(even), { changed: 0, all: 36 });
    assert.deepEqual(changedByShift(shifted(even)), { changed: 2, all: 36 });
  });

  test('what is looked at stays on a smaller map', () => {
    assert.deepEqual(changed(state, { size: 6, stride: 6, at: { i: 5, j: 1 } }).at, { i: 1, j: 1 });
  });

  test('refuses windows and kinds that there are not', () => {
    for (const [options, message] of [
      [{ kind: 'median' }, /there is no pooling 'median'\. Take one of max, average, l2\.$/],
      [{ size: 7 }, /size must be a whole number from 1 to 6, got 7\.$/],
      [{ stride: 1.5 }, /stride must be a whole number from 1 to 6, got 1\.5\.$/],
    ] as const)
      assert.throws(
        () => poolingGiven(options as object),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
  });
});
