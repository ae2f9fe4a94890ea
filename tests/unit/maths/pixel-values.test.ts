import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import {
  contrastImage,
  cutoutImage,
  type Image,
  makeImage,
  mixImages,
  noisyImage,
  type Random,
  random,
  zoomImage,
} from '../../../lib/src/maths';
import { type Augmentation, addNoise, cutout, mixup, randomContrast } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const values = random(8);
const image = makeImage(9, 12, 2, () => values.uniform());
const other = makeImage(9, 12, 2, () => values.uniform());

/** Where the library draws, it gets just this share of the way from the lowest to the highest number. */
const fixed = (share: number): Random => ({
  uniform: (low = 0, high = 1) => low + share * (high - low),
  normal: (mean = 0) => mean,
  integer: (n) => Math.floor(share * n),
  shuffle: (items) => [...items].reverse(),
});

/** What an augmentation of the library makes of images and labels, with tensors. */
function byTensors(step: Augmentation, draw: Random, images: Image[] = [image]): { xs: Image[]; ys: number[][] } {
  return tf.tidy(() => {
    const ys = tf.oneHot(tf.range(0, images.length, 1, 'int32'), 2);
    const changed = step.apply({ xs: tf.tensor4d(images), ys }, draw);
    return { xs: changed.xs.arraySync() as Image[], ys: changed.ys.arraySync() as number[][] };
  });
}

function assertClose(got: Image, expected: Image): void {
  const wanted = expected.flat(2);
  assert.equal(got.flat(2).length, wanted.length);
  got.flat(2).forEach((value, i) => {
    assert.ok(Math.abs(value - wanted[i]) <= 1e-5, `${value}, not ${wanted[i]}`);
  });
}

describe('changes of pixel values from scratch are those of the library', () => {
  it('contrast, also where it leaves 0 … 1', () => {
    for (const share of [0, 0.4, 1]) {
      const factor = 1 + 0.9 * (2 * share - 1);
      assertClose(contrastImage(image, factor), byTensors(randomContrast({ amount: 0.9 }), fixed(share)).xs[0]);
    }
  });

  it('noise with the same random numbers', () => {
    assertClose(noisyImage(image, 0.3, random('n')), byTensors(addNoise({ deviation: 0.3 }), random('n')).xs[0]);
  });

  it('cutout, also over the border', () => {
    for (const share of [0, 0.5, 0.95]) {
      const from = (side: number) => Math.floor(share * side) - 2;
      assertClose(cutoutImage(image, from(9), from(12), 5), byTensors(cutout({ size: 5 }), fixed(share)).xs[0]);
    }
    assert.deepEqual(cutoutImage(image, 3, 3, 0), image);
  });

  it('mixup, with the same share for images and labels', () => {
    const { xs, ys } = byTensors(mixup({ alpha: 2 }), random('m'), [image, other]);
    const [share] = ys[0];
    if (share < 1) assertClose(mixImages(image, other, share), xs[0]);
    const halves = byTensors(mixup({ alpha: 2 }), fixed(0.5), [image, other]); // both gamma numbers are the same: λ = ½
    assert.deepEqual(halves.ys[0], [0.5, 0.5]);
    assertClose(mixImages(image, other, 0.5), halves.xs[0]);
  });
});

describe('zoomImage', () => {
  it('takes each pixel from where TensorFlow.js takes it', () => {
    for (const factor of [0.6, 1, 1.7]) {
      const from = (side: number) => ((side - 1) / 2) * (1 - 1 / factor);
      const map = [1 / factor, 0, from(12), 0, 1 / factor, from(9), 0, 0];
      const expected = tf.tidy(
        () =>
          (
            tf.image
              .transform(tf.tensor4d([image]), tf.tensor2d([map]), 'bilinear', 'constant', 0)
              .arraySync() as Image[]
          )[0],
      );
      assertClose(zoomImage(image, factor), expected);
    }
  });
});

it('says what cannot be, and leaves the image itself as it is', () => {
  assert.throws(() => contrastImage(image, Number.NaN), /factor: expected a number, got NaN/);
  assert.throws(() => noisyImage(image, -1, random(1)), /deviation: expected a number of at least 0/);
  assert.throws(() => cutoutImage(image, 0.5, 0, 2), /top: expected a whole number, got 0\.5/);
  assert.throws(() => cutoutImage(image, 0, 0, -2), /size: expected a whole number of at least 0/);
  assert.throws(() => mixImages(image, [[[1, 1]]], 0.5), { name: 'ShapeError' });
  assert.throws(() => mixImages(image, other, 1.5), /share: expected a number from 0 to 1/);
  assert.throws(() => zoomImage(image, 0), /factor: expected a number above 0/);
  const small = [[[0.5], [0.25]]];
  const made = [
    contrastImage(small, 1),
    noisyImage(small, 0, random(1)),
    cutoutImage(small, 5, 5, 1),
    zoomImage(small, 1),
  ];
  for (const one of [...made, mixImages(small, small, 1)]) one[0][0][0] = 9;
  assert.deepEqual(small, [[[0.5], [0.25]]]);
});
