import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../../lib/src/engine';
import { random, scaledDotProductAttention, vocabulary } from '../../../../lib/src/maths';
import { captionAttention, captioner, ImageAttention, parameterCount } from '../../../../lib/src/models';
import { captionLogits, captionPlaces } from '../../../../lib/src/models/captions/caption-parts';
import { UserError } from '../../../../lib/src/project';
import { captionQuality, describeImages, trainCaptioner } from '../../../../lib/src/training';
import { savedCopy } from '../../models/saved-copy';

before(() => engineReady({ quiet: true }));

/** A bright square in one corner of 16 × 16, and where it is in words. */
function corners(count: number, seed: number) {
  const draw = random(seed);
  const values = new Float32Array(count * 256);
  const captions = Array.from({ length: count }, (_, image) => {
    const [down, right] = [draw.integer(2), draw.integer(2)];
    for (let y = 0; y < 6; y++)
      for (let x = 0; x < 6; x++) values[image * 256 + (y + 1 + 8 * down) * 16 + x + 1 + 8 * right] = 1;
    return [...(down ? ['below'] : ['far', 'above']), right ? 'right' : 'left'];
  });
  return { images: tf.tensor4d(values, [count, 16, 16, 1]), captions };
}

const dictionary = vocabulary([['far', 'above'], ['below'], ['left', 'right']]);
const small = (seed = 1) => captioner({ words: dictionary.size, size: 16, longest: 5, filters: 4, units: 16, seed });

test('attention from words to places is that from scratch', () => {
  const [states, places] = [
    tf.randomNormal([2, 3, 5], 0, 1, 'float32', 1),
    tf.randomNormal([2, 4, 6], 0, 1, 'float32', 2),
  ];
  const layer = new ImageAttention({ name: 'looks', seed: 3 });
  const output = (layer.apply([states, places]) as tf.Tensor).arraySync() as number[][][];
  assert.deepEqual(
    layer.getWeights().map(({ shape }) => shape),
    [[5, 6], [6], [6, 6], [6]],
  );
  const [queryKernel, , keyKernel] = layer.getWeights();
  for (const image of [0, 1]) {
    const [h, p] = [states, places].map(
      (all) => tf.squeeze(tf.slice(all, [image, 0, 0], [1, -1, -1]), [0]) as tf.Tensor2D,
    );
    const [query, key] = [tf.matMul(h, queryKernel as tf.Tensor2D), tf.matMul(p, keyKernel as tf.Tensor2D)]; // biases start at 0
    const expected = scaledDotProductAttention(
      query.arraySync() as number[][],
      key.arraySync() as number[][],
      p.arraySync(),
    );
    for (const [word, row] of expected.output.entries())
      for (const [k, value] of row.entries()) assert.ok(Math.abs(output[image][word][k] - value) < 1e-5);
  }
});

test('a captioner has the parameters of its layers, and a copy of it says the same', async () => {
  const model = small();
  const [f, units, words] = [4, 16, dictionary.size];
  const convolutions = [
    [1, f],
    [f, 2 * f],
    [2 * f, 4 * f],
    [4 * f, 8 * f],
  ].reduce((sum, [from, to]) => sum + 9 * from * to + 2 * to, 0); // 2: normalization
  const gru = 3 * (units * units + units * units + units);
  const attention = units * 32 + 32 + 32 * 32 + 32;
  const last = (units + 32) * units + units + units * words + words;
  assert.equal(parameterCount(model), convolutions + 4 * 32 + words * units + gru + attention + last);
  const { images } = corners(3, 2);
  const given = tf.tensor2d([2, 4, 5, 0, 0, 2, 5, 4, 6, 3, 2, 0, 0, 0, 0], [3, 5], 'int32');
  const copy = await savedCopy(model);
  assert.deepEqual(
    (copy.predict([images, given]) as tf.Tensor).dataSync(),
    (model.predict([images, given]) as tf.Tensor).dataSync(),
  );
});

