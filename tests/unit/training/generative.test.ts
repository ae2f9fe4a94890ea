import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { discriminatorLoss, generatorLoss, random } from '../../../lib/src/maths';
import { dcgan, variationalAutoencoder } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import {
  addNoise,
  augment,
  type GanHistory,
  ganLosses,
  generated,
  type LossNews,
  trainGan,
  trainVariational,
  variationalLosses,
} from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const shape: [number, number, number] = [8, 8, 1];

/** Bright squares at random places on a dark ground: images that have something to learn. The caller disposes of them. */
function squares(count: number, seed: number): { xs: tf.Tensor4D; ys: tf.Tensor2D } {
  const draw = random(seed);
  const values = new Float32Array(count * 64);
  for (let image = 0; image < count; image++) {
    const [top, left] = [draw.integer(5), draw.integer(5)];
    for (let y = top; y < top + 4; y++) for (let x = left; x < left + 4; x++) values[image * 64 + y * 8 + x] = 1;
  }
  return { xs: tf.tensor4d(values, [count, ...shape]), ys: tf.zeros([count, 1]) };
}

const numbers = (models: tf.LayersModel[]) =>
  models.flatMap((model) => model.getWeights().flatMap((weight) => Array.from(weight.dataSync())));
const last = (values: number[]) => values[values.length - 1];
const smallVae = (seed = 1) => variationalAutoencoder({ inputShape: shape, filters: 4, units: 16, latent: 2, seed });
const smallGan = (seed = 1) => dcgan({ imageShape: shape, filters: 4, noise: 6, seed });

describe('losses', () => {
  test('of a GAN are cross-entropies of its logits, and stay finite for any logit', () => {
    const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
    const [real, made, s] = [[1.5, -0.5, 3], [0.2, -2, 1], 0.1];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const expected =
      mean(real.map((logit) => -(1 - s) * Math.log(sigmoid(logit)) - s * Math.log(1 - sigmoid(logit)))) +
      mean(made.map((logit) => -Math.log(1 - sigmoid(logit))));
    const got = ganLosses.discriminator(tf.tensor1d(real), tf.tensor1d(made), s).dataSync()[0];
    assert.ok(Math.abs(got - expected) < 1e-6);
    const forGenerator = ganLosses.generator(tf.tensor1d(made)).dataSync()[0];
    assert.ok(Math.abs(forGenerator - mean(made.map((logit) => -Math.log(sigmoid(logit))))) < 1e-6);
    assert.ok(Math.abs(ganLosses.generator(tf.tensor1d([-200])).dataSync()[0] - 200) < 1e-3);
  });

  test('on tensors equal those from scratch', () => {
    const [real, made, s] = [[1.5, -0.5, 30], [0.2, -40], 0.1];
    const onTensors = ganLosses.discriminator(tf.tensor1d(real), tf.tensor1d(made), s).dataSync()[0];
    assert.ok(Math.abs(onTensors - discriminatorLoss(real, made, s)) < 1e-5);
    const forGenerator = ganLosses.generator(tf.tensor1d(made)).dataSync()[0];
    assert.ok(Math.abs(forGenerator - generatorLoss(made)) < 1e-5);
  });

  test('the slope of the non-saturating loss is σ − 1, near −1 where the generator is bad', () => {
    const logits = [-8, -1, 0.5, 4];
    const slopes = tf
      .grad((made) => ganLosses.generator(made))(tf.tensor1d(logits))
      .dataSync();
    slopes.forEach((slope, i) => {
      assert.ok(Math.abs(slope - (1 / (1 + Math.exp(-logits[i])) - 1) / 4) < 1e-6);
    });
  });

  test('of a variational auto-encoder are those of its formula, from what its networks give', () => {
    const vae = smallVae();
    const { xs } = squares(3, 1);
    const noise = tf.tensor2d([0.3, -1, 2, 0.1, -0.4, 0.9], [3, 2]);
    const [mean, logVariance] = (vae.encoder.predict(xs) as tf.Tensor[]).map((one) => one.arraySync() as number[][]);
    const draws = noise.arraySync();
    const points = mean.map((row, i) => row.map((mu, k) => mu + Math.exp(logVariance[i][k] / 2) * draws[i][k]));
    const images = (vae.decoder.predict(tf.tensor2d(points)) as tf.Tensor).dataSync();
    const pixels = xs.dataSync();
    let [reconstruction, divergence] = [0, 0];
    images.forEach((p, i) => {
      reconstruction -= (pixels[i] * Math.log(p) + (1 - pixels[i]) * Math.log(1 - p)) / 3;
    });
    mean.forEach((row, i) => {
      row.forEach((mu, k) => {
        const v = logVariance[i][k];
        divergence -= (0.5 * (1 + v - mu * mu - Math.exp(v))) / 3;
      });
    });
    const got = variationalLosses(vae, xs, noise);
    assert.ok(Math.abs(got.reconstruction.dataSync()[0] - reconstruction) < 1e-3);
    assert.ok(Math.abs(got.divergence.dataSync()[0] - divergence) < 1e-5);
  });
});

