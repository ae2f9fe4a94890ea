import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fashionMnist } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { UserError } from '../../../lib/src/project';
import {
  type Augmentation,
  augment,
  augmentedDataset,
  augmentedImages,
  cutout,
  fit,
  mixup,
  randomBrightness,
  randomContrast,
  randomFlip,
  randomShift,
} from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const [count, height, width, channels] = [50, 6, 8, 2];
const size = height * width * channels;

/** Random images with values 0.2 … 0.8, flat, and what an augmentation makes of them. */
function both(step: Augmentation, seed = 1): { before: Float32Array[]; after: Float32Array[] } {
  return tf.tidy(() => {
    const xs = tf.randomUniform([count, height, width, channels], 0.2, 0.8, 'float32', 9);
    const changed = augment({ xs, ys: tf.zeros([count, 2]) }, step, seed).xs;
    const images = (tensor: tf.Tensor) => {
      const values = tensor.dataSync() as Float32Array;
      return Array.from({ length: count }, (_, i) => values.slice(i * size, (i + 1) * size));
    };
    return { before: images(xs), after: images(changed) };
  });
}

const near = (a: number, b: number, within = 1e-5) => Math.abs(a - b) < within;

test('brightness adds a number to each image and stays within 0 … 1', () => {
  const { before: old, after } = both(randomBrightness({ amount: 0.4 }));
  const added = after.map((image, i) => {
    const at = image.findIndex((value) => value > 0 && value < 1);
    const change = image[at] - old[i][at];
    image.forEach((value, j) => {
      assert.ok(near(value, Math.min(1, Math.max(0, old[i][j] + change))));
    });
    return change;
  });
  assert.ok(Math.max(...added) > 0.25 && Math.max(...added) <= 0.4);
  assert.ok(Math.min(...added) < -0.25 && Math.min(...added) >= -0.4);
});

test('contrast stretches each image around its mean and stays within 0 … 1', () => {
  const { before: old, after } = both(randomContrast({ amount: 0.9 }));
  const factors = after.map((image, i) => {
    const mean = old[i].reduce((sum, value) => sum + value, 0) / size;
    // the value farthest from the mean among those that were not cut off
    const inside = [...image.keys()].filter((j) => image[j] > 0 && image[j] < 1);
    const at = inside.reduce((best, j) => (Math.abs(old[i][j] - mean) > Math.abs(old[i][best] - mean) ? j : best));
    const factor = (image[at] - mean) / (old[i][at] - mean);
    image.forEach((value, j) => {
      assert.ok(near(value, Math.min(1, Math.max(0, mean + factor * (old[i][j] - mean))), 1e-4));
    });
    return factor;
  });
  assert.ok(Math.min(...factors) < 0.5 && Math.min(...factors) >= 0.1 - 1e-4);
  assert.ok(Math.max(...factors) > 1.5 && Math.max(...factors) <= 1.9 + 1e-4);
});

test('cutout takes a square of each image, in all channels, that may hang over the border', () => {
  const { before: old, after } = both(cutout({ size: 3 }));
  const areas = new Set<number>();
  after.forEach((image, i) => {
    const holes = Array.from({ length: height * width }, (_, place) => place).filter((p) => image[p * channels] === 0);
    const rows = holes.map((place) => Math.floor(place / width));
    const columns = holes.map((place) => place % width);
    const side = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
    assert.ok(side(rows) <= 3 && side(columns) <= 3);
    assert.equal(holes.length, side(rows) * side(columns), 'the hole is a rectangle');
    areas.add(holes.length);
    image.forEach((value, j) => {
      assert.equal(value, holes.includes(Math.floor(j / channels)) ? 0 : old[i][j]);
    });
  });
  assert.deepEqual([...areas].sort(), [4, 6, 9]);
});

test('mixup mixes images and labels of two examples by the same share', () => {
  tf.tidy(() => {
    // Each image is its number everywhere, each label a column of its own: both tell who was mixed with whom.
    const xs = tf.tile(tf.reshape(tf.range(0, count), [count, 1, 1, 1]), [1, height, width, channels]);
    const mixed = augment({ xs, ys: tf.eye(count) }, mixup({ alpha: 1 }), 3);
    const images = mixed.xs.dataSync();
    (mixed.ys.arraySync() as number[][]).forEach((label, i) => {
      const parts = label.flatMap((share, j) => (share > 1e-6 ? [{ share, j }] : []));
      assert.ok(parts.length <= 2 && (label[i] > 0 || parts.length === 1));
      assert.ok(
        near(
          parts.reduce((sum, { share }) => sum + share, 0),
          1,
        ),
      );
      const expected = parts.reduce((sum, { share, j }) => sum + share * j, 0);
      for (let at = i * size; at < (i + 1) * size; at++) assert.ok(near(images[at], expected, 1e-3));
    });
  });
});

