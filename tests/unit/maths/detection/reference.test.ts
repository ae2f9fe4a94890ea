import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  averagePrecision,
  type Box,
  dice,
  iouMatrix,
  type Matrix,
  maskAgreement,
  meanAveragePrecision,
  meanIou,
  nms,
} from '../../../../lib/src/maths';
import { assertEachClose, assertTensorClose, reference } from '../reference';

interface Located {
  image: number;
  class: number;
  box: Box;
  score: number;
}

interface MetricCase {
  name: string;
  kind: string;
  a: Box[];
  b: Box[];
  iou: number[][];
  boxes: Box[];
  scores: number[];
  iouThreshold: number;
  keep: number[];
  classes: number;
  groundTruth: Located[];
  detections: Located[];
  perClass: {
    classId: number;
    npos: number;
    truePositives: number[];
    precision: number[];
    recall: number[];
    apAllPoint: number | null;
  }[];
  mAPAllPoint: number;
  yTrue: Matrix;
  yPred: Matrix;
  dice: (number | null)[];
  meanIoU: number;
  meanDice: number;
  pixelAccuracy: number;
}

const cases = reference<MetricCase>('metrics');
const ofKind = (kind: string) => cases.filter((one) => one.kind === kind);
const close = (got: number[], expected: number[], what: string) => assertEachClose(got, expected, what, 1e-5, 1e-6);

/** The objects of each image in a list of its own. */
function byImage(objects: Located[], images: number) {
  return Array.from({ length: images }, (_, image) =>
    objects.filter((object) => object.image === image).map(({ box, score, class: label }) => ({ box, score, label })),
  );
}

describe('detection metrics equal those of torchvision and of the VOC rules', () => {
  for (const { name, a, b, iou } of ofKind('iou')) {
    it(name, () => assertTensorClose(iouMatrix(a, b), iou, name, 1e-6));
  }
  for (const { name, boxes, scores, iouThreshold, keep } of ofKind('nms')) {
    it(name, () => assert.deepEqual(nms(boxes, scores, iouThreshold), keep));
  }
  for (const { name, groundTruth, detections, classes, iouThreshold, perClass, mAPAllPoint } of ofKind('map')) {
    it(name, () => {
      const images = 1 + Math.max(...[...groundTruth, ...detections].map(({ image }) => image));
      const got = meanAveragePrecision(
        byImage(groundTruth, images),
        byImage(detections, images),
        classes,
        iouThreshold,
      );
      close([got.mAP], [mAPAllPoint], 'mAP');
      for (const expected of perClass) {
        const { objects, hits, precision, recall, averagePrecision } = got.perClass[expected.classId];
        assert.equal(objects, expected.npos);
        assert.deepEqual(hits.map(Number), expected.truePositives);
        close(precision, expected.precision, 'precision');
        close(recall, expected.recall, 'recall');
        if (expected.apAllPoint === null) assert.equal(averagePrecision, null);
        else close([averagePrecision as number], [expected.apAllPoint], 'average precision');
      }
    });
  }
  it('were all compared', () => {
    assert.deepEqual(
      ['iou', 'nms', 'map', 'masks'].map((kind) => ofKind(kind).length),
      [6, 3, 3, 2],
    );
  });
});

describe('mask metrics equal those of numpy and Keras', () => {
  for (const { name, yTrue, yPred, classes, iou, dice: ofClass, meanIoU, meanDice, pixelAccuracy } of ofKind('masks')) {
    it(name, () => {
      const got = maskAgreement(yTrue, yPred, classes);
      close(got.iou as number[], iou as unknown as number[], 'IoU');
      close(got.dice as number[], ofClass as number[], 'Dice');
      close(
        [got.meanIou, got.meanDice, got.pixelAccuracy, meanIou(yTrue, yPred, classes)],
        [meanIoU, meanDice, pixelAccuracy, meanIoU],
        'means',
      );
      if (classes === 2) close([dice(yTrue, yPred)], [ofClass[1] as number], 'dice');
    });
  }

  it('leave out a class that is nowhere, and call two empty masks the same', () => {
    assert.deepEqual(maskAgreement([[0, 2]], [[0, 0]], 4).iou, [0.5, null, 0, null]);
    assert.equal(maskAgreement([[0, 2]], [[0, 0]], 4).meanIou, 0.25);
    assert.equal(dice([[0, 0]], [[0, 0]]), 1);
  });

  it('say which pixel has no class', () => {
    assert.throws(
      () => maskAgreement([[0, 1]], [[0, 2]], 2),
      /predicted\[0\]\[1\]: expected a class from 0 to 1, got 2/,
    );
    assert.throws(
      () => dice([[0, 1]], [[0], [1]]),
      /predicted: expected shape \[1, 2\] \(that of truth\), got \[2, 1\]/,
    );
  });
});

describe('averagePrecision', () => {
  it('is 1 where all right ones come first, and 0 without any', () => {
    assert.equal(averagePrecision([1, 1, 2 / 3], [0.5, 1, 1]), 1);
    assert.equal(averagePrecision([0, 0], [0, 0]), 0);
    assert.equal(averagePrecision([], []), 0);
  });

  it('is refused without objects, and for lists that do not match', () => {
    assert.throws(() => meanAveragePrecision([[]], [[]], 3), /truth: expected at least one object/);
    assert.throws(() => meanAveragePrecision([[], []], [[]], 3), /expected a list for each of the 2 images, got 1/);
    const object = { box: [0, 0, 1, 1] as Box, label: 3 };
    assert.throws(() => meanAveragePrecision([[object]], [[]], 3), /truth\[0\]: label 3 is none of 3 classes/);
  });
});
