import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { type Box, encodeBox, iou, random } from '../../../../lib/src/maths';
import { gridDetector, regionClassifier } from '../../../../lib/src/models';
import { cropBoxes, detectRegions, fit, regionExamples, regionLoss } from '../../../../lib/src/training';

before(() => engineReady());

const softplus = (x: number) => Math.log(1 + Math.exp(x));

describe('cropBoxes', () => {
  it('shows the box and a part of what is around it, each pixel the value at its middle', () => {
    // On a slope in x and y, a value says where it comes from.
    const images = tf.tensor4d(
      [0, 1].map((i) =>
        Array.from({ length: 40 }, (_, y) =>
          Array.from({ length: 40 }, (__, x) => [(x + 0.5 + 100 * (y + 0.5)) * (i + 1)]),
        ),
      ),
    );
    const boxes: Box[][] = [[[10, 12, 20, 22]], [[8, 16, 28, 24]]];
    const crops = cropBoxes(images, boxes, 4).arraySync();
    boxes.flat().forEach(([left, top, right, bottom], k) => {
      for (const [row, column] of [
        [0, 0],
        [1, 3],
        [3, 2],
      ]) {
        const place = (from: number, to: number, i: number) =>
          (from + to) / 2 + (to - from) * 1.3 * ((i + 0.5) / 4 - 0.5);
        const expected = (place(left, right, column) + 100 * place(top, bottom, row)) * (k + 1);
        assert.ok(Math.abs(crops[k][row][column][0] - expected) < 1e-3 * expected);
      }
    });
  });

  it('is black outside of the image, and empty without boxes', () => {
    const white = tf.ones([1, 20, 20, 1]) as tf.Tensor4D;
    const [crop] = cropBoxes(white, [[[-10, 0, 10, 20]]], 8).arraySync();
    assert.deepEqual([crop[4][0][0], crop[4][7][0]], [0, 1]);
    assert.deepEqual(cropBoxes(white, [[]], 8).shape, [0, 8, 8, 1]);
  });
});

describe('regionExamples', () => {
  it('are labelled by what their box covers', async () => {
    const set = await scenes({ count: 12, seed: 2 });
    const { xs, ys } = regionExamples(set, { moved: 2, background: 5 });
    const labels = ys.arraySync().map(([label]) => label);
    assert.deepEqual(xs.shape, [labels.length, 24, 24, 1]);
    for (const [, , , , ...classes] of labels)
      assert.equal(
        classes.reduce((a, b) => a + b),
        1,
      );
    const there = labels.filter((label) => label[4] === 0);
    assert.ok(there.length >= 1.5 * set.objects.flat().length, 'moved boxes of each object');
    assert.ok(labels.length - there.length <= 5 * set.count);
    // An IoU of one half allows a side to be off by its own length at most: offsets beyond would mean another object.
    for (const [x, y, width, height] of there) {
      assert.ok(
        Math.abs(x) <= 10 &&
          Math.abs(y) <= 10 &&
          Math.exp(0.2 * Math.abs(width)) <= 2 &&
          Math.exp(0.2 * Math.abs(height)) <= 2,
      );
    }
    const again = regionExamples(set, { moved: 2, background: 5 });
    assert.deepEqual(
      again.ys.arraySync().map(([label]) => label),
      labels,
    );
    tf.dispose([xs, ys, again.xs, again.ys]);
  });
});

describe('regionLoss', () => {
  it('is the formula, summed by hand', () => {
    const draw = random(6);
    const labels = [
      [0.5, -2, 0.1, 3, 0, 1, 0],
      [0, 0, 0, 0, 1, 0, 0],
    ];
    const outputs = labels.map((row) => row.map(() => 2 * draw.normal()));
    let expected = 0;
    labels.forEach((label, i) => {
      const logits = outputs[i].slice(4);
      const right = label.slice(4).indexOf(1);
      // −log softmax of one of three: log(1 + e^(a − r) + e^(b − r))
      const [a, b] = logits.filter((_, k) => k !== right).map((logit) => logit - logits[right]);
      expected += softplus(Math.log(Math.exp(a) + Math.exp(b))) / 2;
      if (label[4] === 1) return;
      for (let k = 0; k < 4; k++) {
        const d = Math.abs(label[k] - outputs[i][k]);
        expected += (d < 1 ? 0.5 * d * d : d - 0.5) / 2;
      }
    });
    const loss = tf.tidy(
      () => regionLoss(tf.tensor3d(labels.map((one) => [one])), tf.tensor3d(outputs.map((one) => [one]))).dataSync()[0],
    );
    assert.ok(Math.abs(loss - expected) < 1e-4 * expected, `${loss}, expected ${expected}`);
  });
});

