import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flipImage, type Image, makeImage, random, rotateImage, translate } from '../../../lib/src/maths';
import { ShapeError } from '../../../lib/src/maths/shapes';
import { UserError } from '../../../lib/src/user-error';
import { type AugmentationWidgetOptions, augmentationGiven } from '../../../lib/src/widgets/augmentation';
import { carriedOut, unchanged } from '../../../lib/src/widgets/augmentation/changes';
import {
  after,
  changed,
  dragged,
  draws,
  grabbed,
  initialState,
  labelOf,
  meanChange,
  mosaic,
  walked,
} from '../../../lib/src/widgets/augmentation/state';
import { inWords, labelInWords } from '../../../lib/src/widgets/augmentation/words';

const values = random(2);
const picture = () => makeImage(12, 15, 1, () => Math.round(1000 * values.uniform()) / 1000);
const given = augmentationGiven({
  examples: ['one', 'two', 'three'].map((label) => ({ image: picture(), label })),
});
const start = { ...initialState(), settings: unchanged };
const [{ image }] = given.examples;

describe('the augmentation widget', () => {
  test('without a setting nothing changes, and the draws are the image', () => {
    assert.deepEqual(after(start, given).image, image);
    for (const draw of draws(start, given)) assert.deepEqual(draw.image, image);
    assert.equal(inWords(after(start, given).change, given), 'unchanged');
  });

  test('the changes come one after the other, as they do in a training', () => {
    const state = changed(start, { flip: true, right: 2, down: -1, rotation: 20 }, given);
    assert.deepEqual(after(state, given).image, rotateImage(translate(flipImage(image), -1, 2), 20));
  });

  test('draws stay within the settings, reach their ends, and come again with their seed', () => {
    const settings = {
      ...{ flip: true, right: -3, down: 2, rotation: 30, zoom: 1.6, brightness: 0.2, contrast: 0.6 },
      ...{ noise: 0.1, cutout: 4, mixup: 0.4 },
    };
    const all = Array.from({ length: 60 }, (_, seed) => draws({ ...start, settings, seed }, given)).flat();
    const range = (of: (change: (typeof all)[0]['change']) => number) => {
      const numbers = all.map(({ change }) => of(change));
      return [Math.min(...numbers), Math.max(...numbers)];
    };
    const near = ([low, high]: number[], from: number, to: number) => {
      const slack = 0.05 * (to - from);
      assert.ok(low >= from && low < from + slack && high <= to && high > to - slack, `${low} … ${high}`);
    };
    assert.deepEqual(
      range(({ right }) => right),
      [-3, 3],
    );
    assert.deepEqual(
      range(({ down }) => down),
      [-2, 2],
    );
    near(
      range(({ rotation }) => rotation),
      -30,
      30,
    );
    near(
      range(({ zoom }) => zoom),
      1,
      1.6,
    );
    near(
      range(({ brightness }) => brightness),
      -0.2,
      0.2,
    );
    near(
      range(({ contrast }) => contrast),
      0.6,
      1.4,
    );
    near(
      range(({ mixup }) => mixup),
      0,
      0.4,
    );
    assert.deepEqual(
      range(({ top }) => top),
      [-2, 9],
    ); // the middle of the square lies in the image
    assert.deepEqual(
      range(({ other }) => other),
      [1, 2],
    ); // never the image itself
    const flips = all.filter(({ change }) => change.flip).length / all.length;
    assert.ok(Math.abs(flips - 0.5) < 0.08, `${flips}`); // 720 flips: a standard deviation is 0.019
    const again = draws({ ...start, settings, seed: 7 }, given);
    assert.deepEqual(again, draws({ ...start, settings, seed: 7 }, given));
    assert.deepEqual(
      carriedOut(
        again[3].change,
        given.examples.map((one) => one.image),
        0,
      ),
      again[3].image,
    );
  });

  test('one slider does not change what the others draw', () => {
    const turned = changed(start, { rotation: 40 }, given);
    const both = changed(turned, { brightness: 0.3 }, given);
    const degrees = (state: typeof start) => draws(state, given).map(({ change }) => change.rotation);
    assert.deepEqual(degrees(both), degrees(turned));
  });

  test('mixup alone changes the label, with its share', () => {
    const { change, image: mixed } = after(changed(start, { mixup: 0.25, flip: true }, given), given);
    assert.deepEqual(labelOf(change, 0, given), [
      { label: 'one', share: 0.75 },
      { label: 'two', share: 0.25 },
    ]);
    assert.equal(labelInWords(change, 0, given), '0.75 one + 0.25 two');
    const flipped = flipImage(image);
    const expected = 0.75 * flipped[3][4][0] + 0.25 * given.examples[1].image[3][4][0];
    assert.ok(Math.abs(mixed[3][4][0] - expected) < 1e-12);
    assert.equal(labelInWords(after(changed(start, { flip: true }, given), given).change, 0, given), 'one');
    assert.equal(meanChange([[[0], [1]]], [[[0.5], [0.75]]]), 0.375);
  });

  test('dragging shifts by whole pixels, and ends where the slider ends', () => {
    const held = grabbed(changed(start, { right: 1 }, given), 5, 5);
    const { right, down } = dragged(held, 7.6, 3.2, given).settings;
    assert.deepEqual([right, down], [4, -2]);
    assert.deepEqual(dragged(held, 100, -100, given).settings, { ...unchanged, right: 5, down: -4 });
    assert.equal(dragged(start, 3, 3, given), start);
  });

  test('the keys walk over the draws, and the mosaic has each of them in its place', () => {
    assert.equal(walked(walked({ ...start, at: 5 }, 1, 1), 1, 1).at, 11);
    assert.equal(walked({ ...start, at: 0 }, -1, -1).at, 0);
    const all: Image[] = Array.from({ length: 12 }, (_, i) => makeImage(2, 3, 1, () => i));
    const whole = mosaic(all);
    assert.deepEqual([whole.length, whole[0].length], [3 * 3 - 1, 4 * 4 - 1]);
    assert.deepEqual([whole[3][4][0], whole[2][0][0], whole[7][14][0]], [5, 0.5, 11]);
  });

  for (const [options, kind, message] of [
    [{ examples: [] }, UserError, /examples must be a list of 1 to 8/],
    [{ examples: [{ image: [[[0, 0]]], label: 'x' }] }, UserError, /need 1 or 3 channels, got 1×1×2\.$/],
    [{ examples: [{ image: makeImage(65, 3, 1), label: 'x' }] }, UserError, /at most 64×64 pixels/],
    [{ examples: [{ image: [[[0]]] }] }, UserError, /examples\[0\]\.label must be a text/],
    [{ examples: [{ image: 'boot.png', label: 'x' }] }, ShapeError, /examples\[0\]\.image/],
    [
      {
        examples: [
          { image: [[[0]]], label: 'x' },
          { image: [[[0], [0]]], label: 'y' },
        ],
      },
      UserError,
      /images must be of one size, but examples\[1\] has 1×2×1 and examples\[0\] 1×1×1\.$/,
    ],
  ] as [AugmentationWidgetOptions, typeof UserError | typeof ShapeError, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => augmentationGiven(options),
        (error: Error) => error instanceof kind && message.test(error.message),
      );
    });
});
