import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { mlp, smallVgg } from '../../../lib/src/models';
import { predictionsUnderDropout } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const shape = { inputShape: [6, 6, 1] as [number, number, number], units: [40], classes: 3 };
const images = () => tf.randomUniform([4, 6, 6, 1], 0, 1, 'float32', 1);

test('each mask gives other probabilities, the same seed the same ones, and one pass has none of them', () => {
  const model = mlp({ ...shape, dropout: 0.5, seed: 1 });
  const xs = images();
  const single = (model.predict(xs) as tf.Tensor2D).arraySync();
  const votes = predictionsUnderDropout(model, xs, { masks: 3, seed: 5 });
  assert.deepEqual([votes.length, votes[0].length, votes[0][0].length], [3, 4, 3], 'masks, images, classes');
  for (const row of votes.flat()) assert.ok(Math.abs(row.reduce((sum, value) => sum + value) - 1) < 1e-5);
  assert.notDeepEqual(votes[0], votes[1]);
  assert.deepEqual(predictionsUnderDropout(model, xs, { masks: 3, seed: 5 }), votes);
  assert.notDeepEqual(predictionsUnderDropout(model, xs, { masks: 3, seed: 6 }), votes);
  assert.deepEqual((model.predict(xs) as tf.Tensor2D).arraySync(), single, 'the model is as it was');
  assert.ok(!xs.isDisposed, 'the tensor stays its owner’s');
  tf.dispose(xs);
  model.dispose();
});

test('of a linear network the mean over many masks is the pass with all units', () => {
  const model = tf.sequential({
    layers: [
      tf.layers.dropout({ rate: 0.5, inputShape: [8] }),
      tf.layers.dense({ units: 2, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
    ],
  });
  const xs = tf.ones([1, 8]);
  const [whole] = (model.predict(xs) as tf.Tensor2D).arraySync();
  const votes = predictionsUnderDropout(model, xs, { masks: 400 });
  whole.forEach((value, k) => {
    const values = votes.map(([row]) => row[k]);
    const mean = values.reduce((sum, one) => sum + one) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
    // Five times the standard deviation of a mean of 400.
    assert.ok(Math.abs(mean - value) < (5 * deviation) / 20, `${mean} is not ${value}`);
  });
  tf.dispose(xs);
  model.dispose();
});

test('running statistics of batch normalization stay, and no tensor is left', () => {
  const model = smallVgg({ inputShape: [8, 8, 1], filters: 2, batchNormalization: true, dropout: 0.5 });
  const xs = tf.ones([2, 8, 8, 1]);
  const weights = () => model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const before = weights();
  predictionsUnderDropout(model, xs, { masks: 1 });
  const { numTensors } = tf.memory();
  predictionsUnderDropout(model, xs, { masks: 2 });
  assert.equal(tf.memory().numTensors, numTensors);
  assert.deepEqual(weights(), before);
  tf.dispose(xs);
  model.dispose();
});

test('a model without dropout is refused', () => {
  const model = mlp(shape);
  assert.throws(() => predictionsUnderDropout(model, tf.ones([1, 6, 6, 1])), {
    name: 'UserError',
    message: /has no dropout/,
  });
  model.dispose();
});
