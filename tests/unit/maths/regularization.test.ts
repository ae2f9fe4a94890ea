import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import {
  earlyStopping,
  expectedImprovement,
  normalDistribution,
  type PenaltyName,
  penalties,
  random,
} from '../../../lib/src/maths';
import type { Nested } from '../../../lib/src/maths/nested';
import { assertEachClose, assertTensorClose, numericGradient } from './reference';

before(() => engineReady({ quiet: true }));

test('the normal distribution equals mpmath with 40 digits', () => {
  const values: [number, number][] = [
    [-10, 7.61985302416053e-24],
    [-3.0001, 0.00134945491326072],
    [-2.9999, 0.001350341282954924],
    [-1, 0.158655253931457],
    [-0.1, 0.460172162722971],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [2, 0.977249868051821],
    [3.5, 0.999767370920964],
    [8, 0.999999999999999],
  ];
  for (const [z, expected] of values) assertEachClose([normalDistribution(z)], [expected], `Φ(${z})`, 1e-13);
  assert.deepEqual([normalDistribution(-100), normalDistribution(100)], [0, 1]);
});

test('expected improvement equals mpmath, is the gain where all is certain, and grows with doubt', () => {
  const values: [number, number, number, number, number][] = [
    [0.9, 0.05, 0.88, 0, 0.0315219418473726],
    [0.8, 0.02, 0.9, 0, 1.069233106766563e-9],
    [0.85, 0.1, 0.9, 0.01, 0.0168672732241755],
    [1, 2, -3, 0.5, 3.53234758862966],
  ];
  for (const [mean, deviation, best, margin, expected] of values) {
    assertEachClose([expectedImprovement(mean, deviation, best, margin)], [expected], `${mean}`, 1e-9);
  }
  assert.equal(expectedImprovement(0.5, 0.01, 0.9), 0);
  assert.deepEqual([expectedImprovement(3, 0, 1), expectedImprovement(1, 0, 3)], [2, 0]);
  assert.throws(() => expectedImprovement(1, -1, 0), /deviation: expected a number of at least 0, got -1/);
});

test('the penalties equal those of TensorFlow.js, and their gradients the numeric ones', () => {
  const noise = random(2);
  const weights = Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => noise.normal()));
  for (const name of ['l1', 'l2'] as PenaltyName[]) {
    const layers = name === 'l1' ? tf.regularizers.l1({ l1: 0.03 }) : tf.regularizers.l2({ l2: 0.03 });
    const theirs = tf.tidy(
      () => (layers as unknown as { apply(x: tf.Tensor): tf.Scalar }).apply(tf.tensor2d(weights)).dataSync()[0],
    );
    assertEachClose([penalties[name].output(weights, 0.03)], [theirs], name, 1e-5);
    const numeric = numericGradient(weights as Nested, () => penalties[name].output(weights, 0.03));
    assertTensorClose(penalties[name].gradient(weights, 0.03), numeric, name, 1e-6);
  }
  assert.deepEqual(penalties.l1.gradient([0, 0], 2).map(Math.abs), [0, 0]);
});

test('early stopping stops when TensorFlow.js would, after as many epochs without an improvement', async () => {
  const noise = random(9);
  for (let run = 0; run < 40; run++) {
    const losses = Array.from({ length: 12 }, (_, i) => Math.round(10 * (1 / (i + 1) + noise.normal(0, 0.15))) / 10);
    const patience = 1 + noise.integer(4);
    const minDelta = [0, 0.15, 0.25][noise.integer(3)];
    const callback = tf.callbacks.earlyStopping({ monitor: 'val_loss', patience, minDelta, mode: 'min' });
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    model.stopTraining = false;
    callback.setModel(model);
    await callback.onTrainBegin();
    let stopped = losses.length - 1;
    for (let epoch = 0; epoch < losses.length; epoch++) {
      await callback.onEpochEnd(epoch, { val_loss: losses[epoch] });
      if (!model.stopTraining) continue;
      stopped = epoch;
      break;
    }
    assert.equal(
      earlyStopping(losses, { patience, minDelta }).stopped,
      stopped,
      `${losses}, patience ${patience}, ${minDelta}`,
    );
  }
});

test('early stopping keeps the best epoch, and says what cannot be', () => {
  assert.deepEqual(earlyStopping([3, 2, 2.5, 2.6, 1], { patience: 2 }), { stopped: 3, best: 1 });
  assert.deepEqual(earlyStopping([3, 2.9, 2.8, 2.7], { patience: 3, minDelta: 0.25 }), { stopped: 3, best: 3 });
  assert.deepEqual(earlyStopping([1]), { stopped: 0, best: 0 });
  assert.throws(() => earlyStopping([1], { patience: 0 }), /patience: expected a whole number of at least 1, got 0/);
  assert.throws(() => earlyStopping([]), /losses: expected a list of numbers/);
});
