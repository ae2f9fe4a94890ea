import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { evaluate, fit } from '../../../lib/src/training';
import { classifier, clouds, weightsOf } from './small-task';

before(() => engineReady({ quiet: true }));

/** Few examples, half of them with the wrong label, and large steps: what is learnt soon does harm elsewhere. */
async function overfitted(epochs: number, earlyStopping?: { patience?: number; minDelta?: number }) {
  const few = clouds(12, 5);
  const wrong = tf.tidy(() => {
    const [right, turned] = tf.split(few.ys, 2) as tf.Tensor2D[];
    return { xs: few.xs, ys: tf.concat2d([right, tf.reverse(turned, 1)], 0) };
  });
  const held = clouds(60, 6);
  const model = classifier(2);
  const weights: number[][] = [];
  const history = await fit(model, wrong, {
    epochs,
    learningRate: 0.02,
    validation: held,
    earlyStopping,
    onEvent(event) {
      if (event.type === 'epoch') weights.push(weightsOf(model));
    },
  });
  const after = { weights: weightsOf(model), loss: (await evaluate(model, held)).loss };
  tf.dispose([few.xs, few.ys, wrong.ys, held.xs, held.ys]);
  model.dispose();
  return { history, weights, after };
}

test('it ends after `patience` epochs without a lower validation loss, with the weights of the best', async () => {
  const whole = await overfitted(40);
  const losses = whole.history.validationLoss;
  const best = losses.indexOf(Math.min(...losses));
  assert.ok(best > 0 && best < 30, `best at ${best}`);
  assert.equal(whole.history.bestEpoch, undefined);
  const { history, weights, after } = await overfitted(40, { patience: 4 });
  assert.equal(history.bestEpoch, best);
  assert.deepEqual([history.stopped, history.validationLoss], [true, losses.slice(0, best + 5)]);
  assert.deepEqual(after.weights, weights[best]);
  assert.ok(Math.abs(after.loss - losses[best]) < 1e-6);
});

test('without an end, too, the model has the weights of the best epoch', async () => {
  const { history, weights, after } = await overfitted(3, { patience: 10 });
  assert.equal(history.stopped, false);
  assert.equal(history.validationLoss.length, 3);
  assert.deepEqual(after.weights, weights[history.bestEpoch as number]);
});

test('it needs held-out examples and settings that can be', async () => {
  const data = clouds(8, 1);
  const model = classifier();
  const before = weightsOf(model);
  await assert.rejects(fit(model, data, { earlyStopping: {} }), {
    name: 'UserError',
    message: /^earlyStopping needs validation: examples, or the share/,
  });
  await assert.rejects(fit(model, data, { validation: 0.5, earlyStopping: { patience: 0 } }), {
    name: 'ShapeError',
    message: /^patience: /,
  });
  assert.deepEqual(weightsOf(model), before);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('the kept weights are freed', async () => {
  await overfitted(2, {});
  const { numTensors } = tf.memory();
  await overfitted(6, { patience: 2 });
  assert.equal(tf.memory().numTensors, numTensors);
});
