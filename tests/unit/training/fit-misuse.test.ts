import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { type FitOptions, fit } from '../../../lib/src/training';
import { classifier, clouds, weightsOf } from './small-task';

before(() => engineReady({ quiet: true }));

async function refuses(
  message: RegExp,
  options: FitOptions,
  examples?: { xs: tf.Tensor; ys: tf.Tensor },
): Promise<void> {
  const own = examples ?? clouds(6, 1);
  const model = classifier();
  const before = weightsOf(model);
  await assert.rejects(fit(model, own, options), { name: 'UserError', message });
  assert.deepEqual(weightsOf(model), before, 'the model is unchanged');
  tf.dispose([own.xs, own.ys]);
  model.dispose();
}

test('examples that do not fit the model', async () => {
  await refuses(/inputs of shape \[3\], but the model takes \[2\]/, {}, { xs: tf.ones([4, 3]), ys: tf.ones([4, 2]) });
  await refuses(
    /labels of shape \[5\].*the last layer needs 5 units/,
    {},
    { xs: tf.ones([4, 2]), ys: tf.ones([4, 5]) },
  );
  await refuses(/class numbers need tf\.oneHot\(ys, 2\)/, {}, { xs: tf.ones([4, 2]), ys: tf.ones([4]) });
  await refuses(/have 4 inputs \(xs\) but 3 labels/, {}, { xs: tf.ones([4, 2]), ys: tf.ones([3, 2]) });
  await refuses(/are empty/, {}, { xs: tf.ones([0, 2]), ys: tf.ones([0, 2]) });
  const model = classifier();
  await assert.rejects(fit(model, [1, 2] as never), { name: 'UserError', message: /must be a data set, such as/ });
  model.dispose();
});

test('settings that cannot be', async () => {
  await refuses(/epochs must be a whole number of at least 1, got 0\./, { epochs: 0 });
  await refuses(/batchSize must be a whole number of at least 1, got 2\.5\./, { batchSize: 2.5 });
  await refuses(/learningRate must be a number above 0, got -1\./, { learningRate: -1 });
  await refuses(/optimizer must be one of sgd, .*got "adamw"/, { optimizer: 'adamw' as 'adam' });
  await refuses(/loss must be one of categoricalCrossentropy, .*got "hinge"/, { loss: 'hinge' as never });
  await refuses(/validation must be examples, or a share between 0 and 1 .*got 1\./, { validation: 1 });
});

test('a model whose layers are all frozen', async () => {
  const data = clouds(6, 2);
  const model = classifier();
  model.layers.forEach((layer) => {
    layer.trainable = false;
  });
  await assert.rejects(fit(model, data), {
    name: 'UserError',
    message: /has no trainable weights: set trainable = true/,
  });
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('a loss that becomes NaN ends the training, and the weights before it stay', async () => {
  const data = clouds(8, 3);
  const model = classifier();
  const begin = weightsOf(model);
  let afterFirst: number[] = [];
  const failing = fit(model, data, {
    epochs: 5,
    batchSize: 8,
    optimizer: 'sgd',
    learningRate: 0.1,
    loss: (ys, predictions) =>
      tf.tidy(() => {
        const loss = tf.losses.meanSquaredError(ys, predictions) as tf.Scalar;
        return afterFirst.length > 0 ? tf.mul(loss, Number.NaN) : loss;
      }),
    onEvent(event) {
      if (event.type === 'batch') afterFirst = weightsOf(model);
    },
  });
  await assert.rejects(failing, {
    name: 'UserError',
    message: /The loss became NaN at batch 1 of epoch 2: .*smaller learning rate \(now 0\.1\), for example 0\.01/,
  });
  assert.notDeepEqual(afterFirst, begin);
  assert.deepEqual(weightsOf(model), begin, 'the weights with which the last loss was a number');
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('a loss that is NaN from the start', async () => {
  const data = { xs: tf.fill([4, 2], Number.NaN), ys: tf.ones([4, 2]) };
  await refuses(/loss of the very first batch is NaN: look for NaN among the inputs/, {}, data);
});
