import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { flipImage, type Matrix, makeImage, maskAgreement, random } from '../../../../lib/src/maths';
import { fcn, unet } from '../../../../lib/src/models';
import {
  augment,
  cropExamples,
  crossEntropyWithDice,
  diceLoss,
  fit,
  maskExamples,
  pixelCrossEntropy,
  randomFlip,
  randomRotation,
  segment,
  withMasks,
} from '../../../../lib/src/training';
import { assertTensorClose, reference } from '../../maths/reference';

interface LossCase {
  kind: string;
  labels: number[][][];
  probabilities: number[][][][];
  weights: number[];
  crossEntropy: number;
  weighted: number;
  dice: number;
}

before(() => engineReady({ quiet: true }));

describe('losses of masks', () => {
  const cases = reference<LossCase>('segmentation').filter(({ kind }) => kind === 'maskLosses');
  assert.equal(cases.length, 2);
  for (const { labels, probabilities, weights, crossEntropy, weighted, dice } of cases)
    it(`are PyTorch's for ${weights.length} classes`, () => {
      tf.tidy(() => {
        const wanted = tf.oneHot(tf.tensor3d(labels, undefined, 'int32'), weights.length);
        const predicted = tf.tensor4d(probabilities);
        const values = [pixelCrossEntropy(), pixelCrossEntropy(weights), diceLoss, crossEntropyWithDice(weights)].map(
          (loss) => loss(wanted, predicted).dataSync()[0],
        );
        assertTensorClose(values, [crossEntropy, weighted, dice, weighted + dice], 'losses', 1e-5);
      });
    });

  it('refuse weights that cannot be', () => {
    assert.throws(() => pixelCrossEntropy([1, 0]), {
      name: 'UserError',
      message: /above 0, one a class, got \[1, 0\]/,
    });
    const three = tf.ones([1, 1, 1, 3]);
    assert.throws(() => pixelCrossEntropy([1, 2])(three, three), { message: /3 classes, but 2 classWeights/ });
    three.dispose();
  });
});

describe('examples with masks', () => {
  it('of scenes are the images and the class of each pixel', async () => {
    const set = await scenes({ count: 3, seed: 8 });
    const { xs, ys } = maskExamples(set);
    const classes = tf.tidy(() => tf.argMax(ys, 3).arraySync() as Matrix[]);
    for (let i = 0; i < set.count; i++) assert.deepEqual(classes[i], set.classMask(i));
    assert.deepEqual(ys.shape, [3, 64, 64, 7]);
    assert.equal(
      tf.tidy(() => tf.sum(ys).dataSync()[0]),
      3 * 64 * 64,
    );
    assert.deepEqual(xs.shape, [3, 64, 64, 1]);
    tf.dispose([xs, ys]);
  });

  it('of a large image are crops of it and of its mask', () => {
    const image = makeImage(6, 8, 1, (y, x) => 10 * y + x);
    const mask = image.map((row) => row.map(([value]) => value % 2));
    const { xs, ys } = cropExamples(
      image,
      mask,
      [
        { top: 1, left: 2 },
        { top: 4, left: 6 },
      ],
      { size: 2 },
    );
    assert.deepEqual(xs.arraySync(), [
      [
        [[12], [13]],
        [[22], [23]],
      ],
      [
        [[46], [47]],
        [[56], [57]],
      ],
    ]);
    assert.deepEqual(
      tf.tidy(() => tf.argMax(ys, 3).arraySync()),
      [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ],
    );
    tf.dispose([xs, ys]);
    assert.throws(() => cropExamples(image, mask, [{ top: 5, left: 0 }], { size: 2 }), {
      name: 'UserError',
      message: /at 5 down, 0 right reaches over the border of 6 × 8/,
    });
    assert.throws(() => cropExamples(image, mask, [], { size: 2 }), { name: 'UserError' });
  });
});

describe('withMasks', () => {
  const draw = random(3);
  const image = makeImage(8, 8, 2, () => draw.uniform());
  const mask = makeImage(8, 8, 3, (y, x, c) => Number((y + x) % 3 === c));
  const batch = () => ({ xs: tf.tensor4d([image]), ys: tf.tensor4d([mask]) });

  it('flips both', () => {
    tf.tidy(() => {
      const { xs, ys } = augment(batch(), withMasks(randomFlip({ probability: 1 })), 1);
      assertTensorClose(xs.arraySync() as number[][][][], [flipImage(image)], 'image', 1e-6);
      assertTensorClose(ys.arraySync() as number[][][][], [flipImage(mask)], 'mask', 1e-6);
    });
  });

  it('turns an image that is its own mask as its mask', () => {
    tf.tidy(() => {
      const { xs } = batch();
      const turned = augment({ xs, ys: xs }, withMasks(randomRotation({ degrees: 40 })), 2);
      assert.deepEqual(turned.xs.arraySync(), turned.ys.arraySync());
      assert.notDeepEqual(turned.xs.arraySync(), xs.arraySync());
    });
  });

  it('takes masks of the size of their images alone', () => {
    tf.tidy(() => {
      const labels = { xs: tf.zeros([2, 4, 4, 1]), ys: tf.zeros([2, 10]) };
      assert.throws(() => augment(labels, withMasks(randomFlip()), 1), {
        name: 'UserError',
        message: /labels \[2,10\]/,
      });
    });
  });
});

describe('networks that label pixels', () => {
  for (const { name, make } of [
    { name: 'U-Net', make: () => unet({ filters: 4, depth: 2, seed: 2 }) },
    { name: 'FCN', make: () => fcn({ filters: 4, seed: 2 }) },
  ])
    it(`${name} learns scenes by heart, and the same seed learns the same`, async () => {
      const set = await scenes({ count: 8, seed: 5 });
      const examples = maskExamples(set);
      const curves: number[][] = [];
      const truth = Array.from({ length: set.count }, (_, i) => set.classMask(i)).flat();
      for (let run = 0; run < 2; run++) {
        const model = make();
        const history = await fit(model, examples, {
          loss: crossEntropyWithDice(),
          epochs: 12,
          batchSize: 4,
          learningRate: 0.02,
        });
        curves.push(history.loss);
        const masks = segment(model, examples.xs, { batchSize: 3 });
        assert.equal(masks.length, 8);
        const { iou } = maskAgreement(truth, masks.flat(), 7);
        assert.ok((iou[0] as number) > 0.7, `ground ${iou[0]}`);
        model.dispose();
      }
      assert.deepEqual(curves[0], curves[1]);
      assert.ok(curves[0][11] < 0.7 * curves[0][0], curves[0].join(', '));
      tf.dispose([examples.xs, examples.ys]);
    });

  it('are refused by segment if they are none', () => {
    const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [4, 4, 1] })] });
    assert.throws(() => segment(model, tf.zeros([1, 4, 4, 1])), { name: 'UserError', message: /does not say a class/ });
    assert.throws(() => segment(fcn(), tf.zeros([1, 8, 8, 1]), { batchSize: 0 }), { name: 'UserError' });
  });
});
