import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import {
  autoencoder,
  captioner,
  dcgan,
  parameterCount,
  variationalAutoencoder,
  visionTransformer,
} from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { savedCopy } from './saved-copy';

before(() => engineReady({ quiet: true }));

const shapeOf = (model: tf.LayersModel, side: 'inputs' | 'outputs' = 'outputs') =>
  model[side].map(({ shape }) => shape.slice(1));
const first = (model: tf.LayersModel) => Array.from(model.getWeights()[0].dataSync());

test('an auto-encoder has the parameters of its formula, and its halves share their weights with it', () => {
  for (const [code, f, height, width, c] of [
    [32, 16, 28, 28, 1],
    [5, 3, 12, 20, 3],
  ]) {
    const { model, encoder, decoder } = autoencoder({ code, filters: f, inputShape: [height, width, c] });
    assert.deepEqual(shapeOf(encoder), [[1, 1, code]]);
    assert.deepEqual(shapeOf(model), [[height, width, c]]);
    const dense = 2 * f * (height / 4) * (width / 4) * code;
    assert.equal(parameterCount(encoder), 9 * c * f + f + 18 * f * f + 2 * f + dense + code);
    assert.equal(parameterCount(decoder), dense + 2 * f + 18 * f * f + f + 9 * f * c + c);
    const x = tf.randomUniform([2, height, width, c], 0, 1, 'float32', 3);
    const whole = (model.predict(x) as tf.Tensor).dataSync();
    const inTwo = (decoder.predict(encoder.predict(x) as tf.Tensor) as tf.Tensor).dataSync();
    assert.deepEqual(whole, inTwo);
  }
});

test('a variational auto-encoder gives a mean and a log-variance of each latent number, and images', () => {
  const { encoder, decoder } = variationalAutoencoder({ latent: 3, filters: 4, units: 10, inputShape: [8, 12, 3] });
  assert.deepEqual(shapeOf(encoder), [[3], [3]]);
  assert.deepEqual(encoder.outputNames, ['mean', 'log_variance']);
  assert.deepEqual([shapeOf(decoder, 'inputs'), shapeOf(decoder)], [[[3]], [[8, 12, 3]]]);
  const whole = variationalAutoencoder({ filters: 2, units: 8 });
  const x = tf.randomUniform([2, 28, 28, 1], 0, 1, 'float32', 5);
  const [means] = whole.encoder.predict(x) as tf.Tensor[];
  assert.deepEqual(
    (whole.model.predict(x) as tf.Tensor).dataSync(),
    (whole.decoder.predict(means) as tf.Tensor).dataSync(),
  );
  const maps = 2 * 3 * 8; // a quarter of each side, twice the filters
  assert.equal(parameterCount(encoder), 3 * 9 * 4 + 4 + (4 * 9 * 8 + 8) + (maps * 10 + 10) + 2 * (10 * 3 + 3));
  assert.equal(parameterCount(decoder), 3 * 10 + 10 + (10 * maps + maps) + (8 * 9 * 4 + 4) + (4 * 9 * 3 + 3));
});

test('the two networks of a DCGAN fit together', () => {
  const { generator, discriminator } = dcgan({ noise: 7, filters: 4, imageShape: [12, 8, 3] });
  assert.deepEqual([shapeOf(generator, 'inputs'), shapeOf(generator)], [[[7]], [[12, 8, 3]]]);
  assert.deepEqual([shapeOf(discriminator, 'inputs'), shapeOf(discriminator)], [[[12, 8, 3]], [[1]]]);
  const maps = 3 * 2 * 8;
  assert.equal(parameterCount(generator), 7 * maps + 2 * maps + 16 * 8 * 4 + 2 * 4 + (16 * 4 * 3 + 3));
  assert.equal(parameterCount(discriminator), 16 * 3 * 4 + 4 + (16 * 4 * 8 + 8) + (maps + 1));
  const images = generator.predict(tf.randomNormal([5, 7], 0, 1, 'float32', 1)) as tf.Tensor;
  assert.ok(images.min().dataSync()[0] >= 0 && images.max().dataSync()[0] <= 1);
});

test('the same seed gives the same weights, another seed others', () => {
  const models = (seed: number) => [
    autoencoder({ seed }).model,
    variationalAutoencoder({ seed }).encoder,
    variationalAutoencoder({ seed }).decoder,
    dcgan({ seed }).generator,
    dcgan({ seed }).discriminator,
  ];
  const [one, same, other] = [1, 1, 2].map((seed) => models(seed).map(first));
  assert.deepEqual(one, same);
  one.forEach((weights, i) => {
    assert.notDeepEqual(weights, other[i]);
  });
});

test('a saved auto-encoder comes back with its halves and its outputs', async () => {
  const { model } = autoencoder({ code: 4, filters: 2 });
  const copy = await savedCopy(model);
  const x = tf.randomUniform([2, 28, 28, 1], 0, 1, 'float32', 4);
  assert.deepEqual((copy.predict(x) as tf.Tensor).dataSync(), (model.predict(x) as tf.Tensor).dataSync());
  assert.deepEqual(
    copy.layers.map(({ name }) => name),
    ['encoder', 'decoder'],
  );
});

test('images that cannot be halved twice, and impossible options, get a sentence', () => {
  for (const [make, sentence] of [
    [() => autoencoder({ inputShape: [30, 28, 1] }), /multiples of 4, got 30 × 28/],
    [() => variationalAutoencoder({ latent: 0 }), /latent must be a whole number of at least 1/],
    [() => dcgan({ dropout: 1 }), /dropout must be a share/],
    [() => dcgan({ imageShape: [28, 28] as never }), /imageShape must be \[height, width, channels\]/],
  ] as const) {
    assert.throws(make, (error: Error) => error instanceof UserError && sentence.test(error.message));
  }
});

test('an option that nobody reads gets a sentence that names those there are', () => {
  for (const [make, sentence] of [
    [() => autoencoder({ codes: 4 } as never), /autoencoder: expected .*code.*"codes"/],
    [() => variationalAutoencoder({ latents: 3 } as never), /variationalAutoencoder: expected .*latent.*"latents"/],
    [() => dcgan({ inputShape: [28, 28, 1] } as never), /dcgan: expected imageShape.*"inputShape"/],
    [() => visionTransformer({ patches: 4 } as never), /visionTransformer: expected .*patch.*"patches"/],
    [() => captioner({ word: 20 } as never), /captioner: expected words.*"word"/],
  ] as const) {
    assert.throws(make, { name: 'ShapeError', message: sentence });
  }
});