test('images are looked at once: what follows from their places is what the whole network says', () => {
  const model = small();
  const { images } = corners(3, 2);
  const given = tf.tensor2d([2, 4, 5, 0, 0, 2, 5, 4, 6, 3, 2, 0, 0, 0, 0], [3, 5], 'int32');
  const whole = (model.predict([images, given]) as tf.Tensor).dataSync();
  const parts = captionLogits(model, captionPlaces(model, images), given).dataSync();
  whole.forEach((value, i) => {
    assert.ok(Math.abs(parts[i] - value) < 1e-5);
  });
});

test('no word knows of those after it', () => {
  const model = small();
  const { images } = corners(1, 2);
  const [one, other] = [
    [2, 4, 5, 6, 3],
    [2, 4, 5, 3, 0],
  ].map((words) => (model.predict([images, tf.tensor2d([words], [1, 5], 'int32')]) as tf.Tensor3D).arraySync()[0]);
  assert.deepEqual(one.slice(0, 3), other.slice(0, 3));
  assert.notDeepEqual(one[3], other[3]);
});

test('it learns to say where a square is, and looks at places whose shares add up to 1', async () => {
  const [train, asked] = [corners(160, 3), corners(40, 4)];
  const model = small();
  const before = tf.memory().numTensors;
  const { losses } = await trainCaptioner(model, train.images, train.captions, dictionary, {
    epochs: 10,
    batchSize: 16,
    learningRate: 0.01,
  });
  const said = describeImages(model, asked.images, dictionary);
  assert.equal(tf.memory().numTensors, before);
  assert.ok(losses.crossEntropy[9] < 0.3 * losses.crossEntropy[0]);
  const quality = captionQuality(
    said.map(({ words }) => words),
    asked.captions,
  );
  assert.ok(quality.exact >= 0.9, `${quality.exact}`);
  for (const { words, attention } of said) {
    assert.equal(attention.length, words.length + 1); // and one for the end
    for (const map of attention) assert.ok(Math.abs(map.flat().reduce((sum, share) => sum + share, 0) - 1) < 1e-5);
  }
  // a wider search finds, on the whole, sentences that are no less likely
  const wide = describeImages(model, asked.images, dictionary, { beam: 3 });
  const likely = (all: { score: number }[]) => all.reduce((sum, { score }) => sum + score, 0) / all.length;
  assert.ok(likely(wide) >= likely(said) - 1e-6);
  assert.ok(wide.some(({ others }) => others.length > 0));
});

test('exact captions and words at their place are counted by hand', () => {
  const wanted = [
    ['a', 'bag'],
    ['a', 'boot', 'above', 'a', 'bag'],
  ];
  assert.deepEqual(captionQuality(wanted, wanted), { exact: 1, words: 1 });
  assert.deepEqual(
    captionQuality(
      [
        ['a', 'bag', 'left'],
        ['a', 'bag', 'above'],
      ],
      wanted,
    ),
    { exact: 0, words: 4 / 8 },
  );
});

test('what does not fit gets a sentence', async () => {
  const { images, captions } = corners(2, 1);
  const model = small();
  const other = vocabulary([['word']]);
  const run = (words: string[][], options = {}) => trainCaptioner(model, images, words, dictionary, options);
  for (const [attempt, sentence] of [
    [() => run([captions[0], ['far', 'far', 'far', 'far', 'far']]), /too long: the captioner writes 4 words/],
    [() => run(captions.slice(1)), /2 inputs \(xs\) but 1 labels/],
    [() => trainCaptioner(model, images, captions, other), /dictionary has 5 words, but the captioner was made for/],
    [
      async () => describeImages(model, tf.zeros([1, 8, 8, 1]), dictionary),
      /images have the shape \[8,8,1\], but the captioner takes \[16,16,1\]/,
    ],
    [async () => captioner({ words: 20, size: 20 }), /size must be a multiple of 8/],
    [
      async () =>
        captionAttention(tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }), images, []),
      /no attention from words/,
    ],
  ] as const) {
    await assert.rejects(
      attempt() as Promise<unknown>,
      (error: Error) => error instanceof UserError && sentence.test(error.message),
    );
  }
  await assert.rejects(run(captions, { rate: 1 }), /trainCaptioner: expected learningRate/);
});
