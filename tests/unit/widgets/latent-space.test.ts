import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fashionMnist } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import type { Image } from '../../../lib/src/maths';
import { loadCheckpoint, type VariationalAutoencoder, variationalAutoencoder } from '../../../lib/src/models';
import { latentPoints } from '../../../lib/src/training';
import { UserError } from '../../../lib/src/user-error';
import { type LatentSpaceWidgetOptions, latentSpaceGiven } from '../../../lib/src/widgets/latent-space';
import { decoded } from '../../../lib/src/widgets/latent-space/decoder';
import { packed, unpacked } from '../../../lib/src/widgets/latent-space/packed';
import {
  advanced,
  dragged,
  initialState,
  type LatentSpaceGiven,
  type LatentSpaceState,
  movedTo,
  nearest,
  reachOf,
  touched,
  walked,
  walkedTo,
  walkImages,
  withEnd,
} from '../../../lib/src/widgets/latent-space/state';

const points = [
  [0, 0],
  [1, 1],
  [-2, 0.5],
  [0.25, -1.204],
];
let small: VariationalAutoencoder;
let options: LatentSpaceWidgetOptions;
let given: LatentSpaceGiven;
let state: LatentSpaceState;

before(async () => {
  await engineReady();
  small = variationalAutoencoder({ inputShape: [8, 12, 3], filters: 2, units: 5, seed: 4 });
  options = { decoder: small.decoder, points, labels: [0, 1, 1, 0], classNames: ['hat', 'cat'] };
  given = latentSpaceGiven(options);
  state = initialState(given);
});

const places = [
  [0, 0],
  [1.5, -2],
  [-3, 0.4],
  [2.9, 3.1],
  [0.01, -0.7],
];

/** The largest difference of any pixel from what TensorFlow.js' decoder makes of the same points. */
function largestDifference({ decoder }: VariationalAutoencoder, read: LatentSpaceWidgetOptions): number {
  const images = tf.tidy(() => (decoder.predict(tf.tensor2d(places)) as tf.Tensor4D).arraySync()) as Image[];
  const own = latentSpaceGiven(read).decoder;
  return Math.max(
    ...places.map((place, n) => {
      const ours = decoded(own, place).flat(2);
      const theirs = images[n].flat(2);
      assert.equal(ours.length, theirs.length);
      return Math.max(...ours.map((value, i) => Math.abs(value - theirs[i])));
    }),
  );
}

