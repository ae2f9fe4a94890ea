import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { nuclei, scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { dice, instanceIous, type Matrix, maskAgreement } from '../../../../lib/src/maths';
import { fcn, loadCheckpoint, maskRcnn, unet } from '../../../../lib/src/models';
import {
  cosineDecay,
  cropExamples,
  crossEntropyWithDice,
  findInstances,
  fit,
  randomBrightness,
  randomContrast,
  randomFlip,
  randomRotation,
  segment,
  withMasks,
} from '../../../../lib/src/training';

before(() => engineReady({ quiet: true }));

const testScenes = () => scenes({ part: 'test', count: 300 });

describe('on scenes of items that were not learnt from', () => {
  for (const { name, model, goal } of [
    { name: 'fcn-scenes', model: () => fcn({ filters: 12 }), goal: 0.75 },
    { name: 'unet-scenes', model: () => unet({ filters: 12 }), goal: 0.75 },
  ])
    it(`${name} has a mean IoU of at least ${goal}`, async () => {
      const [set, network] = [await testScenes(), await loadCheckpoint(name, model())];
      const images = set.tensor();
      const truth = Array.from({ length: set.count }, (_, i) => set.classMask(i)).flat();
      const { meanIou } = maskAgreement(truth, segment(network, images).flat(), 7);
      tf.dispose(images);
      assert.ok(meanIou >= goal, `${meanIou}`);
    });

  it('mask-rcnn-scenes outlines what it finds with a mean IoU of at least 0.75', async () => {
    const [set, network] = [await testScenes(), maskRcnn()];
    await loadCheckpoint('mask-rcnn-scenes', network.model);
    const images = set.tensor();
    const found = findInstances(network, images);
    tf.dispose(images);
    const ious = set.objects.flatMap((objects, i) => {
      const numbers = set.instanceMask(i);
      const own = (k: number) => numbers.map((row) => row.map((number) => Number(number === k + 1)));
      return instanceIous(
        objects.map(({ label }, k) => ({ label, mask: own(k) })),
        found[i],
      );
    });
    const matched = ious.filter((iou) => iou > 0);
    const mean = matched.reduce((sum, iou) => sum + iou, 0) / matched.length;
    assert.ok(mean >= 0.75, `${mean}`);
    assert.ok(matched.length / ious.length >= 0.75, `${matched.length} of ${ious.length} found`);
  });
});

describe('on the quarter of the nuclei that was held out', () => {
  it('U-Net has a Dice of at least 0.8', async () => {
    const { image, instances } = await nuclei();
    const mask = instances.map((row) => row.map((number) => Number(number > 0)));
    const steps = Array.from({ length: 15 }, (_, i) => 32 * i);
    const places = steps
      .flatMap((top) => steps.map((left) => ({ top, left })))
      .filter(({ top, left }) => top + 64 <= 256 || left + 64 <= 256);
    const crops = cropExamples(image, mask, places, { size: 64 });
    const model = unet({ classes: 2, seed: 1 });
    await fit(model, crops, {
      loss: crossEntropyWithDice(),
      epochs: 8,
      batchSize: 8,
      learningRate: cosineDecay(0.01),
      augment: [
        withMasks([randomFlip(), randomFlip({ axis: 'vertical' }), randomRotation({ degrees: 45 })]),
        randomBrightness({ amount: 0.1 }),
        randomContrast({ amount: 0.3 }),
      ],
    });
    const quarter = <T>(rows: T[][]) => rows.slice(256).map((row) => row.slice(256));
    const [predicted] = tf.tidy(() => segment(model, tf.tensor4d([quarter(image)])));
    const agreement = dice(quarter(mask), predicted as Matrix);
    tf.dispose([crops.xs, crops.ys]);
    assert.ok(agreement >= 0.8, `${agreement}`);
  });
});