describe('detectRegions', () => {
  /** A network that says of each crop what its brightest value is told to mean. */
  function answering(answers: Record<number, number[]>): tf.LayersModel {
    return {
      name: 'answering',
      inputs: [{ shape: [null, 8, 8, 1] }],
      outputs: [{ shape: [null, 1, 7] }],
      predict: (crops: tf.Tensor4D) =>
        tf.tensor3d(Array.from(tf.max(crops, [1, 2, 3]).dataSync(), (level) => [answers[Math.round(10 * level)]])),
    } as unknown as tf.LayersModel;
  }

  it('moves each box by its offsets, leaves nothing out but "nothing", and suppresses', () => {
    // Squares of 0.5 and 0.9 on black, in two images.
    const image = (level: number, [left, top, right, bottom]: Box) =>
      Array.from({ length: 32 }, (_, y) =>
        Array.from({ length: 32 }, (__, x) => [x >= left && x < right && y >= top && y < bottom ? level : 0]),
      );
    const objects: Box[] = [
      [4, 4, 14, 14],
      [16, 10, 28, 22],
    ];
    const images = tf.tensor4d([image(0.5, objects[0]), image(0.9, objects[1])]);
    const proposed: Box[][] = [
      [
        [5, 3, 15, 13],
        [22, 22, 30, 30],
      ],
      [
        [15, 11, 27, 23],
        [15, 11, 27, 23.5],
        [1, 1, 8, 8],
      ],
    ];
    const model = answering({
      0: [0, 0, 0, 0, 9, 0, 0],
      5: [...encodeBox(objects[0], proposed[0][0]), 0, 9, 0],
      9: [...encodeBox(objects[1], proposed[1][0]), 0, 0, 9],
    });
    const before = tf.memory().numTensors;
    const found = detectRegions(model, images, proposed, { batchSize: 1 });
    assert.equal(tf.memory().numTensors, before);
    assert.deepEqual(
      found.map((own) => own.map(({ label }) => label)),
      [[0], [1]],
    );
    found.forEach(([{ box, score }], i) => {
      assert.ok(iou(box, objects[i]) > 0.9 && score > 0.99);
    });
    assert.deepEqual(detectRegions(model, images, [[], []]), [[], []]);
  });

  it('refuses boxes for other images, and a network that classifies no crops', () => {
    const images = tf.zeros([2, 64, 64, 1]) as tf.Tensor4D;
    const model = regionClassifier({ filters: 4 });
    assert.throws(() => detectRegions(model, images, [[]]), {
      name: 'UserError',
      message: /2 images and 1 lists of boxes/,
    });
    assert.throws(() => detectRegions(gridDetector({ filters: 4 }), images, [[], []]), {
      name: 'UserError',
      message: /classifies no crops/,
    });
  });
});

describe('regionClassifier', () => {
  it('learns from crops of scenes', async () => {
    const examples = regionExamples(await scenes({ count: 30, seed: 3 }));
    const model = regionClassifier({ filters: 4 });
    assert.deepEqual(model.outputs[0].shape, [null, 1, 11]);
    const { loss } = await fit(model, examples, {
      loss: regionLoss,
      epochs: 3,
      batchSize: 32,
      optimizer: 'adam',
      learningRate: 0.005,
    });
    assert.ok(loss[2] < 0.75 * loss[0], loss.join(', '));
    tf.dispose([examples.xs, examples.ys]);
    model.dispose();
  });

  it('refuses numbers that are no counts', () => {
    assert.throws(() => regionClassifier({ crop: 0 }), { name: 'UserError', message: /crop/ });
  });
});
