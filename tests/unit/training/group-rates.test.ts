import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { initializers, type OptimizerName, random } from '../../../lib/src/maths';
import { courseOptimizer, type FitOptions, fit } from '../../../lib/src/training';
import { clouds } from './small-task';

before(() => engineReady({ quiet: true }));

/** Three dense layers, always with the same first weights. */
function threeLayers(): tf.Sequential {
  const generator = random(7);
  const dense = (name: string, inputs: number, units: number, activation: 'tanh' | 'softmax') =>
    tf.layers.dense({
      name,
      units,
      activation,
      ...(name === 'stage1' ? { inputShape: [inputs] } : {}),
      weights: [
        tf.tensor2d(initializers.xavierNormal.sample([inputs, units], generator) as number[][]),
        tf.zeros([units]),
      ],
    });
  const layers = [dense('stage1', 2, 5, 'tanh'), dense('stage2', 5, 4, 'tanh'), dense('head', 4, 2, 'softmax')];
  return tf.sequential({ layers });
}

/** How much each layer's kernel and bias changed, as one list a layer. */
async function changes(options: FitOptions): Promise<Record<string, number[]>> {
  const data = clouds(64, 1);
  const model = threeLayers();
  const values = () =>
    model.layers.map((layer) => layer.getWeights().flatMap((weight) => Array.from(weight.dataSync())));
  const start = values();
  await fit(model, data, { batchSize: 64, ...options });
  const end = values();
  tf.dispose([data.xs, data.ys]);
  const result = model.layers.map((layer, i) => [layer.name, end[i].map((value, k) => value - start[i][k])]);
  model.dispose();
  return Object.fromEntries(result);
}

function assertTimes(got: number[], plain: number[], factor: number, tolerance: number): void {
  assert.ok(plain.some((value) => Math.abs(value) > 1e-4));
  got.forEach((value, i) => {
    const expected = factor * plain[i];
    assert.ok(Math.abs(value - expected) <= tolerance, `${value} instead of ${expected}`);
  });
}

test('with SGD, one step changes each layer by its factor times what the plain step changes', async () => {
  const plain = await changes({ epochs: 1, optimizer: 'sgd', learningRate: 0.5 });
  const own = await changes({
    epochs: 1,
    optimizer: 'sgd',
    learningRate: 0.5,
    learningRates: { stage1: 0, stage2: 0.1, head: 2 },
  });
  assert.ok(own.stage1.every((change) => change === 0));
  assertTimes(own.stage2, plain.stage2, 0.1, 2e-7);
  assertTimes(own.head, plain.head, 2, 2e-7);
});

test('the names of groups are beginnings, and the longer one counts', async () => {
  const plain = await changes({ epochs: 1, optimizer: 'sgd', learningRate: 0.5 });
  const own = await changes({
    epochs: 1,
    optimizer: 'sgd',
    learningRate: 0.5,
    learningRates: { stage: 0.5, stage2: 0.25 },
  });
  assertTimes(own.stage1, plain.stage1, 0.5, 2e-7);
  assertTimes(own.stage2, plain.stage2, 0.25, 2e-7);
  assert.deepEqual(own.head, plain.head);
});

// All layers alike are one smaller learning rate, whatever the rule remembers: over 30 steps, which on the native engine go
// from single operations to a graph.
const rules: OptimizerName[] = ['sgd', 'momentum', 'adagrad', 'adadelta', 'rmsprop', 'adam'];
for (const name of rules) {
  test(`${name}: a factor for all layers is the same as a smaller learning rate, step after step`, async () => {
    const options = { epochs: 30, learningRates: { stage: 0.1, head: 0.1 } };
    const slow = await changes({ epochs: 30, optimizer: name, learningRate: 0.004 });
    const own = await changes({ ...options, optimizer: name, learningRate: 0.04 });
    for (const layer of Object.keys(slow)) assertTimes(own[layer], slow[layer], 1, 1e-5);
  });
}

test('the course’s own Adam obeys, too', async () => {
  const slow = await changes({ epochs: 10, optimizer: courseOptimizer('adam', { learningRate: 0.004 }) });
  const own = await changes({
    epochs: 10,
    optimizer: courseOptimizer('adam', { learningRate: 0.04 }),
    learningRates: { stage: 0.1, head: 0.1 },
  });
  for (const layer of Object.keys(slow)) assertTimes(own[layer], slow[layer], 1, 1e-5);
});

test('a factor may be a schedule: a layer that starts later', async () => {
  const late = { stage1: ({ step }: { step: number }) => Number(step >= 1) };
  const one = await changes({ epochs: 1, optimizer: 'sgd', learningRate: 0.5, learningRates: late });
  const two = await changes({ epochs: 2, optimizer: 'sgd', learningRate: 0.5, learningRates: late });
  assert.ok(one.stage1.every((change) => change === 0));
  assert.ok(two.stage1.some((change) => change !== 0));
});

test('a group without layers, and a factor that cannot be, get one sentence', async () => {
  const refuses = (learningRates: object, message: RegExp) =>
    assert.rejects(changes({ learningRates: learningRates as never }), { name: 'UserError', message });
  await refuses({ stage4: 0.1 }, /the group 'stage4', but .* has no layer .*: its layers are stage1, stage2, head\.$/);
  await refuses({ head: -1 }, /^learningRates of 'head' must be a factor from 0 or a schedule, got -1\.$/);
  await refuses({ head: () => Number.NaN }, /must give a learning rate of 0 or more; at step 0 of 5 it gave NaN/);
});
