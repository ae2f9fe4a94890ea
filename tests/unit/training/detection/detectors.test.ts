import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { scenes } from '../../../../lib/src/datasets';
import { engineReady, tf } from '../../../../lib/src/engine';
import { encodeAnchors, encodeGrid, iou, type LabelledBox, random } from '../../../../lib/src/maths';
import { anchorDetector, detectorAnchors, gridDetector } from '../../../../lib/src/models';
import {
  anchorExamples,
  anchorLoss,
  type DetectOptions,
  detect,
  fit,
  gridExamples,
  gridLoss,
} from '../../../../lib/src/training';

const objects: LabelledBox[] = [
  { box: [6, 8, 30, 28], label: 0 },
  { box: [36, 30, 60, 60], label: 2 },
];
const softplus = (x: number) => Math.log(1 + Math.exp(x));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logSoftmax = (xs: number[], i: number) => xs[i] - Math.log(xs.reduce((sum, x) => sum + Math.exp(x), 0));
const close = (got: number, expected: number) =>
  assert.ok(Math.abs(got - expected) <= 1e-4 * (1 + Math.abs(expected)), `${got}, expected ${expected}`);

/** A model that gives this answer to every image, as far as `detect` looks at one. */
function answering(answer: number[][][] | number[][]): tf.LayersModel {
  const one = tf.expandDims(tf.tensor(answer));
  const predict = (xs: tf.Tensor) => tf.tile(one, [xs.shape[0], ...one.shape.slice(1).map(() => 1)]);
  return {
    name: 'answering',
    outputs: [{ shape: [null, ...one.shape.slice(1)] }],
    predict,
  } as unknown as tf.LayersModel;
}

before(() => engineReady());

describe('gridLoss', () => {
  it('is the formula, summed by hand', () => {
    const draw = random(2);
    const target = encodeGrid(objects, { cells: 4, size: 64, classes: 3 });
    const logits = target.map((row) => row.map((cell) => cell.map(() => draw.normal())));
    let expected = 0;
    target.flat().forEach(([there, ...rest], i) => {
      const [objectness, ...others] = logits.flat()[i];
      if (there === 0) {
        expected += 0.5 * softplus(objectness);
        return;
      }
      expected += softplus(-objectness);
      for (let k = 0; k < 4; k++) expected += 5 * (sigmoid(others[k]) - rest[k]) ** 2;
      expected -= logSoftmax(others.slice(4), rest.slice(4).indexOf(1));
    });
    const loss = tf.tidy(() => gridLoss(tf.tensor4d([target, target]), tf.tensor4d([logits, logits])).dataSync()[0]);
    close(loss, expected); // the mean of two images that are the same
  });
});

describe('anchorLoss', () => {
  it('counts all anchors with an object and the three hardest of the others for each', () => {
    const draw = random(3);
    const labels = Array.from({ length: 12 }, (_, i) => [
      ...[0, 1, 2, 3].map(() => (i === 5 ? draw.normal() : 0)),
      ...[0, 1, 2].map((k) => Number(k === (i === 5 ? 2 : 0))),
    ]);
    const outputs = labels.map((row) => row.map(() => 2 * draw.normal()));
    const confusion = outputs.map((row, i) => -logSoftmax(row.slice(4), i === 5 ? 2 : 0));
    const hard = confusion.filter((_, i) => i !== 5).sort((a, b) => b - a);
    const distances = labels[5].slice(0, 4).map((value, k) => Math.abs(value - outputs[5][k]));
    const smooth = distances.map((d) => (d < 1 ? 0.5 * d * d : d - 0.5));
    const expected = [confusion[5], ...hard.slice(0, 3), ...smooth].reduce((sum, value) => sum + value, 0);
    const loss = tf.tidy(() => anchorLoss(tf.tensor3d([labels]), tf.tensor3d([outputs])).dataSync()[0]);
    close(loss, expected);
  });
});

describe('detect', () => {
  const check = (model: tf.LayersModel) => {
    const found = detect(model, tf.zeros([3, 64, 64, 1]), { batchSize: 2 });
    assert.equal(found.length, 3);
    for (const ofImage of found) {
      assert.deepEqual(ofImage.map(({ label }) => label).sort(), [0, 2]);
      for (const { box, label, score } of ofImage) {
        assert.ok(score > 0.99);
        assert.ok(iou(box, objects[label / 2].box) > 0.99);
      }
    }
  };

  it('reads the grid of an answer that is right', () => {
    const logit = (p: number) => Math.log(Math.max(p, 1e-6) / Math.max(1 - p, 1e-6));
    const target = encodeGrid(objects, { cells: 8, size: 64, classes: 3 });
    check(answering(target.map((row) => row.map((cell) => cell.map(logit)))));
  });

  it('reads the anchors of an answer that is right', () => {
    const answer = encodeAnchors(objects, detectorAnchors()).map(({ label, offsets }) => [
      ...offsets,
      ...[-1, 0, 1, 2].map((k) => (k === label ? 10 : 0)),
    ]);
    check(answering(answer));
  });

  it('refuses what is no detector', () => {
    const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [64, 64, 1] })] });
    assert.throws(() => detect(model, tf.zeros([1, 64, 64, 1])), { name: 'UserError', message: /is no detector/ });
    const anchors = tf.sequential({
      layers: [tf.layers.flatten({ inputShape: [64, 64, 1] }), tf.layers.reshape({ targetShape: [512, 8] })],
    });
    assert.throws(() => detect(anchors, tf.zeros([1, 64, 64, 1])), {
      name: 'UserError',
      message: /has 512 anchors, and/,
    });
  });

  it('refuses options that cannot be', () => {
    const model = gridDetector({ filters: 4 });
    for (const [options, message] of [
      [{ batchSize: 0 }, /batchSize must be a whole number/],
      [{ scoreThreshold: 2 }, /scoreThreshold: expected a number from 0 to 1, got 2/],
      [{ iouThreshold: Number.NaN }, /iouThreshold: expected a number from 0 to 1/],
      [{ threshold: 0.5 } as DetectOptions, /threshold/],
    ] as const)
      assert.throws(() => detect(model, tf.zeros([1, 64, 64, 1]), options), { message });
  });
});

describe('detectors', () => {
  for (const { name, make, examples, loss } of [
    { name: 'on a grid', make: gridDetector, examples: gridExamples, loss: gridLoss },
    { name: 'with anchors', make: anchorDetector, examples: anchorExamples, loss: anchorLoss },
  ])
    it(`${name} learn from scenes, and the same seed learns the same`, async () => {
      const set = await scenes({ count: 16, seed: 5 });
      const { xs, ys } = examples(set);
      const curves: number[][] = [];
      for (let run = 0; run < 2; run++) {
        const model = make({ filters: 4, seed: 1 });
        assert.deepEqual(model.outputs[0].shape.slice(1), ys.shape.slice(1));
        const history = await fit(model, { xs, ys }, { loss, epochs: 6, batchSize: 8, learningRate: 0.005 });
        curves.push(history.loss);
        model.dispose();
      }
      assert.deepEqual(curves[0], curves[1]);
      assert.ok(curves[0][5] < 0.7 * curves[0][0], curves[0].join(', '));
      tf.dispose([xs, ys]);
    });

  it('need sides that can be halved four times', () => {
    assert.throws(() => gridDetector({ size: 60 }), { name: 'UserError', message: /multiple of 16, got 60/ });
    assert.throws(() => anchorDetector({ classes: 0 }), { name: 'UserError' });
  });
});
