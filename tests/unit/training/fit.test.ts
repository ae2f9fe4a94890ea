import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ImageDataset } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { optimizers } from '../../../lib/src/maths';
import { evaluate, fit, type TrainingEvent } from '../../../lib/src/training';
import { classifier, clouds, weightsOf } from './small-task';

before(() => engineReady({ quiet: true }));

test('it learns, and tells what happened in order', async () => {
  const data = clouds(100, 1);
  const model = classifier();
  const events: TrainingEvent[] = [];
  const history = await fit(model, data, {
    epochs: 20,
    batchSize: 32,
    learningRate: 0.05,
    validation: 0.2,
    onEvent: (event) => void events.push(event),
  });
  assert.ok(history.accuracy[19] > 0.9, `accuracy ${history.accuracy[19]}`);
  assert.ok(history.loss[19] < history.loss[0] / 2);
  assert.equal(history.batchLoss.length, 20 * 3, '80 examples make 3 batches of at most 32');
  assert.deepEqual(
    [history.validationLoss.length, history.validationAccuracy.length, history.stopped],
    [20, 20, false],
  );
  const epoch = ['batch', 'batch', 'batch', 'epoch'];
  assert.deepEqual(
    events.map(({ type }) => type),
    ['begin', ...Array.from({ length: 20 }, () => epoch).flat(), 'end'],
  );
  const begin = events[0] as Extract<TrainingEvent, { type: 'begin' }>;
  assert.deepEqual([begin.epochs, begin.batches, begin.hasAccuracy, begin.hasValidation], [20, 3, true, true]);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('Adadelta is that of the course: it takes other steps than SGD', async () => {
  const [xs, ys] = [tf.ones([1, 1]), tf.zeros([1, 1])];
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [1], units: 1, useBias: false, kernelInitializer: 'ones' })],
  });
  await fit(model, { xs, ys }, { epochs: 30, optimizer: 'adadelta', learningRate: 0.5, loss: 'meanSquaredError' });
  const { step, memory: start } = optimizers.adadelta;
  const settings = { learningRate: 0.5, gamma: 0, beta1: 0.95, beta2: 0.95, epsilon: 1e-8 };
  let [w, memory] = [1, start];
  for (let t = 1; t <= 30; t++) {
    const next = step(2 * w, memory, settings); // the loss is w²
    w += next.change;
    memory = next.memory;
  }
  const [learnt] = weightsOf(model);
  assert.ok(Math.abs(learnt - w) < 1e-5, `${learnt} instead of ${w}`);
  assert.ok(learnt > 0.5, 'so many steps of SGD end at 0');
  tf.dispose([xs, ys]);
  model.dispose();
});

test('the held-out share is not learnt from, and the rest is, each example once an epoch', async () => {
  const xs = tf.tensor2d(Array.from({ length: 20 }, (_, i) => [2 ** i / 2 ** 20]));
  const ys = tf.zeros([20, 1]);
  const model = tf.sequential({
    layers: [tf.layers.dense({ inputShape: [1], units: 1, useBias: false, kernelInitializer: 'ones' })],
  });
  // With frozen steps, the loss of a single example tells which one it was: its bit.
  const seen: number[][] = [];
  const heldOut: number[] = [];
  const bitOf = (loss: number) => Math.round(Math.log2(loss * 2 ** 20));
  await fit(
    model,
    { xs, ys },
    {
      epochs: 3,
      batchSize: 1,
      optimizer: 'sgd',
      learningRate: 1e-30,
      validation: 0.05,
      loss: (_, predictions) => tf.mean(predictions) as tf.Scalar,
      onEvent(event) {
        if (event.type === 'batch') seen[event.epoch] = [...(seen[event.epoch] ?? []), bitOf(event.loss)];
        if (event.type === 'epoch') heldOut.push(bitOf(event.validationLoss as number));
      },
    },
  );
  const [left] = heldOut;
  assert.deepEqual(heldOut, [left, left, left]);
  const others = Array.from({ length: 20 }, (_, i) => i).filter((i) => i !== left);
  for (const order of seen)
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      others,
    );
  assert.notDeepEqual(seen[0], seen[1], 'each epoch has an order of its own');
  tf.dispose([xs, ys]);
  model.dispose();
});

