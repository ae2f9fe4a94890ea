import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { fit } from '../../../lib/src/training';
import { classifier, clouds, weightsOf } from './small-task';

before(() => engineReady({ quiet: true }));

test('a schedule that gives no learning rate ends the training before it spoils the weights', async () => {
  const data = clouds(8, 1);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -0.1, undefined, '0.1']) {
    const model = classifier();
    let good: number[] = [];
    const failing = fit(model, data, {
      epochs: 3,
      batchSize: 8,
      optimizer: 'sgd',
      learningRate: ({ step }) => (step === 2 ? (bad as number) : 0.1),
      onEvent(event) {
        if (event.type === 'batch') good = weightsOf(model);
      },
    });
    await assert.rejects(failing, {
      name: 'UserError',
      message: `The schedule must give a learning rate of 0 or more; at step 2 of 3 it gave ${bad}.`,
    });
    assert.deepEqual(weightsOf(model), good, 'what was learnt until then stays');
    model.dispose();
  }
  tf.dispose([data.xs, data.ys]);
});

test('a learning rate of 0 changes nothing, so that a warm-up may begin there', async () => {
  const data = clouds(8, 1);
  const model = classifier();
  const seen: number[][] = [weightsOf(model)];
  await fit(model, data, {
    epochs: 2,
    batchSize: 8,
    optimizer: 'sgd',
    learningRate: ({ step }) => 0.1 * step,
    onEvent(event) {
      if (event.type === 'batch') seen.push(weightsOf(model));
    },
  });
  assert.deepEqual(seen[1], seen[0]);
  assert.notDeepEqual(seen[2], seen[1]);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('a learning rate that is neither a number nor a schedule gets one sentence', async () => {
  const data = clouds(8, 1);
  const model = classifier();
  await assert.rejects(fit(model, data, { learningRate: '0.1' as never }), {
    name: 'UserError',
    message: 'learningRate must be a number above 0, got "0.1".',
  });
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});
