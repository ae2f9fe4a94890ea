import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import {
  brightenImage,
  cropImage,
  flipImage,
  type Image,
  makeImage,
  type Random,
  random,
  rotateImage,
  shapeOf,
  translate,
} from '../../../lib/src/maths';
import {
  type Augmentation,
  randomBrightness,
  randomFlip,
  randomRotation,
  randomShift,
} from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const noise = random(4);
const image = makeImage(9, 12, 2, () => noise.uniform());

/** Where the library draws, it gets just this share of the way from the lowest to the highest number. */
const fixed = (share: number): Random => ({
  uniform: (low = 0, high = 1) => low + share * (high - low),
  normal: (mean = 0) => mean,
  integer: (n) => Math.floor(share * n),
  shuffle: (items) => [...items],
});

/** What the augmentation of the library makes of the image, with tensors. */
function byTensors(step: Augmentation, share: number): Image {
  return tf.tidy(() => {
    const { xs } = step.apply({ xs: tf.tensor4d([image]), ys: tf.zeros([1, 1]) }, fixed(share));
    return (xs.arraySync() as Image[])[0];
  });
}

function assertClose(got: Image, expected: Image, tolerance: number): void {
  assert.equal(String(shapeOf(got)), String(shapeOf(expected)));
  const wanted = expected.flat(2);
  got.flat(2).forEach((value, i) => {
    assert.ok(Math.abs(value - wanted[i]) <= tolerance, `${value}, not ${wanted[i]}`);
  });
}

describe('augmentations from scratch are those of the library', () => {
  it('flip', () => {
    assertClose(flipImage(image), byTensors(randomFlip({ probability: 1 }), 0.5), 1e-6);
    assert.deepEqual(flipImage(flipImage(image)), image);
  });

  it('brightness, also where it leaves 0 … 1', () => {
    for (const share of [0, 0.3, 0.9]) {
      const amount = 0.6 * (2 * share - 1);
      assertClose(brightenImage(image, amount), byTensors(randomBrightness({ amount: 0.6 }), share), 1e-6);
    }
    assert.deepEqual(brightenImage([[[0.75, 0.25]]], 0.5), [[[1, 0.75]]]);
  });

  it('rotation', () => {
    for (const share of [0, 0.2, 0.5, 0.75, 1]) {
      const degrees = 60 * (2 * share - 1);
      assertClose(rotateImage(image, degrees), byTensors(randomRotation({ degrees: 60 }), share), 1e-3);
    }
  });

  it('a shift, as padding and cropping', () => {
    const pixels = 2;
    for (const share of [0, 0.45, 0.9]) {
      const by = Math.floor(share * (2 * pixels + 1)) - pixels;
      const padded = makeImage(9 + 2 * pixels, 12 + 2 * pixels, 2, (y, x, c) => image[y - 2]?.[x - 2]?.[c] ?? 0);
      const window = cropImage(padded, pixels + by, pixels + by, 9, 12);
      assertClose(window, byTensors(randomShift({ pixels }), share), 1e-6);
      assert.deepEqual(window, translate(image, -by, -by));
    }
  });
});

describe('cropImage', () => {
  it('cuts as a slice of a tensor does', () => {
    const window = tf.tidy(() => tf.tensor3d(image).slice([2, 3, 0], [4, 7, 2]).arraySync()) as Image;
    assertClose(cropImage(image, 2, 3, 4, 7), window, 1e-6);
    assert.deepEqual(cropImage(image, 0, 0, 9, 12), image);
  });

  it('says what does not fit', () => {
    assert.throws(() => cropImage(image, 6, 0, 4, 2), {
      name: 'ShapeError',
      message: 'window: expected one within the image, 9×12, got 4×2 at row 6, column 0.',
    });
    assert.throws(() => cropImage(image, 0.5, 0, 4, 2), /top: expected a whole number of at least 0, got 0.5/);
  });
});

describe('rotateImage', () => {
  it('turns counterclockwise, by a quarter without loss', () => {
    const square = [
      [[1], [2]],
      [[3], [4]],
    ];
    assertClose(
      rotateImage(square, 90),
      [
        [[2], [4]],
        [[1], [3]],
      ],
      1e-12,
    );
    assertClose(rotateImage(rotateImage(square, 90), -90), square, 1e-12);
    assert.throws(() => rotateImage(square, Number.NaN), { name: 'ShapeError' });
  });

  it('brings in zeros from outside', () => {
    const ones = makeImage(8, 8, 1, () => 1);
    const turned = rotateImage(ones, 45);
    assert.equal(turned[0][0][0], 0);
    assert.equal(turned[4][4][0], 1);
  });
});

it('none of them changes the image itself', () => {
  const small = [[[0.5], [0.25]]];
  for (const made of [flipImage(small), cropImage(small, 0, 0, 1, 2), brightenImage(small, 0), rotateImage(small, 0)])
    made[0][0][0] = 9;
  assert.deepEqual(small, [[[0.5], [0.25]]]);
});
