import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { type Image, random } from '../../../lib/src/maths';
import { autoencoder, type PretrainedNetwork, squeezenet, variationalAutoencoder } from '../../../lib/src/models';
import { UserError } from '../../../lib/src/project';
import { gram, inpaint, type LossNews, latentGrid, latentPoints, styleTransfer } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

/** A network whose weights are chance, which is enough to compare features. */
function network(): PretrainedNetwork {
  const model = squeezenet({ inputShape: [32, 32, 3], classes: 2, seed: 1 });
  const prepare = (pictures: unknown) => tf.sub(tf.mul(pictures as tf.Tensor4D, 4), 2) as tf.Tensor4D;
  return { name: 'squeezenet', model, classNames: [], prepare, classify: () => [] };
}

const picture = (seed: number): Image => {
  const draw = random(seed);
  return Array.from({ length: 40 }, () =>
    Array.from({ length: 32 }, () => [draw.uniform(), draw.uniform(), draw.uniform()]),
  );
};

test('a Gram matrix is the mean over positions of the products of features', () => {
  const maps = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]);
  assert.deepEqual(gram(maps).arraySync(), [
    [(1 + 9 + 25 + 49) / 4, (2 + 12 + 30 + 56) / 4],
    [(2 + 12 + 30 + 56) / 4, (4 + 16 + 36 + 64) / 4],
  ]);
});

test('style transfer comes nearer to the style, keeps to 0 … 1, and leaves nothing in memory', async () => {
  const own = network();
  const news: LossNews[] = [];
  await styleTransfer(own, picture(1), picture(2), { steps: 1 });
  const before = tf.memory().numTensors;
  const flat: Image = picture(3).map((row) => row.map(() => [0.8, 0.3, 0.1]));
  const { image, losses, stopped } = await styleTransfer(own, picture(1), flat, {
    steps: 12,
    contentWeight: 0.01,
    onEvent: (one) => void news.push(one),
  });
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual([image.length, image[0].length, image[0][0].length, stopped], [32, 32, 3, false]);
  assert.ok(image.flat(2).every((value) => value >= 0 && value <= 1));
  assert.ok(losses.style[11] < 0.7 * losses.style[0]);
  assert.ok(losses.content[0] < 1e-6); // it begins at the content
  assert.deepEqual([news[0].type, news.at(-2)?.type, news.at(-1)?.type], ['begin', 'epoch', 'end']);
});

test('a picture that cannot be gets a sentence and leaves nothing in memory', async () => {
  const own = network();
  await styleTransfer(own, picture(1), picture(2), { steps: 1 });
  const before = tf.memory().numTensors;
  const transparent = picture(3).map((row) => row.map((pixel) => [...pixel, 1]));
  for (const [content, style, got] of [
    [picture(1), transparent, 'one with 4 channels'],
    [transparent, picture(1), 'one with 4 channels'],
    [picture(1), [], '\\[\\]'],
  ] as const) {
    await assert.rejects(styleTransfer(own, content as Image, style as Image, { steps: 1 }), {
      name: 'UserError',
      message: new RegExp(`takes pictures .*, got ${got}`),
    });
    assert.equal(tf.memory().numTensors, before);
  }
});

test('style transfer can be stopped, and the picture is what it is by then', async () => {
  const controller = new AbortController();
  const { image, losses, stopped } = await styleTransfer(network(), picture(1), picture(2), {
    signal: controller.signal,
    onEvent(one) {
      if (one.type === 'batch' && one.batch === 2) controller.abort();
    },
  });
  assert.deepEqual([stopped, losses.style.length, image.length], [true, 3, 32]);
});

test('holes are filled by the auto-encoder, and all other pixels stay', () => {
  const { model } = autoencoder({ inputShape: [8, 8, 1], code: 4, filters: 2 });
  const images = tf.randomUniform([3, 8, 8, 1], 0, 1, 'float32', 1) as tf.Tensor4D;
  const holes = tf.tensor4d(
    Array.from({ length: 192 }, (_, i) => Number(i % 8 > 4)),
    [3, 8, 8, 1],
  );
  const [whole, before, filled] = [
    inpaint(model, images, holes),
    images,
    model.predict(tf.mul(images, tf.sub(1, holes))) as tf.Tensor,
  ].map((tensor) => tensor.dataSync());
  whole.forEach((value, i) => {
    assert.equal(value, i % 8 > 4 ? filled[i] : before[i]);
  });
  // what was in the holes cannot matter
  const other = inpaint(model, tf.add(images, tf.mul(holes, 5)) as tf.Tensor4D, holes).dataSync();
  assert.deepEqual(other, whole);
});

test('points of a latent space are the means, and its grid is decoded from the top left', () => {
  const vae = variationalAutoencoder({ inputShape: [8, 8, 1], filters: 2, units: 8 });
  const xs = tf.randomUniform([3, 8, 8, 1], 0, 1, 'float32', 1);
  const [mean] = vae.encoder.predict(xs) as tf.Tensor[];
  assert.deepEqual(latentPoints(vae, { xs, ys: tf.zeros([3, 1]) }), mean.arraySync());
  const { images, range } = latentGrid(vae, { columns: 3, range: 3 });
  assert.equal(range, 3);
  const decoded = (x: number, y: number) => {
    const [image] = (vae.decoder.predict(tf.tensor2d([[x, y]])) as tf.Tensor4D).arraySync();
    return image.flat(2);
  };
  for (const [row, column, x, y] of [
    [0, 0, -2, 2],
    [1, 2, 2, 0],
  ]) {
    const expected = decoded(x, y);
    images[row][column].flat(2).forEach((value, i) => {
      assert.ok(Math.abs(value - expected[i]) < 1e-6);
    });
  }
});

test('what cannot be gets a sentence', async () => {
  const own = network();
  const { model } = autoencoder({ inputShape: [8, 8, 1], code: 4, filters: 2 });
  for (const [run, sentence] of [
    [
      () => styleTransfer(own, picture(1), picture(2), { styleLayers: ['conv99'] }),
      /no layer 'conv99' with feature maps/,
    ],
    [
      () => styleTransfer({ ...own, name: 'vgg16' }, picture(1), picture(2)),
      /needs contentLayer and styleLayers of vgg16/,
    ],
    [() => styleTransfer(own, picture(1), picture(2), { steps: 0 }), /steps must be a whole number/],
    [
      async () => inpaint(model, tf.zeros([1, 8, 8, 1]), tf.zeros([8, 8, 1]) as never),
      /holes \[count, height, width, 1\]/,
    ],
    [async () => latentGrid(variationalAutoencoder({ latent: 3 })), /2 dimensions, and this one has 3/],
  ] as const) {
    await assert.rejects(
      run() as Promise<unknown>,
      (error: Error) => error instanceof UserError && sentence.test(error.message),
    );
  }
});
