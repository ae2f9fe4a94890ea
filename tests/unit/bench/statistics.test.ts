import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, type Measurement, script } from './scripts';

const { median, medianBetween, ratio, summarize } = script('bench/statistics');
const { summaries, withRatios } = script('bench/results');

test('the median of odd and even numbers of values, in any order, which stays as it was', () => {
  const values = [30, 4, 100];
  assert.equal(median(values), 30);
  assert.deepEqual(values, [30, 4, 100]);
  assert.equal(median([1, 10, 2, 20]), 6);
  assert.equal(median([7]), 7);
  assert.throws(() => median([]), RangeError);
});

test('between which values the median lies', () => {
  // of 10 values, tables of the sign test leave out one on each side for 95 %
  assert.deepEqual(medianBetween([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]), [2, 9]);
  assert.deepEqual(medianBetween([3, 1, 2]), [1, 3]);
  assert.deepEqual(medianBetween([7]), [7, 7]);
});

test('the range', () => {
  assert.deepEqual(summarize([9, 100, 30]), { median: 30, lowest: 9, highest: 100, rounds: 3 });
});

test('a ratio of two medians, where there are two', () => {
  assert.equal(ratio({ median: 300 }, { median: 200 }), 1.5);
  assert.equal(ratio({ median: 300 }, undefined), undefined);
  assert.equal(ratio(undefined, { median: 200 }), undefined);
});

const at = { model: 'cnn', imageSize: 28, batchSize: 64, mode: 'train', main: true } as const;
const measured = (engine: string, speeds: number[], more: Partial<Measurement> = {}): Measurement[] =>
  speeds.map((examplesPerSecond, round) => ({ ...at, engine, round, examplesPerSecond, ...more }));
const of = (entries: Entry[], engine: string, batchSize = 64): Entry => {
  const found = entries.find((entry) => entry.engine === engine && entry.batchSize === batchSize);
  assert.ok(found, engine);
  return found;
};

test('ours against Keras, and against the faster of PyTorch’s two layouts, at the same setting', () => {
  const entries = withRatios(
    summaries([
      ...measured('native', [600, 500, 100]),
      ...measured('keras', [250, 1000, 200]),
      ...measured('torch', [400]),
      ...measured('torch-channels-last', [1000]),
      ...measured('native', [90], { batchSize: 4 }),
      ...measured('torch', [45], { batchSize: 4 }),
      ...measured('keras', [1], { mode: 'infer' }),
    ]),
  );
  assert.deepEqual(of(entries, 'native').ratios, { keras: 2, torch: 0.5 });
  assert.deepEqual(of(entries, 'torch').ratios, { keras: 1.6, torch: 0.4 });
  assert.deepEqual(of(entries, 'native', 4).ratios, { torch: 2 });
  assert.equal(of(entries, 'native').rounds, 3);
});
