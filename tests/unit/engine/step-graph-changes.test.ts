import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { agrees, batches, image, networks, plain, sequential } from './step-networks';
import { closeTo, example, graphs, setWeights, skips, train, weightsAfter } from './train-steps';

const { layers } = tf;

describe('what changes from step to step changes in a graph too', () => {
  const dropout = () => [
    layers.flatten(),
    layers.dense({ units: 9 }),
    layers.dropout({ rate: 0.4 }),
    layers.dense({ units: 3, activation: 'softmax' }),
  ];
  type Settable = { seed?: number; rate: number; alpha: number };
  const layer = (model: tf.LayersModel, place: number) => model.layers[place] as unknown as Settable;
  agrees('the seed of dropout', sequential(dropout), batches(9), 1, (model, step) => {
    layer(model, 3).seed = 10 + step;
  });
  agrees('the rate of dropout: another graph', sequential(dropout), batches(17), 2, (model, step) => {
    layer(model, 3).seed = 10;
    layer(model, 3).rate = step < 8 ? 0.4 : 0.2;
  });
  test('masks without a seed', async (t) => {
    if (skips(t)) return;
    await tf.setBackend('tensorflow');
    const model = sequential(dropout, () => tf.train.sgd(0))();
    setWeights(model);
    const losses = new Set<number>();
    for (let step = 0; step < 12; step++) losses.add((await train(model, example(5, image, 3, 1)))[0]);
    assert.equal(graphs(), 1);
    assert.ok(losses.size > 9, `${losses.size} different losses in 12 steps`);
    model.dispose();
  });
  agrees(
    'the learning rate',
    sequential(plain, () => tf.train.adam(0.01)),
    batches(9),
    1,
    (model, step) => {
      (model.optimizer as unknown as { learningRate: number }).learningRate = 0.01 * (step + 1);
    },
  );
  agrees('weights that the user sets', sequential(plain), batches(11), 1, (model, step) => {
    if (step === 8) setWeights(model);
  });
  const functional = () => {
    const { inputs, outputs } = sequential(plain)();
    const model = tf.model({ inputs, outputs });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    return model;
  };
  agrees('layers that are frozen: another graph', functional, batches(16), 2, (model, step) => {
    if (step !== 8) return;
    model.layers[1].trainable = false;
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  });
  test("a loss of the user's: no graph", async (t) => {
    if (skips(t)) return;
    let factor = 1;
    const make = () => {
      const model = sequential(plain)();
      const loss = (labels: tf.Tensor, outputs: tf.Tensor) => tf.losses.meanSquaredError(labels, outputs).mul(factor);
      model.compile({ optimizer: tf.train.sgd(0.1), loss });
      return model;
    };
    const change = (_: tf.LayersModel, step: number) => {
      factor = step < 8 ? 1 : 3;
    };
    const expected = await weightsAfter('cpu', make, batches(10), change);
    const got = await weightsAfter('tensorflow', make, batches(10), change);
    assert.equal(got.graphs, 0);
    closeTo(got.values, expected.values, 2e-4);
  });
  agrees(
    'a method of a layer that the user replaces: no graph any more',
    sequential(plain),
    batches(10),
    1,
    (model, step) => {
      if (step !== 8) return;
      const dense = model.layers.at(-1) as tf.layers.Layer;
      const call = dense.call.bind(dense);
      dense.call = (inputs, kwargs) => tf.square(call(inputs, kwargs) as tf.Tensor);
    },
  );
});

test('1,000 steps keep no tensor, and no file', async (t) => {
  if (skips(t)) return;
  await tf.setBackend('tensorflow');
  const files = () => readdirSync(tmpdir()).filter((name) => name.startsWith('convolab-graph-'));
  const before = files();
  const model = sequential(networks['batch normalization'], () => tf.train.adam(0.001))();
  const [xs, ys] = [
    tf.randomUniform([40, ...image], 0, 1, 'float32', 1),
    tf.oneHot(tf.range(0, 40, 1, 'int32').mod(3).toInt(), 3),
  ];
  const fit = (epochs: number) => model.fit(xs, ys, { epochs, batchSize: 12, verbose: 0, yieldEvery: 'never' });
  await fit(8); // 3 batches of 12 and one of 4 an epoch
  assert.equal(graphs(), 2);
  const tensors = tf.memory().numTensors;
  const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number } };
  const native = binding.getNumOfTensors();
  await fit(250);
  assert.equal(tf.memory().numTensors, tensors);
  assert.equal(binding.getNumOfTensors(), native);
  assert.equal(graphs(), 2);
  assert.deepEqual(files(), before);
  model.dispose();
  tf.dispose([xs, ys]);
  assert.equal(graphs(), 0);
});
