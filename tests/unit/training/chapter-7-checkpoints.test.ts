import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import {
  fashionMnist,
  movingItems,
  possibleCaptions,
  recordedDigits,
  type SpokenDigit,
  sceneCaptions,
  sceneClasses,
  scenes,
  spokenDigits,
} from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { frechetDistance, logMel, melFilterBank, powerSpectrogram, vocabulary } from '../../../lib/src/maths';
import {
  captioner,
  cnn,
  dcgan,
  featureExtractor,
  framePredictor,
  loadCheckpoint,
  speechNetwork,
} from '../../../lib/src/models';
import { captionQuality, describeImages, generated, loudestPiece } from '../../../lib/src/training';

before(() => engineReady({ quiet: true }));

describe('networks of chapter 7 that come with the course', () => {
  it('moving-items: at most 0.7 times the error of copying the last picture, on films of other items and seeds', async () => {
    const films = await movingItems({ frames: 5, size: 24, count: 80, part: 'test', seed: 'checkpoints' });
    const model = await loadCheckpoint('moving-items', framePredictor());
    const [said, copied] = tf.tidy(() => {
      const [before, after] = [3, 4].map((t) => tf.tensor4d(films.map((film) => film[t])));
      const change = model.predict(tf.tensor5d(films.map((film) => film.slice(0, 4)))) as tf.Tensor4D;
      return [tf.add(before, change), before].map((next) => tf.losses.meanSquaredError(after, next).dataSync()[0]);
    });
    assert.ok(said < 0.7 * copied, `${said} of ${copied}`);
  });

  it('spoken-digits: nine of ten digits of held-out voices, and half of those of a person', async () => {
    const model = await loadCheckpoint('spoken-digits', speechNetwork());
    assert.ok(understood(model, await spokenDigits({ part: 'test' })) >= 0.9);
    assert.ok(understood(model, await recordedDigits('en')) >= 0.5);
  });

  it('scene-captions: at least 45 % of the captions exact, where 126 are possible, on scenes of other items and seeds', async () => {
    const look = { objects: [1, 2] as [number, number], size: 48, scales: [0.6, 1] as [number, number], clutter: 2 };
    const set = await scenes({ ...look, part: 'test', count: 400, seed: 'checkpoints' });
    const dictionary = vocabulary(possibleCaptions(sceneClasses));
    const model = await loadCheckpoint('scene-captions', captioner({ words: dictionary.size }));
    const images = set.tensor();
    const said = describeImages(model, images, dictionary).map(({ words }) => words);
    images.dispose();
    const { exact } = captionQuality(said, sceneCaptions(set));
    assert.ok(exact >= 0.45, `${exact}`);
  });

  it('fashion-generator: images near to real ones for a classifier that had no part in it, of all classes', async () => {
    const [train, test] = [await fashionMnist({ count: 1000 }), await fashionMnist({ part: 'test', count: 1000 })];
    const judge = await loadCheckpoint('fashion-cnn', cnn());
    const { generator: untrained } = dcgan({ filters: 24 });
    const { generator } = dcgan({ filters: 24 });
    await loadCheckpoint('fashion-generator', generator);
    const features = featureExtractor(judge, judge.layers[judge.layers.length - 2].name);
    const cloud = (images: tf.Tensor) => tf.tidy(() => (features.predict(images) as tf.Tensor2D).arraySync());
    const images = generated(generator, 1000, 'checkpoints');
    const real = cloud(test.tensors().xs);
    const [made, blank, known] = [images, generated(untrained, 1000), train.tensors().xs].map((one) =>
      frechetDistance(cloud(one), real),
    );
    assert.ok(known < made && made < 0.1 * blank, `${known}, ${made}, ${blank}`);
    const labels = tf.tidy(() => (judge.predict(images) as tf.Tensor2D).argMax(1).dataSync());
    for (const label of Array(10).keys()) {
      const share = labels.filter((one) => one === label).length / labels.length;
      assert.ok(share >= 0.02, `class ${label}: ${share}`);
    }
  });
});

/** The share of the sounds whose digit is the likeliest. */
function understood(model: tf.LayersModel, sounds: SpokenDigit[]): number {
  const filters = melFilterBank(24, 256, 8000);
  const heard = sounds.map(({ samples }) => {
    const values = logMel(powerSpectrogram(loudestPiece(samples, 4800), { window: 256, hop: 128 }), filters);
    const flat = values.flat();
    const mean = flat.reduce((sum, value) => sum + value, 0) / flat.length;
    const deviation = Math.sqrt(flat.reduce((sum, value) => sum + (value - mean) ** 2, 0) / flat.length);
    return values.map((row) => row.map((value) => [(value - mean) / deviation]));
  });
  const said = tf.tidy(() => (model.predict(tf.tensor4d(heard)) as tf.Tensor2D).argMax(1).dataSync());
  return sounds.filter(({ label }, i) => said[i] === label).length / sounds.length;
}
