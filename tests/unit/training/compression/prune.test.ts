import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { sparsityOf } from '../../../../lib/src/maths';
import { cnn } from '../../../../lib/src/models';
import { kernelsOf } from '../../../../lib/src/models/kernels-of';
import { UserError } from '../../../../lib/src/project';
import { fit, prune } from '../../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const choices = { inputShape: [8, 8, 1] as [number, number, number], filters: 4, denseUnits: 8, classes: 3 };
const numbers = (model: tf.LayersModel) => kernelsOf(model).map(({ value }) => Array.from(value.read().dataSync()));
const examples = () => ({
  xs: tf.randomNormal([40, 8, 8, 1], 0, 1, 'float32', 3),
  ys: tf
    .oneHot(
      tf.tensor1d(
        Array.from({ length: 40 }, (_, i) => i % 3),
        'int32',
      ),
      3,
    )
    .toFloat(),
});

test('the smallest weights are gone, and stay gone while the others are trained', async () => {
  const model = cnn(choices);
  const before = numbers(model);
  const data = examples();
  const heard: string[] = [];
  const pruned = prune(model, { sparsity: 0.75 });
  const gone = numbers(model).map((layer) => layer.map((w) => w === 0));
  const largestGone = Math.max(...before.flatMap((layer, i) => layer.filter((_, j) => gone[i][j]).map(Math.abs)));
  const smallestLeft = Math.min(...before.flatMap((layer, i) => layer.filter((_, j) => !gone[i][j]).map(Math.abs)));
  assert.ok(largestGone <= smallestLeft);
  assert.equal(sparsityOf(numbers(model).flat()), Math.round(0.75 * before.flat().length) / before.flat().length);

  await fit(model, data, {
    epochs: 2,
    optimizer: 'adam',
    onEvent: pruned.keep((event) => void heard.push(event.type)),
  });
  const after = numbers(model);
  assert.deepEqual(
    after.map((layer) => layer.map((w) => w === 0)),
    gone,
  );
  assert.ok(
    after.flat().some((w, i) => w !== 0 && w !== before.flat()[i]),
    'the others have learnt',
  );
  assert.ok(heard.includes('begin') && heard.includes('end'));
  pruned.dispose();
  model.dispose();
  tf.dispose(data);
});

test('layer by layer, each kernel loses the same share, and biases nothing', () => {
  const model = cnn({ ...choices, seed: 2 });
  const biases = model.layers.flatMap((layer) => layer.getWeights().slice(1));
  for (const bias of biases) assert.equal(bias.rank, 1);
  const pruned = prune(model, { sparsity: 0.5, scope: 'layer' });
  for (const { weights, left } of pruned.layers) assert.equal(left, weights - Math.round(weights / 2));
  assert.deepEqual(
    pruned.layers.map(({ layer }) => layer),
    ['block1_conv1', 'block2_conv1', 'dense1', 'output'],
  );
  pruned.dispose();
  model.dispose();
});

test('what cannot be pruned is told in one sentence', () => {
  const model = cnn(choices);
  assert.throws(() => prune(model, { sparsity: 90 }), /^UserError: sparsity must be from 0 to 1, got 90\.$/);
  assert.throws(() => prune(model, { sparsity: 0.5, scope: 'all' as 'layer' }), UserError);
  model.dispose();
});
