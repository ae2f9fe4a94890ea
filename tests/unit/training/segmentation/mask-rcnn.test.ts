import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { type Box, decodeBox, dice, encodeBox, iou, pasteMask } from '../../../../lib/src/maths';
import { type MaskRcnn, maskRcnn, proposalAnchors } from '../../../../lib/src/models';
import { findInstances, type MaskRcnnLoss, trainMaskRcnn } from '../../../../lib/src/training';
import { proposeRegions } from '../../../../lib/src/training/segmentation/region-proposals';
import { maskWithin, regionTargets } from '../../../../lib/src/training/segmentation/region-targets';

before(() => engineReady({ quiet: true }));

const close = (got: Box, expected: Box) =>
  assert.ok(
    got.every((place, i) => Math.abs(place - expected[i]) < 1e-4),
    `${got}, expected ${expected}`,
  );

describe('proposeRegions', () => {
  const anchors = proposalAnchors();
  const object: Box = [10, 12, 30, 40];

  it('decodes the surest, cuts at the border, and leaves out what lies on a better one', () => {
    const answers = anchors.map((anchor, i) => {
      if (i === 40 || i === 41) return [...encodeBox(object, anchor), 0, 4 + i];
      if (i === 100) return [...encodeBox([50, 50, 80, 90], anchor), 0, 3];
      return [0, 0, 0, 0, 5, -5];
    });
    const regions = proposeRegions(answers, anchors, 64, 2);
    assert.equal(regions.length, 2);
    close(regions[0].box, object);
    close(regions[1].box, [50, 50, 64, 64]);
    assert.ok(Math.abs(regions[1].score - 1 / (1 + Math.exp(-3))) < 1e-9);
  });
});

describe('regionTargets', () => {
  it('are the objects, the right proposals, the surest wrong ones, and nothing, 12 in all', async () => {
    const set = await scenes({ count: 20, seed: 3, objects: [2, 2] });
    const objects = set.objects.find((own) => own.length === 2 && iou(own[0].box, own[1].box) === 0);
    assert.ok(objects);
    const [left, top, right, bottom] = objects[0].box;
    const near: Box = [left + 1, top, right + 1, bottom];
    const far: Box = [0, 0, 2, 2];
    const targets = regionTargets(objects, [far, near]);
    assert.equal(targets.length, 12);
    assert.deepEqual(
      targets.slice(0, 5).map(({ label, object, weight }) => [label, object, weight]),
      [
        [objects[0].label + 1, 0, 1],
        [objects[1].label + 1, 1, 1],
        [objects[0].label + 1, 0, 1],
        [0, -1, 1],
        [0, -1, 0],
      ],
    );
    close(decodeBox(targets[2].offsets as [number, number, number, number], near), objects[0].box);
  });

  it('have masks that lead back to the object', async () => {
    const set = await scenes({ count: 4, seed: 3 });
    for (let i = 0; i < set.count; i++)
      set.objects[i].forEach(({ box }, object) => {
        const pixels = set.instances.subarray(i * 64 * 64, (i + 1) * 64 * 64);
        const mask = maskWithin(pixels, 64, object, box, 28);
        const rows = Array.from({ length: 28 }, (_, y) => Array.from(mask.subarray(28 * y, 28 * y + 28)));
        const truth = set.instanceMask(i).map((row) => row.map((value) => Number(value === object + 1)));
        assert.ok(dice(truth, pasteMask(rows, box, 64, 64)) > 0.95);
      });
  });
});

/** A network that proposes these boxes alone, calls each class 1, and says that the left half of a box is the object. */
function answering(boxes: Box[]): MaskRcnn {
  const anchors = proposalAnchors();
  const values = anchors.map((anchor, i) =>
    i < boxes.length ? [...encodeBox(boxes[i], anchor), 0, 9 - i] : [0, 0, 0, 0, 9, -9],
  );
  const half = Array.from({ length: 28 }, () => Array.from({ length: 28 }, (_, x) => [Number(x < 14)]));
  return {
    backbone: {
      inputs: [{ shape: [null, 64, 64, 1] }],
      predict: (xs: tf.Tensor) => [
        tf.zeros([xs.shape[0], 32, 32, 2]),
        tf.tile(tf.tensor3d([values]), [xs.shape[0], 1, 1]),
      ],
    },
    classifier: {
      predict: (xs: tf.Tensor) => tf.tile(tf.tensor2d([[0, 0, 0, 0, 0, 0, 8]]), [xs.shape[0], 1]),
    },
    masker: { predict: (xs: tf.Tensor) => tf.tile(tf.tensor4d([half]), [xs.shape[0], 1, 1, 1]) },
  } as unknown as MaskRcnn;
}

describe('findInstances', () => {
  it('reads the boxes and masks of an answer, and suppresses what is seen twice', () => {
    const network = answering([
      [10, 20, 30, 40],
      [15, 20, 34, 40],
      [40, 6, 60, 16],
    ]);
    const before = tf.memory().numTensors;
    const images = tf.zeros([3, 64, 64, 1]) as tf.Tensor4D;
    const found = findInstances(network, images, { proposals: 3, batchSize: 2 });
    images.dispose();
    assert.equal(tf.memory().numTensors, before);
    assert.equal(found.length, 3);
    for (const own of found) {
      assert.equal(own.length, 2);
      close(own[0].box, [10, 20, 30, 40]);
      close(own[1].box, [40, 6, 60, 16]);
      assert.ok(own.every(({ label, score }) => label === 1 && score > 0.99));
      const left = Array.from({ length: 64 }, (_, y) =>
        Array.from({ length: 64 }, (__, x) => Number(y >= 20 && y < 40 && x >= 10 && x < 20)),
      );
      assert.deepEqual(own[0].mask, left);
    }
  });

  it('refuses images of another size and options that cannot be', () => {
    const network = answering([]);
    const [other, right] = [tf.zeros([1, 32, 32, 1]), tf.zeros([1, 64, 64, 1])] as tf.Tensor4D[];
    assert.throws(() => findInstances(network, other), { name: 'UserError', message: /made for images \[64, 64, 1\]/ });
    assert.throws(() => findInstances(network, right, { scoreThreshold: 2 }), { name: 'ShapeError' });
    assert.throws(() => findInstances(network, right, { proposals: 0 }), { name: 'UserError' });
    tf.dispose([other, right]);
  });
});

describe('trainMaskRcnn', () => {
  it('lowers all parts of its loss, the same seed the same way, and leaves nothing in memory', async () => {
    const set = await scenes({ count: 8, seed: 5 });
    const curves: Record<MaskRcnnLoss, number[]>[] = [];
    for (let run = 0; run < 2; run++) {
      const network = maskRcnn({ filters: 4, seed: 1 });
      const before = tf.memory().numTensors;
      const { losses } = await trainMaskRcnn(network, set, { epochs: 8, batchSize: 4, learningRate: 0.01 });
      curves.push(losses);
      assert.equal(tf.memory().numTensors, before);
    }
    assert.deepEqual(curves[0], curves[1]);
    for (const part of ['proposals', 'classes', 'masks'] as const)
      assert.ok(curves[0][part][7] < 0.9 * curves[0][part][0], `${part}: ${curves[0][part].join(', ')}`);
  });

  it('refuses scenes of another size', async () => {
    const small = await scenes({ count: 2, size: 48 });
    await assert.rejects(trainMaskRcnn(maskRcnn({ filters: 4 }), small), { name: 'UserError', message: /48,48,1/ });
  });
});
