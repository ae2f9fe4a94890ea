import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { random } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/project';
import {
  type Augmentation,
  augment,
  randomCrop,
  randomFlip,
  randomRotation,
  randomShift,
} from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const [height, width] = [9, 12];
type Picture = number[][][];

/** Channel 0 is x, channel 1 is y, channel 2 has random values 1 … 2: the first two tell where a pixel comes from. */
function coordinates(): Picture {
  const draw = random(5);
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => [x, y, draw.uniform(1, 2)]));
}

const original = coordinates();

/** Many copies of the picture, each changed. */
function changed(step: Augmentation, count = 40, seed = 1): Picture[] {
  return tf.tidy(() => {
    const xs = tf.tile(tf.tensor4d([original]), [count, 1, 1, 1]);
    return augment({ xs, ys: tf.zeros([count, 2]) }, step, seed).xs.arraySync() as Picture[];
  });
}

/** The value at a place between four pixels, by the formula; zero outside. */
function between(channel: number, x: number, y: number): number {
  const at = (row: number, column: number) => original[row]?.[column]?.[channel] ?? 0;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [x - left, y - top];
  const upper = (1 - right) * at(top, left) + right * at(top, left + 1);
  const lower = (1 - right) * at(top + 1, left) + right * at(top + 1, left + 1);
  return (1 - low) * upper + low * lower;
}

test('about half of the images are flipped, each wholly or not at all', () => {
  const mirrored = original.map((row) => [...row].reverse());
  const upsideDown = [...original].reverse();
  for (const [axis, flipped] of [
    ['horizontal', mirrored],
    ['vertical', upsideDown],
  ] as const) {
    const pictures = changed(randomFlip({ axis }));
    const text = (picture: Picture) => JSON.stringify(picture.map((row) => row.map(([x, y]) => [x, y])));
    const count = (wanted: Picture) => pictures.filter((picture) => text(picture) === text(wanted)).length;
    assert.equal(count(original) + count(flipped), 40);
    assert.ok(count(flipped) > 10 && count(flipped) < 30, `${count(flipped)} of 40`);
  }
  const never = changed(randomFlip({ probability: 0 }));
  assert.ok(never.every((picture) => picture.every((row, y) => row.every(([x], j) => x === original[y][j][0]))));
});

test('a shift moves by whole pixels, in every direction, and zeros follow', () => {
  const seen = new Set<string>();
  for (const picture of changed(randomShift({ pixels: 2 }), 200)) {
    const [x, y] = picture[4][5];
    const [right, down] = [x - 5, y - 4];
    seen.add(`${right},${down}`);
    picture.forEach((row, i) => {
      row.forEach((pixel, j) => {
        const source = original[i + down]?.[j + right] ?? [0, 0, 0];
        assert.ok(pixel.every((value, channel) => Math.abs(value - source[channel]) < 1e-5));
      });
    });
  }
  assert.equal(seen.size, 25);
});

test('a crop is a window inside of the image, enlarged', () => {
  const scales = changed(randomCrop({ share: 0.5 })).map((picture) => {
    const scale = picture[4][7][0] - picture[4][6][0];
    const [x, y] = picture[4][6];
    // where the window begins and ends, from the centre of one pixel
    const left = x + 0.5 - 6.5 * scale;
    const top = y + 0.5 - 4.5 * scale;
    assert.ok(scale >= 0.5 - 1e-5 && scale <= 1 + 1e-5, `scale ${scale}`);
    assert.ok(left > -1e-4 && left + width * scale < width + 1e-4, `left ${left}`);
    assert.ok(top > -1e-4 && top + height * scale < height + 1e-4, `top ${top}`);
    picture.forEach((row, i) => {
      row.forEach(([, , value], j) => {
        const place = (start: number, index: number, side: number) =>
          Math.min(side - 1, Math.max(0, start + (index + 0.5) * scale - 0.5)); // the outermost pixels go on outside
        const expected = between(2, place(left, j, width), place(top, i, height));
        assert.ok(Math.abs(value - expected) < 1e-4, `${value} instead of ${expected}`);
      });
    });
    return scale;
  });
  assert.ok(Math.max(...scales) - Math.min(...scales) > 0.3, 'windows of different sizes');
});

test('a rotation turns around the middle, by angles in both directions up to the limit', () => {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const angles = changed(randomRotation({ degrees: 20 })).map((picture) => {
    // x′ = x cos − y sin around the middle, so that the coordinates in the picture tell cosine and sine
    const cos = picture[4][6][0] - picture[4][5][0];
    const sin = picture[4][6][1] - picture[4][5][1];
    assert.ok(Math.abs(cos ** 2 + sin ** 2 - 1) < 1e-4);
    picture.forEach((row, i) => {
      row.forEach(([, , value], j) => {
        const [x, y] = [j - middleX, i - middleY];
        const expected = between(2, middleX + cos * x - sin * y, middleY + sin * x + cos * y);
        assert.ok(Math.abs(value - expected) < 1e-3, `${value} instead of ${expected} at ${i}, ${j}`);
      });
    });
    return (Math.asin(sin) * 180) / Math.PI;
  });
  assert.ok(Math.max(...angles) > 10 && Math.max(...angles) < 20.01, String(Math.max(...angles)));
  assert.ok(Math.min(...angles) < -10 && Math.min(...angles) > -20.01, String(Math.min(...angles)));
});

test('the same seed gives the same changes, another one others', () => {
  for (const step of [randomFlip(), randomShift({ pixels: 3 }), randomCrop(), randomRotation()]) {
    assert.deepEqual(changed(step, 8, 3), changed(step, 8, 3));
    assert.notDeepEqual(changed(step, 8, 3), changed(step, 8, 4));
  }
});

test('settings that cannot be are told in one sentence', () => {
  const mistakes: [() => unknown, RegExp][] = [
    [() => randomFlip({ probability: 2 }), /^probability of randomFlip must be a number from 0 to 1, got 2\.$/],
    [
      () => randomFlip({ axis: 'both' as 'vertical' }),
      /^axis of randomFlip must be 'horizontal' or 'vertical', got "both"\.$/,
    ],
    [() => randomShift({ pixels: 1.5 }), /^pixels of randomShift must be a whole number of at least 1, got 1\.5\.$/],
    [() => randomCrop({ share: 0 }), /^share of randomCrop must be above 0, got 0\.$/],
    [
      () => randomRotation({ degrees: Number.NaN }),
      /^degrees of randomRotation must be a number from 0 to 180, got NaN\.$/,
    ],
  ];
  for (const [mistake, message] of mistakes) {
    assert.throws(mistake, (error: Error) => error instanceof UserError && message.test(error.message));
  }
});
