import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type PhotoName, photo } from '../../../lib/src/datasets';
import { engineReady, tf } from '../../../lib/src/engine';
import { type Box, iou } from '../../../lib/src/maths';
import { loadNanoDet, type NanoDet } from '../../../lib/src/models';
import reference from '../../reference/nanodet.json';

describe('loadNanoDet', () => {
  let network: NanoDet;
  before(async () => {
    await engineReady({ quiet: true });
    network = await loadNanoDet();
  });

  for (const { photo: name, detections } of reference.cases)
    it(`sees in ${name} what another program sees`, async () => {
      const found = network.detect(await photo(name as PhotoName));
      assert.equal(found.length, detections.length);
      // Scores that are nearly the same may come in another order.
      for (const { className, score, box } of detections) {
        const same = found.find(
          (one) => network.classNames[one.label] === className && iou(one.box, box as Box) > 0.98,
        );
        assert.ok(same && Math.abs(same.score - score) < 0.005, `${className} ${score} at ${box}`);
      }
    });

  it('sees what the README of the data says: a person 0.74, a cup 0.53, and a cat that it takes for a person', async () => {
    const best = async (name: PhotoName) => {
      const [{ label, score }] = network.detect(await photo(name));
      return [network.classNames[label], score.toFixed(2)];
    };
    assert.deepEqual(await best('astronaut'), ['person', '0.74']);
    assert.deepEqual(await best('coffee'), ['cup', '0.53']);
    assert.deepEqual((await best('chelsea_cat'))[0], 'person');
  });

  it('has 80 classes, answers on three grids, and leaves no tensor', async () => {
    assert.equal(new Set(network.classNames).size, 80);
    const image = await photo('coffee', { size: 64 });
    const tensors = tf.memory().numTensors;
    const answers = network.answers(image);
    assert.deepEqual(
      answers.map(({ stride, probabilities, distributions }) => [
        stride,
        probabilities.length,
        probabilities[0].length,
        distributions[0].length,
      ]),
      [8, 16, 32].map((stride) => [stride, (416 / stride) ** 2, 80, 44]),
    );
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('refuses what is no image, and options that cannot be', async () => {
    assert.throws(() => network.detect([[[0, 0]]]), { name: 'UserError', message: /1 or 3 channels/ });
    const image = await photo('coffee', { size: 32 });
    assert.throws(() => network.detect(image, { scoreThreshold: 2 }), { message: /scoreThreshold/ });
    assert.throws(() => network.detect(image, { threshold: 1 } as object), { message: /threshold/ });
  });
});