test("mixup's shares are of the Beta distribution", () => {
  for (const alpha of [0.2, 1, 4]) {
    // Each label is a column of its own, so that the diagonal has the shares of the examples in their own mixtures.
    const examples = 1500;
    const shares = tf.tidy(() => {
      const batch = { xs: tf.zeros([examples, 1, 1, 1]), ys: tf.eye(examples) };
      return Array.from(tf.sum(tf.mul(augment(batch, mixup({ alpha }), 2).ys, batch.ys), 1).dataSync());
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    const expected = 1 / (4 * (2 * alpha + 1));
    assert.ok(near(mean, 0.5, 0.05), `α ${alpha}: mean ${mean}`);
    assert.ok(near(variance / expected, 1, 0.12), `α ${alpha}: variance ${variance} instead of ${expected}`);
  }
});

test('the same seed gives the same changes, another one others; the tensors given stay', () => {
  for (const step of [randomBrightness(), randomContrast(), cutout({ size: 2 }), mixup()]) {
    assert.deepEqual(both(step, 4).after, both(step, 4).after);
    assert.notDeepEqual(both(step, 4).after, both(step, 5).after);
  }
  const [xs, ys] = [tf.zeros([2, 4, 4, 1]), tf.zeros([2, 2])];
  const tensorsBefore = tf.memory().numTensors;
  const changed = augment({ xs, ys }, [randomFlip(), mixup(), randomShift({ pixels: 1 })], 1);
  assert.equal(tf.memory().numTensors, tensorsBefore + 2);
  tf.dispose([changed.xs, changed.ys, xs, ys]);
});

const model = (seed = 1) =>
  tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [4, 4, 1] }),
      tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: tf.initializers.glorotUniform({ seed }) }),
    ],
  });

test('fit changes each batch anew, the same for the same seed, and leaves the held-out examples', async () => {
  const xs = tf.randomUniform([20, 4, 4, 1], 0, 1, 'float32', 2);
  const ys = tf
    .oneHot(
      Array.from({ length: 20 }, (_, i) => i % 2),
      2,
    )
    .toFloat();
  const seen: number[] = [];
  const counting: Augmentation = {
    name: 'counting',
    apply(batch, draw) {
      seen.push(batch.xs.shape[0]);
      draw.uniform();
      return batch;
    },
  };
  const run = async (seed: number, augmentations: Augmentation[]) => {
    const trained = model();
    const options = { epochs: 3, batchSize: 8, seed, validation: 0.2, augment: augmentations };
    const { loss, validationLoss } = await fit(trained, { xs, ys }, options);
    trained.dispose();
    return { loss, validationLoss };
  };
  const tensorsBefore = tf.memory().numTensors;
  const plain = await run(1, []);
  assert.deepEqual(await run(1, [counting]), plain, 'an augmentation that changes nothing changes nothing');
  assert.deepEqual(seen, [8, 8, 8, 8, 8, 8], 'held-out examples are not changed');
  const steps = [randomShift({ pixels: 1 }), randomBrightness()];
  const changed = await run(1, steps);
  assert.notDeepEqual(changed.loss, plain.loss);
  assert.deepEqual(await run(1, steps), changed);
  assert.equal(tf.memory().numTensors, tensorsBefore);
  tf.dispose([xs, ys]);
});

test('what cannot be augmented is told in one sentence', async () => {
  const sentence = (message: RegExp) => (error: Error) => error instanceof UserError && message.test(error.message);
  const [xs, ys] = [tf.zeros([2, 3]), tf.zeros([2, 2])];
  assert.throws(
    () => augment({ xs, ys }, cutout({ size: 1 }), 1),
    sentence(/^Augmentations take images .*, got \[2,3\]\.$/),
  );
  assert.throws(() => augment({ xs, ys }, [randomFlip as never], 1), sentence(/^An augmentation is missing: /));
  assert.throws(() => mixup({ alpha: 0 }), sentence(/^alpha of mixup must be a number above 0, got 0\.$/));
  assert.throws(() => cutout({ size: 0 }), sentence(/^size of cutout must be a whole number of at least 1, got 0\.$/));
  assert.throws(
    () => randomBrightness({ amount: -1 }),
    sentence(/^amount of randomBrightness must be a number from 0/),
  );
  assert.throws(
    () => randomContrast({ amount: 2 }),
    sentence(/^amount of randomContrast must be a number from 0 to 1/),
  );
  tf.dispose([xs, ys]);
});

test('examples to look at are made of the first image, several of each augmentation', () => {
  const flat = (value: number) => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => [value]));
  const tensorsBefore = tf.memory().numTensors;
  const rows = augmentedImages([flat(0.5), flat(1)], [randomBrightness({ amount: 0.1 }), mixup({ alpha: 2 })], {
    count: 3,
  });
  assert.equal(tf.memory().numTensors, tensorsBefore);
  assert.deepEqual(
    rows.map(({ name, images }) => [name, images.length]),
    [
      ['brightness ±0.1', 3],
      ['mixup α = 2', 3],
    ],
  );
  for (const image of rows[0].images) assert.ok(image[0][0][0] >= 0.4 && image[0][0][0] <= 0.6);
  for (const image of rows[1].images) assert.ok(image[0][0][0] >= 0.5 && image[0][0][0] <= 1);
  assert.throws(() => augmentedImages([flat(1), [[[1]]]], []), /^UserError: augmentedImages needs images of one size/);
});

test('a set whose images are all changed once is the same for the same seed, and keeps its labels', async () => {
  const images = (await fashionMnist({ part: 'test' })).take({ count: 600 }); // more than are changed together
  const { numTensors } = tf.memory();
  const flipped = augmentedDataset(images, randomFlip({ probability: 1 }));
  assert.deepEqual(
    flipped.image(599),
    images.image(599).map((row) => [...row].reverse()),
  );
  assert.deepEqual(flipped.labels, images.labels);
  const [one, again, other] = [1, 1, 2].map((seed) => augmentedDataset(images, randomShift({ pixels: 3 }), seed));
  assert.deepEqual(one.pixels, again.pixels);
  assert.notDeepEqual(one.pixels, other.pixels);
  assert.equal(tf.memory().numTensors, numTensors);
});