describe('the widget of a latent space', () => {
  test('decodes as TensorFlow.js does: images of any size, any weights', () => {
    assert.ok(largestDifference(small, options) < 1e-5);
    assert.equal(given.decoder.numbers.bits, 32);
  });

  test('decodes as TensorFlow.js does: the checkpoint of the course, in half the bytes without a loss', async () => {
    const vae = variationalAutoencoder({ seed: 1 });
    await loadCheckpoint('fashion-latent', vae.model);
    const all = { ...options, decoder: vae.decoder };
    assert.ok(largestDifference(vae, all) < 1e-5);
    const { numbers } = latentSpaceGiven(all).decoder;
    assert.equal(numbers.bits, 16);
    const count = vae.decoder.countParams();
    assert.ok(numbers.text.length < 2.7 * count, `${numbers.text.length} characters for ${count} numbers`);
  });

  test('between a boot and a trouser the decoder of the course fades, as chapter 7 says', async () => {
    const vae = variationalAutoencoder({ seed: 1 });
    await loadCheckpoint('fashion-latent', vae.model);
    const images = await fashionMnist({ part: 'test' });
    const ends = ['Ankle boot', 'Trouser'].map((name) => images.labels.indexOf(images.classNames.indexOf(name)));
    const some = images.take({ count: Math.max(...ends) + 1 });
    const [from, to] = ends.map((i) => latentPoints(vae, some)[i]);
    const walk = latentSpaceGiven({ ...options, decoder: vae.decoder, from, to });
    const light = walkImages(initialState(walk), walk).map((image) =>
      image.flat(2).reduce((sum, pixel) => sum + pixel),
    );
    const darkest = light.indexOf(Math.min(...light));
    assert.ok(darkest >= 3 && darkest <= 5, `${light}`);
    assert.ok(light[darkest] < 0.7 * Math.min(light[0], light[8]), `${light}`);
  });

  test('numbers come back as they were packed', () => {
    // Of each kind of half-precision number: zeros, the smallest, the largest without and the smallest with a leading 1, the largest.
    const halves = [0, -0, 2 ** -24, -(2 ** -14) + 2 ** -24, 2 ** -14, 1, -1.5, 0.333251953125, 65504];
    assert.equal(packed(halves).bits, 16);
    assert.deepEqual(unpacked(packed(halves)), halves);
    const singles = [Math.PI, 1e-30, -70000, 1 + 2 ** -11].map(Math.fround);
    assert.equal(packed(singles).bits, 32);
    assert.deepEqual(unpacked(packed(singles)), singles);
    const bytes = Buffer.from(packed([1, -2]).text, 'base64');
    assert.deepEqual([...bytes], [0x00, 0x3c, 0x00, 0xc0]); // IEEE 754: 0x3c00 is 1, 0xc000 is −2
  });

  test('begins at the first point of the first class, and tells the nearest image', () => {
    assert.deepEqual([state.z, given.to, reachOf(given)], [[0, 0], [1, 1], 2]);
    assert.deepEqual(given.points[3], [0.25, -1.2]);
    const near = nearest(movedTo(state, [-1.9, 0.5], 2), given);
    assert.equal(near.className, 'cat');
    assert.ok(Math.abs(near.distance - 0.1) < 1e-9);
    assert.deepEqual(movedTo(state, [9, -9], 2).z, [2, -2]);
  });

  test('walks in a straight line, in five seconds, and ends', () => {
    assert.deepEqual(walkedTo(state, 0.25).z, [0.25, 0.25]);
    let now: LatentSpaceState = walked(state);
    let seconds = 0;
    for (; now.walking && seconds < 60; seconds += 1 / 64) now = advanced(now, 1 / 64) ?? now;
    assert.ok(Math.abs(seconds - 5) < 0.1, `${seconds} s`);
    assert.deepEqual([now.z, now.share], [given.to, 1]);
    assert.equal(walked(now).share, 0);
    assert.equal(advanced(state, 1), undefined);
  });

  test('the images of the walk are those of its places, also when an end has moved', () => {
    for (const one of [state, withEnd(movedTo(state, [-1, 0.5], 2), 'to')]) {
      const images = walkImages(one, given);
      assert.equal(images.length, 9);
      [0, 4, 8].forEach((i) => {
        assert.deepEqual(images[i], decoded(given.decoder, walkedTo(one, i / 8).z));
      });
    }
  });

  test('a finger takes the ring, or an end of the walk, or brings the ring to where it is', () => {
    const away = movedTo(state, [0.5, -0.5], 2);
    const end = dragged(touched(away, [0.98, 1.03], 0.1), [1.5, 1.5], 2);
    assert.deepEqual(
      [end.to, end.z, end.from],
      [
        [1.5, 1.5],
        [1.5, 1.5],
        [0, 0],
      ],
    );
    const ring = dragged(touched(away, [-1, 1], 0.1), [-1, 1], 2);
    assert.deepEqual([ring.z, ring.to], [[-1, 1], given.to]);
    assert.equal(touched(state, [0, 0.05], 0.1).held, 'z'); // the ring stands on A
  });

  const { dense, dropout } = tf.layers;
  const odd = (...last: tf.layers.Layer[]) =>
    tf.sequential({ layers: [dense({ units: 4, inputShape: [2] }), ...last] });
  for (const [change, message] of [
    [() => ({ decoder: {} }), /decoder must be a model/],
    [
      () => ({ decoder: variationalAutoencoder({ latent: 3, filters: 1, units: 2 }).decoder }),
      /2 latent numbers, this one takes 3\.$/,
    ],
    [() => ({ decoder: odd(dropout({ rate: 0.5 })) }), /may have layers dense .* of type Dropout\.$/],
    [
      () => ({ decoder: odd(dense({ units: 4, activation: 'softmax' })) }),
      /has the activation softmax\. Take one of linear, /,
    ],
    [() => ({ decoder: odd() }), /must end with images of 1 or 3 channels/],
    [() => ({ labels: [0, 1] }), /there are 4 points and 2 labels/],
    [() => ({ points: [[0, 0, 0]], labels: [0] }), /points\[0\] must be two finite numbers, got \[0,0,0\]\.$/],
    [() => ({ to: [1] }), /to must be two finite numbers/],
  ] as [() => Partial<LatentSpaceWidgetOptions>, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => latentSpaceGiven({ ...options, ...change() }),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
    });
});
