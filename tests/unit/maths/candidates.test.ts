import assert from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { gridCandidates, gridValues, randomCandidates } from '../../../lib/src/maths/candidates';
import { random } from '../../../lib/src/maths/random';
import {
  choice,
  type Dimension,
  linearRange,
  logRange,
  placeOf,
  type Space,
  valueAt,
  wholeRange,
} from '../../../lib/src/maths/search-space';

const space = {
  learningRate: logRange(1e-4, 1e-1),
  dropout: linearRange(0, 0.5),
  filters: wholeRange(4, 32),
  activation: choice(['relu', 'tanh']),
};

const close = (got: unknown, expected: number) => {
  assert.ok(Math.abs(Number(got) - expected) <= 1e-12 * Math.abs(expected), `${got} is not ${expected}`);
};

/** Any dimension with values that people might ask for. */
const dimensions: fc.Arbitrary<Dimension> = fc.oneof(
  fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(99)).map(([from, size]) => wholeRange(from, from + size)),
  fc.tuple(fc.integer({ min: 1, max: 50 }), fc.nat(99)).map(([from, size]) => wholeRange(from, from + size, 'log')),
  fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(99))
    .map(([from, size]) => linearRange(from / 7, (from + size) / 7)),
  fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(9)).map(([from, size]) => logRange(10 ** from, 10 ** (from + size))),
  fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }).map((values) => choice(values)),
);

test('a place on a dimension is even on its scale', () => {
  close(valueAt(logRange(1e-4, 1e-2), 0.5), 1e-3);
  assert.equal(valueAt(linearRange(2, 4), 0.25), 2.5);
  // five whole numbers have a fifth each, both ends included
  assert.deepEqual(
    [0, 0.19, 0.21, 0.5, 0.79, 0.81, 1].map((u) => valueAt(wholeRange(1, 5), u)),
    [1, 1, 2, 3, 4, 5, 5],
  );
  // on a logarithmic scale from ½ to 4½, 1 has the room from ½ to 1½: half of it, as 9 = 3²
  assert.deepEqual(
    [0.49, 0.51].map((u) => valueAt(wholeRange(1, 4, 'log'), u)),
    [1, 2],
  );
  assert.deepEqual(
    [0, 0.34, 0.99, 1].map((u) => valueAt(choice(['a', 'b', 'c']), u)),
    ['a', 'b', 'c', 'c'],
  );
});

test('a value is found again at its place', () => {
  fc.assert(
    fc.property(dimensions, fc.double({ min: 0, max: 1, noNaN: true }), (dimension, u) => {
      const value = valueAt(dimension, u);
      const again = valueAt(dimension, placeOf(dimension, value));
      if (dimension.kind === 'range' && !dimension.whole) {
        assert.ok(
          Math.abs(Number(again) - Number(value)) <= 1e-9 * Math.max(Math.abs(dimension.to), Math.abs(dimension.from)),
        );
      } else assert.equal(again, value);
    }),
    { seed: 1 },
  );
});

test('a grid has both ends, even steps and every choice', () => {
  const rates = gridValues(logRange(1e-4, 1e-1), 4);
  [1e-4, 1e-3, 1e-2, 1e-1].forEach((rate, i) => {
    close(rates[i], rate);
  });
  assert.equal(rates.at(-1), 1e-1);
  assert.deepEqual(gridValues(linearRange(0, 1), 1), [0.5]);
  assert.deepEqual(gridValues(wholeRange(1, 3), 7), [1, 2, 3]);
  assert.deepEqual(gridValues(wholeRange(4, 32), 3), [4, 18, 32]);
  assert.deepEqual(gridValues(choice([3, 5, 7]), 2), [3, 5, 7]);
});

test('grid candidates are all combinations, the last dimension fastest', () => {
  const small = { layers: wholeRange(1, 2), kernel: choice([3, 5]), same: choice([true, false]) };
  assert.deepEqual(gridCandidates(small, 2).slice(0, 3), [
    { layers: 1, kernel: 3, same: true },
    { layers: 1, kernel: 3, same: false },
    { layers: 1, kernel: 5, same: true },
  ]);
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), dimensions, { minKeys: 1, maxKeys: 3 }),
      fc.integer({ min: 1, max: 4 }),
      (any: Space, points) => {
        const candidates = gridCandidates(any, points);
        const sizes = Object.values(any).map((dimension) => gridValues(dimension, points).length);
        assert.equal(
          candidates.length,
          sizes.reduce((product, size) => product * size, 1),
        );
        assert.equal(new Set(candidates.map((one) => JSON.stringify(Object.entries(one)))).size, candidates.length);
      },
    ),
    { seed: 1 },
  );
  assert.equal(gridCandidates(space, { learningRate: 3, dropout: 1, filters: 2 }).length, 3 * 1 * 2 * 2);
});

test('random candidates lie in the space, evenly on each scale, and are the same for a seed', () => {
  const drawn = randomCandidates(space, 4000, random(1));
  assert.deepEqual(randomCandidates(space, 4000, random(1)), drawn);
  assert.notDeepEqual(randomCandidates(space, 4000, random(2)), drawn);
  const share = (what: (one: (typeof drawn)[number]) => boolean) => drawn.filter(what).length / drawn.length;
  // 4 000 draws: a share of 1/3 has a standard deviation of 0.0075
  for (const low of [1e-4, 1e-3, 1e-2]) {
    const got = share(({ learningRate }) => learningRate >= low && learningRate < 10 * low);
    assert.ok(Math.abs(got - 1 / 3) < 0.03, `${got} between ${low} and ${10 * low}`);
  }
  for (const end of [4, 32]) assert.ok(Math.abs(share(({ filters }) => filters === end) - 1 / 29) < 0.012);
  assert.ok(Math.abs(share(({ activation }) => activation === 'relu') - 0.5) < 0.03);
  assert.ok(drawn.every(({ filters, dropout }) => Number.isInteger(filters) && dropout >= 0 && dropout <= 0.5));
});

test('a wrong space is refused with the name of what is wrong', () => {
  assert.throws(() => logRange(0, 1), /logRange: a logarithmic scale needs ends above 0, got 0 and 1/);
  assert.throws(() => linearRange(2, 1), /linearRange: expected the smaller end first, got 2 and 1/);
  assert.throws(() => linearRange(0, Number.NaN), /linearRange: expected two numbers/);
  assert.throws(() => wholeRange(1, 2.5), /wholeRange: expected two whole numbers, got 1 and 2.5/);
  assert.throws(() => choice([]), /choice: expected a list of values such as \[3, 5\]/);
  assert.throws(() => choice([3, 3]), /choice: a value is there twice/);
  assert.throws(() => gridCandidates({}, 2), /space: expected dimensions by name/);
  assert.throws(() => gridCandidates({ rate: 3 } as never, 2), /rate: expected linearRange/);
  assert.throws(() => gridCandidates({ rate: linearRange(0, 1) }, {}), /points: expected a number of values for rate/);
  assert.throws(() => placeOf(wholeRange(1, 3), 4, 'layers'), /layers: expected a whole number from 1 to 3, got 4/);
  assert.throws(() => placeOf(choice([3, 5]), 4, 'kernel'), /kernel: expected one of 3, 5, got 4/);
});
