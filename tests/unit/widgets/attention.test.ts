import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Matrix, makeImage, random, ShapeError } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type AttentionWidgetOptions, attentionGiven } from '../../../lib/src/widgets/attention';
import { inWords, percent } from '../../../lib/src/widgets/attention/numbers';
import {
  allWeights,
  effectiveCount,
  initialState,
  looked,
  scoresAt,
  strongest,
  walked,
  weightsAt,
  withNumber,
} from '../../../lib/src/widgets/attention/state';

const values = random(5);
const matrix = (rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.round(1000 * values.normal()) / 1000));
const words = ['a', 'b', 'c', 'd', 'e'];
const queries = matrix(5, 3);
const keys = matrix(5, 3);

/** Softmax of the products, written out once more. */
function expected(at: number, temperature: number, may: (key: number) => boolean): number[] {
  const powers = keys.map((key, k) =>
    may(k) ? Math.exp(key.reduce((sum, value, i) => sum + value * queries[at][i], 0) / Math.sqrt(3) / temperature) : 0,
  );
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

const near = (got: number[], wanted: number[]) => {
  assert.equal(got.length, wanted.length);
  got.forEach((value, i) => {
    assert.ok(Math.abs(value - wanted[i]) < 1e-9, `${got}, not ${wanted}`);
  });
};

describe('the attention widget', () => {
  for (const [name, options, may] of [
    ['all', {}, () => true],
    ['no query on itself', { self: false }, (at: number, key: number) => at !== key],
    ['none on later ones', { causal: true }, (at: number, key: number) => key <= at],
  ] as [string, AttentionWidgetOptions, (at: number, key: number) => boolean][])
    for (const temperature of [0.3, 1, 4])
      test(`weights are the softmax of the products over √size and temperature ${temperature}: ${name}`, () => {
        const given = attentionGiven({ from: words, queries, keys, ...options });
        const state = { ...initialState(given), temperature };
        allWeights(state, given).forEach((row, at) => {
          near(
            row,
            expected(at, temperature, (key) => may(at, key)),
          );
          const powers = scoresAt({ ...state, at }, given).map((score, key) => (may(at, key) ? Math.exp(score) : 0));
          const sum = powers.reduce((a, b) => a + b, 0);
          near(
            row,
            powers.map((power) => power / sum),
          );
        });
      });

  test('weights that are given are shown as they are, head by head', () => {
    const [first, second] = [
      [
        [0.25, 0.75],
        [1, 0],
      ],
      [
        [0.5, 0.5],
        [0, 1],
      ],
    ];
    const given = attentionGiven({ from: ['x', 'y'], weights: { first, second } });
    assert.deepEqual(allWeights(initialState(given), given), first);
    assert.deepEqual(weightsAt({ ...initialState(given), head: 1 }, given, 1), [0, 1]);
    assert.deepEqual(attentionGiven({ from: ['x', 'y'], weights: first }).heads.length, 1);
  });

  test('another number in a query changes its own weights only', () => {
    const given = attentionGiven({ from: words, queries, keys });
    const state = looked(initialState(given), 3, given);
    const next = withNumber(state, 1, 9);
    assert.deepEqual(next.queries?.[3], [queries[3][0], 9, queries[3][2]]);
    const [before, after] = [allWeights(state, given), allWeights(next, given)];
    before.forEach((row, at) => {
      if (at === 3) assert.notDeepEqual(after[at], row);
      else assert.deepEqual(after[at], row);
    });
  });

  test('tells how many are looked at in effect, and which most', () => {
    assert.ok(Math.abs(effectiveCount([0.25, 0.25, 0, 0.25, 0.25]) - 4) < 1e-12);
    assert.equal(effectiveCount([0, 1, 0]), 1);
    assert.deepEqual(strongest([0.1, 0.6, 0.3]), [1, 2, 0]);
    assert.equal(inWords([0.096, 0.604, 0.3], ['a', 'b', 'c'], 2), 'b (60 %), c (30 %)');
    assert.deepEqual([percent(0.0042), percent(0), percent(1)], ['0.4 %', '0 %', '100 %']);
  });

  test('walks over words and over places, and ends at the edge', () => {
    const given = attentionGiven({ from: words, queries, keys });
    assert.equal(walked(looked(initialState(given), 4, given), 1, 0, given).at, 4);
    const places = attentionGiven({ image: makeImage(6, 8, 1), patches: [2, 3], queries: matrix(6, 4) });
    assert.deepEqual([places.from[5], places.to.length], ['row 2, column 3', 6]);
    const state = looked(initialState(places), 1, places);
    assert.deepEqual(
      [walked(state, 1, 1, places).at, walked(state, 0, 5, places).at, walked(state, -1, 0, places).at],
      [5, 2, 1],
    );
  });

  test('without options there is a sentence with vectors that fit it', () => {
    const given = attentionGiven();
    const weights = allWeights(initialState(given), given);
    assert.deepEqual([weights.length, weights[0].length], [given.from.length, given.to.length]);
    const it = given.from.indexOf('it');
    assert.equal(given.to[strongest(weights[it])[0]], 'cat');
  });

  const image = makeImage(4, 4, 1);
  for (const [options, kind, message] of [
    [{ from: words }, UserError, /give weights \[queries, keys\], or queries and keys/],
    [
      { from: words, weights: [[1]] },
      UserError,
      /weights are for 1 queries and 1 keys, but there are 5 that look and 5/,
    ],
    [{ from: ['x'], weights: [[0.5]] }, UserError, /add up to 1, but row 0 does not\.$/],
    [{ from: ['x'], weights: [[1]], causal: true }, UserError, /causal belongs to queries/],
    [{ from: ['x'], queries: [[1, 2]], keys: [[1]] }, UserError, /queries have 2 numbers each, keys 1\.$/],
    [{ from: ['x', 'y'], queries: [[1], [2]], self: false, causal: true }, UserError, /query 0 may look at no key/],
    [{ from: [], queries: [[1]] }, UserError, /from must be a list of 1 to 24 words/],
    [{ image, from: ['x'], queries: [[1]] }, UserError, /words or an image, not both/],
    [{ image, queries: [[1]] }, UserError, /patches must be \[rows, columns\]/],
    [
      { image, patches: [17, 1], queries: [[1]] },
      UserError,
      /patches\[0\] must be a whole number from 1 to 16, got 17\.$/,
    ],
    [{ image: makeImage(129, 1, 1), patches: [1, 1], queries: [[1]] }, UserError, /at most 128×128 pixels/],
    [{ from: ['x'], weights: 'all' }, ShapeError, /weights/],
  ] as [AttentionWidgetOptions, typeof UserError | typeof ShapeError, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => attentionGiven(options),
        (error: Error) => error instanceof kind && message.test(error.message),
      );
    });
});