test('the mean loss of an epoch weighs each example alike', async () => {
  const data = clouds(10, 2);
  const model = classifier();
  const history = await fit(model, data, { epochs: 1, batchSize: 4, optimizer: 'sgd' });
  const [a, b, c] = history.batchLoss;
  assert.ok(Math.abs(history.loss[0] - (4 * a + 4 * b + 2 * c) / 10) < 1e-9);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('the same seed gives the same training, dropout included; another one does not', async () => {
  const data = clouds(60, 3);
  const trainings: { losses: number[]; weights: number[] }[] = [];
  for (const seed of [1, 1, 2]) {
    const model = classifier(5, 0.5);
    const { batchLoss } = await fit(model, data, { epochs: 3, batchSize: 16, seed });
    trainings.push({ losses: batchLoss, weights: weightsOf(model) });
    model.dispose();
  }
  assert.deepEqual(trainings[0], trainings[1]);
  assert.notDeepEqual(trainings[0].losses, trainings[2].losses);
  tf.dispose([data.xs, data.ys]);
});

test('one step of SGD is the gradient, taken by hand', async () => {
  const data = clouds(8, 4);
  const model = classifier(6);
  const before = weightsOf(model);
  const expected = tf.tidy(() => {
    const loss = () =>
      tf.losses.softmaxCrossEntropy(
        data.ys,
        // the softmax of a logarithm of probabilities is those probabilities
        tf.log(model.apply(data.xs) as tf.Tensor),
      ) as tf.Scalar;
    const { grads } = tf.variableGrads(loss);
    return model.trainableWeights.flatMap((weight) =>
      Array.from(grads[(weight.read() as tf.Variable).name].dataSync()),
    );
  });
  await fit(model, data, { epochs: 1, batchSize: 8, optimizer: tf.train.sgd(0.1) });
  weightsOf(model).forEach((weight, i) => {
    assert.ok(Math.abs(weight - (before[i] - 0.1 * expected[i])) < 1e-5, `weight ${i}`);
  });
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('a schedule decides each step, and is told where it stands', async () => {
  const data = clouds(8, 5);
  const model = classifier();
  const seen: number[] = [];
  const optimizer = tf.train.sgd(9);
  await fit(model, data, {
    epochs: 2,
    batchSize: 4,
    optimizer,
    learningRate({ epoch, step, steps }) {
      seen.push(epoch, step, steps);
      return step === 3 ? 0.25 : 0.5;
    },
  });
  assert.deepEqual(seen, [0, 0, 4, 0, 1, 4, 1, 2, 4, 1, 3, 4]);
  assert.equal((optimizer as unknown as { learningRate: number }).learningRate, 0.25);
  optimizer.dispose();
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});

test('a data set of images, its held-out part and another set to validate with', async () => {
  const pixels = Uint8Array.from({ length: 40 * 4 }, (_, i) => (Math.floor(i / 4) % 2 === 0 ? 250 : 5));
  const labels = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
  const images = new ImageDataset({
    name: 'bright or dark',
    classNames: ['bright', 'dark'],
    height: 2,
    width: 2,
    channels: 1,
    pixels,
    labels,
  });
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [2, 2, 1] }),
      tf.layers.dense({
        units: 2,
        activation: 'softmax',
        kernelInitializer: tf.initializers.glorotUniform({ seed: 7 }),
      }),
    ],
  });
  const { validationAccuracy } = await fit(model, images, {
    epochs: 30,
    batchSize: 8,
    learningRate: 0.1,
    validation: images,
  });
  assert.equal(validationAccuracy.at(-1), 1);
  assert.equal((await evaluate(model, images)).accuracy, 1);
  model.dispose();
});

test('1,000 steps keep no tensor', async () => {
  const data = clouds(100, 6);
  const model = classifier();
  const before = tf.memory().numTensors;
  const { batchLoss } = await fit(model, data, { epochs: 100, batchSize: 10, validation: 0.1 });
  assert.equal(batchLoss.length, 900);
  await fit(model, data, { epochs: 10, batchSize: 10 });
  assert.equal(tf.memory().numTensors, before);
  tf.dispose([data.xs, data.ys]);
  model.dispose();
});
