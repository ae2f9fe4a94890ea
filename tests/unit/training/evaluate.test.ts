import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { losses } from '../../../lib/src/maths';
import { evaluate, fit, overSeeds } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

/** A model that gives softmax(x): its outputs can be worked out by hand. */
const softmaxOnly = () => tf.sequential({ layers: [tf.layers.softmax({ inputShape: [3] })] });

test('loss, accuracy and predictions, counted by hand, whatever the size of the batches', async () => {
  const model = softmaxOnly();
  const probabilities = [
    [0.7, 0.2, 0.1],
    [0.3, 0.4, 0.3],
    [0.1, 0.1, 0.8],
    [0.5, 0.3, 0.2],
    [0.2, 0.5, 0.3],
  ];
  const targets = [0, 1, 0, 2, 1].map((label) => [0, 1, 2].map((k) => Number(k === label)));
  const xs = tf.tensor2d(probabilities.map((row) => row.map(Math.log)));
  const ys = tf.tensor2d(targets);
  const before = tf.memory().numTensors;
  for (const batchSize of [2, 5, 64]) {
    const result = await evaluate(model, { xs, ys }, { batchSize });
    assert.deepEqual(result.predictions, [0, 1, 2, 0, 1]);
    assert.deepEqual(result.labels, [0, 1, 0, 2, 1]);
    assert.ok(Math.abs(result.accuracy - 3 / 5) < 1e-12);
    assert.ok(Math.abs(result.loss - losses.categoricalCrossEntropy.output(probabilities, targets)) < 1e-5);
    assert.ok(Math.abs(result.probabilities[3][1] - 0.3) < 1e-6);
  }
  assert.equal(tf.memory().numTensors, before);
  tf.dispose([xs, ys]);
});

test('with one unit, class 1 is what lies above a half', async () => {
  const model = tf.sequential({ layers: [tf.layers.activation({ activation: 'sigmoid', inputShape: [1] })] });
  const [xs, ys] = [tf.tensor2d([[2], [-1], [0.5], [-3]]), tf.tensor2d([[1], [1], [0], [0]])];
  const result = await evaluate(model, { xs, ys }, { loss: 'binaryCrossentropy' });
  assert.deepEqual([result.predictions, result.labels, result.accuracy], [[1, 0, 1, 0], [1, 1, 0, 0], 0.5]);
  const sigmoid = [2, -1, 0.5, -3].map((z) => 1 / (1 + Math.exp(-z)));
  assert.ok(Math.abs(result.loss - losses.binaryCrossEntropy.output(sigmoid, [1, 1, 0, 0])) < 1e-5);
  tf.dispose([xs, ys]);
});

test('with binary cross-entropy each of several units is a decision of its own, in evaluate and in fit', async () => {
  const model = tf.sequential({ layers: [tf.layers.activation({ activation: 'sigmoid', inputShape: [3] })] });
  const xs = tf.tensor2d([
    [3, 1, -2],
    [-1, 2, 1],
  ]);
  // several labels at once, or none; 5 of the 6 are hit
  const ys = tf.tensor2d([
    [1, 1, 0],
    [0, 1, 0],
  ]);
  for (const loss of ['binaryCrossentropy', undefined] as const) {
    if (!loss) model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
    const { accuracy } = await evaluate(model, { xs, ys }, { loss, batchSize: 1 });
    assert.ok(Math.abs(accuracy - 5 / 6) < 1e-12);
  }
  const dense = tf.layers.dense({ units: 3, inputShape: [3], activation: 'sigmoid', kernelInitializer: 'identity' });
  const trained = tf.sequential({ layers: [dense] });
  const history = await fit(
    trained,
    { xs, ys },
    {
      epochs: 1,
      optimizer: 'sgd',
      learningRate: 1e-6,
      loss: 'binaryCrossentropy',
      validation: { xs, ys },
    },
  );
  assert.ok(Math.abs(history.accuracy[0] - 5 / 6) < 1e-12);
  assert.ok(Math.abs(history.validationAccuracy[0] - 5 / 6) < 1e-12);
  tf.dispose([xs, ys]);
});

test('a batch size that cannot be gets one sentence', async () => {
  const model = softmaxOnly();
  const [xs, ys] = [tf.ones([2, 3]), tf.ones([2, 3])];
  for (const batchSize of [0, 0.5, Number.NaN]) {
    await assert.rejects(evaluate(model, { xs, ys }, { batchSize }), {
      name: 'UserError',
      message: `batchSize must be a whole number of at least 1, got ${batchSize}.`,
    });
  }
  tf.dispose([xs, ys]);
});

test('dropout is off', async () => {
  const model = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.9, inputShape: [4] }), tf.layers.softmax()] });
  const [xs, ys] = [tf.tensor2d([[5, 0, 0, 0]]), tf.tensor2d([[1, 0, 0, 0]])];
  const { probabilities } = await evaluate(model, { xs, ys });
  assert.ok(Math.abs(probabilities[0][0] - Math.exp(5) / (Math.exp(5) + 3)) < 1e-5);
  tf.dispose([xs, ys]);
});

test('overSeeds: mean, range and deviation of a sample', async () => {
  const spread = await overSeeds([3, 1, 2], async (seed) => [0, 0.8, 0.9, 0.85][seed]);
  assert.deepEqual(
    [spread.seeds, spread.values],
    [
      [3, 1, 2],
      [0.85, 0.8, 0.9],
    ],
  );
  assert.ok(Math.abs(spread.mean - 0.85) < 1e-12);
  assert.deepEqual([spread.min, spread.max], [0.8, 0.9]);
  assert.ok(Math.abs(spread.deviation - 0.05) < 1e-12);
  assert.equal((await overSeeds([1], async () => 0.5)).deviation, 0);
  await assert.rejects(
    overSeeds([], async () => 1),
    { name: 'UserError', message: /needs seeds, such as \[1, 2, 3\]/ },
  );
  await assert.rejects(
    overSeeds([4], async () => Number.NaN),
    { name: 'UserError', message: /for seed 4 it returned NaN/ },
  );
});
