import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { cnn, featureExtractor, freeze, resnet, setTrainable, unfreeze, withHead } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { featuresOf, fit } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const small = () => cnn({ inputShape: [8, 8, 1], classes: 3, filters: 2, denseUnits: 5, batchNormalization: true });
const images = (count: number) => tf.randomUniform([count, 8, 8, 1], 0, 1, 'float32', 3);
const labels = (count: number) =>
  tf
    .oneHot(
      Array.from({ length: count }, (_, i) => i % 3),
      3,
    )
    .toFloat();
const values = (model: tf.LayersModel, layer: string) =>
  model
    .getLayer(layer)
    .getWeights()
    .map((weight) => Array.from(weight.dataSync()));
const sentence = (message: RegExp) => (error: Error) => error instanceof UserError && message.test(error.message);

test('the rest of the network makes of extracted features what the whole makes of the images', () => {
  const model = small();
  const extractor = featureExtractor(model, 'dense1');
  assert.equal(extractor.name, 'cnn_until_dense1');
  tf.tidy(() => {
    const xs = images(4);
    const features = extractor.predict(xs) as tf.Tensor2D; // [4, 5]
    assert.deepEqual(features.shape, [4, 5]);
    const [kernel, bias] = model.getLayer('output').getWeights();
    const expected = tf.softmax(tf.add(tf.matMul(features, kernel as tf.Tensor2D), bias));
    const difference = tf.max(tf.abs(tf.sub(expected, model.predict(xs) as tf.Tensor))).dataSync()[0];
    assert.ok(difference < 1e-6, String(difference));
  });
  assert.throws(
    () => featureExtractor(model, 'dense9'),
    sentence(/^cnn has no layer 'dense9'; its layers are .*output\.$/),
  );
  model.dispose();
});

test('a new head comes after the cut, and shares the layers before it', () => {
  const model = resnet(18, { inputShape: [32, 32, 3], classes: 10 });
  const pooled = withHead(model, { classes: 4 });
  assert.deepEqual(
    pooled.layers.slice(-2).map(({ name }) => name),
    ['avg_pool', 'head_output'],
  );
  const deep = withHead(model, { at: 'stage2_block2_relu', classes: 3, hiddenUnits: 6, dropout: 0.5, seed: 2 });
  assert.deepEqual(
    deep.layers.slice(-5).map(({ name, outputShape }) => [name, outputShape]),
    [
      ['head_pool', [null, 128]],
      ['head_dense_dropout', [null, 128]],
      ['head_dense', [null, 6]],
      ['head_output_dropout', [null, 6]],
      ['head_output', [null, 3]],
    ],
  );
  assert.equal(deep.getLayer('conv1_conv'), model.getLayer('conv1_conv'));
  assert.throws(
    () => withHead(model, { classes: 1 }),
    sentence(/^classes must be a whole number of at least 2, got 1\.$/),
  );
  assert.throws(() => withHead(model, { classes: 3, dropout: 1 }), sentence(/^dropout must be from 0 up to/));
  assert.throws(() => withHead(model, { classes: 3, at: 'avgpool' }), sentence(/^resnet18 has no layer 'avgpool'/));
  model.dispose();
});

test('training changes what is not frozen, and nothing else: batch normalization keeps its running statistics too', async () => {
  const model = small();
  const names = model.layers.filter((layer) => layer.weights.length > 0).map(({ name }) => name);
  const before = names.map((name) => values(model, name));
  freeze(model, 'block2_pool');
  const [xs, ys] = [images(12), labels(12)];
  await fit(model, { xs, ys }, { epochs: 2, batchSize: 4, optimizer: 'sgd', learningRate: 0.1 });
  names.forEach((name, i) => {
    const isFrozen = name.startsWith('block');
    if (isFrozen) assert.deepEqual(values(model, name), before[i], name);
    else assert.notDeepEqual(values(model, name), before[i], name);
  });
  const statistics = values(model, 'block1_conv1_norm').slice(2);
  unfreeze(model);
  await fit(model, { xs, ys }, { epochs: 1, batchSize: 4, optimizer: 'sgd', learningRate: 0.1 });
  assert.notDeepEqual(values(model, 'block1_conv1_norm').slice(2), statistics);
  tf.dispose([xs, ys]);
  model.dispose();
});

test('a frozen model gives in training what it gives in use', () => {
  const model = small();
  const difference = () =>
    tf.tidy(() => {
      const xs = tf.mul(images(6), 5);
      const [training, use] = [true, false].map((flag) => model.apply(xs, { training: flag }) as tf.Tensor);
      return tf.max(tf.abs(tf.sub(training, use))).dataSync()[0];
    });
  assert.ok(difference() > 1e-3, 'batch normalization makes a difference');
  freeze(model);
  assert.equal(difference(), 0);
  assert.equal(model.trainableWeights.length, 0);
  model.dispose();
});

test('layers are frozen up to one, from one on, or by a rule', () => {
  const model = small();
  const trainable = () => model.layers.filter((layer) => layer.trainable).map(({ name }) => name);
  freeze(model, 'dense1');
  assert.deepEqual(trainable(), ['output']);
  unfreeze(model, 'flatten');
  assert.deepEqual(trainable(), ['flatten', 'dense1', 'output']);
  setTrainable(model, ({ name }) => name.startsWith('block2'));
  assert.ok(trainable().every((name) => name.startsWith('block2')) && trainable().length > 1);
  assert.throws(() => freeze(model, 'head'), sentence(/^cnn has no layer 'head'/));
  assert.throws(() => unfreeze(model, 'head'), sentence(/^cnn has no layer 'head'/));
  model.dispose();
});

test('features of a data set are computed batch by batch, with their labels', async () => {
  const model = small();
  const extractor = featureExtractor(model, 'dense1');
  const [xs, ys] = [images(7), labels(7)];
  const tensorsBefore = tf.memory().numTensors;
  const features = await featuresOf(extractor, { xs, ys }, { batchSize: 3, prepare: (batch) => tf.mul(batch, 2) });
  assert.equal(tf.memory().numTensors, tensorsBefore + 2);
  tf.tidy(() => {
    const expected = extractor.predict(tf.mul(xs, 2)) as tf.Tensor;
    assert.ok(tf.max(tf.abs(tf.sub(expected, features.xs))).dataSync()[0] < 1e-6);
  });
  assert.deepEqual(features.ys.arraySync(), ys.arraySync());
  await assert.rejects(featuresOf(extractor, { xs, ys }, { batchSize: 0 }), sentence(/^batchSize must be/));
  tf.dispose([xs, ys, features.xs, features.ys]);
  model.dispose();
});