describe('training', () => {
  test('a variational auto-encoder learns, and the same seed learns the same', async () => {
    const data = squares(128, 2);
    const runs: { losses: number[]; weights: number[] }[] = [];
    for (const seed of [1, 1, 2]) {
      const vae = smallVae();
      const { losses, stopped } = await trainVariational(vae, data, {
        epochs: 8,
        batchSize: 16,
        learningRate: 0.005,
        seed,
      });
      assert.equal(stopped, false);
      assert.ok(last(losses.reconstruction) < 0.8 * losses.reconstruction[0]);
      assert.ok(last(losses.divergence) > 0);
      runs.push({ losses: losses.reconstruction, weights: numbers([vae.encoder, vae.decoder]) });
    }
    assert.deepEqual(runs[0], runs[1]);
    assert.notDeepEqual(runs[0].losses, runs[2].losses);
  });

  test('a large β keeps the points near the standard normal distribution', async () => {
    const data = squares(128, 3);
    const divergence: number[] = [];
    for (const beta of [0.1, 20]) {
      const { losses } = await trainVariational(smallVae(), data, {
        epochs: 8,
        batchSize: 16,
        learningRate: 0.005,
        beta,
      });
      divergence.push(last(losses.divergence));
    }
    assert.ok(divergence[1] < 0.3 * divergence[0]);
  });

  test('a GAN tells its losses and shows samples of the same noise; the same seed learns the same', async () => {
    const data = squares(64, 4);
    const news: LossNews[] = [];
    const runs = [];
    for (const seed of [1, 1]) {
      const gan = smallGan();
      const history = await trainGan(gan, data, {
        epochs: 3,
        batchSize: 16,
        samples: 5,
        seed,
        onEvent: (event) => void news.push(event),
      });
      assert.deepEqual([history.samples.length, history.samples[0].length], [4, 5]);
      assert.deepEqual([history.losses.generator.length, history.batchLosses.discriminator.length], [3, 12]);
      assert.notDeepEqual(history.samples[0], history.samples[3]);
      runs.push([history.batchLosses, history.samples, numbers([gan.generator, gan.discriminator])]);
    }
    assert.deepEqual(runs[0], runs[1]);
    assert.deepEqual(
      news.slice(0, 17).map(({ type }) => type),
      ['begin', ...[0, 1, 2].flatMap(() => [...Array(4).fill('batch'), 'epoch']), 'end'],
    );
    assert.deepEqual(news[0].type === 'begin' && news[0].losses, ['generator', 'discriminator']);
  });

  test('a generator learns where images are bright', async () => {
    const { xs, ys } = squares(1, 5); // always the same square
    const data = { xs: tf.tile(xs, [64, 1, 1, 1]), ys: tf.tile(ys, [64, 1]) };
    const gan = smallGan();
    const gap = () => {
      const images = generated(gan.generator, 20, 1);
      return tf.mean(tf.squaredDifference(images, xs)).dataSync()[0];
    };
    const start = gap();
    await trainGan(gan, data, { epochs: 40, batchSize: 16, learningRate: 0.003 });
    assert.ok(gap() < 0.5 * start, `from ${start} to ${gap()}`);
  });

  test('a signal ends it after the step, what was learnt stays, and nothing is left in memory', async () => {
    const data = squares(64, 6);
    const [gan, vae] = [smallGan(), smallVae()];
    const before = tf.memory().numTensors;
    for (const train of [
      (onEvent: (news: LossNews) => void, signal: AbortSignal) =>
        trainGan(gan, data, { epochs: 50, batchSize: 16, onEvent, signal }),
      (onEvent: (news: LossNews) => void, signal: AbortSignal) =>
        trainVariational(vae, data, { epochs: 50, batchSize: 16, onEvent, signal }),
    ]) {
      const controller = new AbortController();
      let weights: number[] = [];
      const history = await train((news) => {
        if (news.type !== 'batch' || news.epoch !== 1 || news.batch !== 2) return;
        weights = numbers([gan.generator, gan.discriminator, vae.encoder, vae.decoder]);
        controller.abort();
      }, controller.signal);
      const [some] = Object.values(history.batchLosses);
      assert.deepEqual([history.stopped, some.length], [true, 7]);
      assert.deepEqual(numbers([gan.generator, gan.discriminator, vae.encoder, vae.decoder]), weights);
      // one epoch was whole: samples of the start and of its end
      if ('samples' in history) assert.equal((history as GanHistory).samples.length, 2);
    }
    assert.equal(tf.memory().numTensors, before);
  });

  test('a loss that is no number ends it with a sentence, and the weights are numbers', async () => {
    const data = squares(32, 7);
    const spoilt = { xs: tf.mul(data.xs, Number.NaN), ys: data.ys };
    const [gan, vae] = [smallGan(), smallVae()];
    const isClear = (error: Error) =>
      error instanceof UserError && /loss became NaN at batch 1 of epoch 1/.test(error.message);
    await assert.rejects(trainVariational(vae, spoilt), isClear);
    await assert.rejects(trainGan(gan, spoilt), isClear);
    const trained = [gan.discriminator, vae.encoder, vae.decoder];
    assert.ok(numbers(trained).every(Number.isFinite));
  });

  test('what does not fit gets a sentence', async () => {
    const data = squares(8, 8);
    for (const [run, sentence] of [
      [() => trainGan(dcgan(), data), /inputs of shape \[8,8,1\], but the model takes \[28,28,1\]/],
      [() => trainVariational(variationalAutoencoder(), data), /but the model takes \[28,28,1\]/],
      [() => trainGan(smallGan(), data, { labelSmoothing: 0.6 }), /labelSmoothing must be from 0/],
      [() => trainVariational(smallVae(), data, { beta: 0 }), /beta must be a number above 0/],
      [() => trainGan(smallGan(), data, { learningRate: -1 }), /learningRate must be a number above 0/],
      [() => trainGan(smallGan(), data, { epochs: 0 }), /epochs must be a whole number/],
    ] as const) {
      await assert.rejects(run(), (error: Error) => error instanceof UserError && sentence.test(error.message));
    }
  });

  test('an option that nobody reads gets a sentence that names those there are', async () => {
    const data = squares(8, 8);
    await assert.rejects(
      trainGan(smallGan(), data, { smoothing: 0.1 } as never),
      /trainGan: expected .*labelSmoothing.*"smoothing"/,
    );
    await assert.rejects(
      trainVariational(smallVae(), data, { epoch: 1 } as never),
      /trainVariational: expected .*epochs.*"epoch"/,
    );
  });
});

test('noise changes the images by its deviation and not the labels', () => {
  const xs = tf.fill([4, 16, 16, 1], 0.5);
  const changed = augment({ xs, ys: xs }, addNoise({ deviation: 0.1 }), 1);
  const { mean, variance } = tf.moments(tf.sub(changed.xs, xs));
  assert.ok(Math.abs(mean.dataSync()[0]) < 0.01 && Math.abs(Math.sqrt(variance.dataSync()[0]) - 0.1) < 0.01);
  assert.deepEqual(changed.ys.dataSync(), xs.dataSync());
  const strong = augment({ xs, ys: xs }, addNoise({ deviation: 1 }), 2).xs;
  assert.deepEqual([strong.min().dataSync()[0], strong.max().dataSync()[0]], [0, 1]);
});
