import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { projectRoot } from '../../../lib/src/project';
import { script } from './scripts';

const { plan } = script('bench/plan');
const { makeData } = script('bench/data');
const { buildNetwork } = script('bench/workers/tfjs-models');
const { TimeLeft } = script('bench/time-left');
const MODELS = require(join(projectRoot, 'scripts', 'bench', 'models.json'));

test('one setting at a time varies, and only the first model is scaled', () => {
  const [cnn, lenet] = plan({ models: ['cnn', 'lenet5'], quick: false, rounds: 5 });
  assert.equal(lenet.settings.length, 1);
  assert.ok(cnn.settings[0].main);
  const others = cnn.settings.slice(1);
  assert.ok(others.every(({ batchSize, imageSize }) => (batchSize === 64) !== (imageSize === 28)));
  assert.ok(new Set(others.map(({ batchSize }) => batchSize)).size > 2);
  assert.ok(new Set(others.map(({ imageSize }) => imageSize)).size > 2);
  for (const { count, batchSize } of cnn.settings) assert.ok(count % batchSize === 0 && count >= 2 * batchSize);
  assert.ok(plan({ models: ['cnn', 'resnet'], quick: true, rounds: 2 }).every(({ settings }) => settings.length === 1));
});

test('the data is the same in every run, in 0 … 1, and its classes differ', () => {
  const one = makeData({ dimensions: 2, channels: 1 }, 8, 100);
  assert.deepEqual(one, makeData({ dimensions: 2, channels: 1 }, 8, 100));
  assert.equal(one.images.length, 100 * 8 * 8);
  assert.ok(one.images.every((value) => value >= 0 && value <= 1));
  assert.equal(new Set(one.labels).size, 10);
});

// Counted by hand: kernel × kernel × inputs × filters + filters for a convolution with bias, two for each normalized channel.
const PARAMETERS: Record<string, number> = {
  cnn: 320 + 9248 + 18496 + (1600 * 128 + 128) + 1290,
  lenet5: 156 + 2416 + (400 * 120 + 120) + (120 * 84 + 84) + 850,
  resnet: 464 + 4672 + (4672 + 9280 + 576) + (18560 + 36992 + 2176) + 650,
  conv1d: 1984 + 20544 + 41088 + 1290,
};

for (const [name, expected] of Object.entries(PARAMETERS)) {
  test(`${name} has ${expected} parameters`, () => {
    const network = buildNetwork(tf, MODELS[name], MODELS[name].size);
    const counts = network.trainableWeights.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    assert.equal(
      counts.reduce((a, b) => a + b),
      expected,
    );
    network.dispose();
  });
}

test('the time left is as slow as it was so far', () => {
  let now = 0;
  const time = new TimeLeft(100, () => now);
  assert.equal(time.text(), '');
  now = 40_000;
  time.done(20);
  assert.equal(time.text(), 'about 3 min left');
  now = 160_000;
  time.done(60);
  assert.equal(time.text(), 'about 40 s left');
  time.done(20);
  assert.equal(time.text(), '');
});
