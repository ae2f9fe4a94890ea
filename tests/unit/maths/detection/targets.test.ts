import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  anchorBoxes,
  type Box,
  centred,
  clipBox,
  cornered,
  decodeBox,
  decodeGrid,
  encodeAnchors,
  encodeBox,
  encodeGrid,
  iou,
  matchAnchors,
  nms,
  random,
  softNms,
  suppress,
} from '../../../../lib/src/maths';
import { assertTensorClose } from '../reference';

const draw = random(5);
const someBox = (size = 64): Box => {
  const [width, height] = [draw.uniform(6, 30), draw.uniform(6, 30)];
  const [left, top] = [draw.uniform(0, size - width), draw.uniform(0, size - height)];
  return [left, top, left + width, top + height];
};

describe('boxes', () => {
  it('go to middle and size and back', () => {
    assert.deepEqual(centred([2, 4, 8, 6]), { x: 5, y: 5, width: 6, height: 2 });
    assert.deepEqual(cornered({ x: 5, y: 5, width: 6, height: 2 }), [2, 4, 8, 6]);
    assert.deepEqual(clipBox([-3, 4, 80, 20], 64, 10), [0, 4, 64, 10]);
  });

  it('are refused as left, top, width, height', () => {
    assert.throws(() => iou([20, 20, 10, 10], [0, 0, 1, 1]), /a: expected left ≤ right .* is it \[left, top, width/);
    assert.throws(
      () => iou([0, 0, 1, 1], [0, 0, 1] as unknown as Box),
      /b: expected a box \[left, top, right, bottom\]/,
    );
    assert.throws(() => nms([[0, 0, 1, 1]], [0.5, 0.4]), /scores: expected 1 scores, one for each box, got 2/);
    assert.throws(() => nms([[0, 0, 1, 1]], [0.5], 50), /iouThreshold: expected a number from 0 to 1, got 50/);
  });
});

describe('suppression', () => {
  const boxes: Box[] = [
    [0, 0, 10, 10],
    [0, 0, 10, 5],
    [40, 40, 50, 50],
  ];

  it('among no boxes keeps none', () => assert.deepEqual(nms([], []), []));

  it('keeps boxes of different classes in one place', () => {
    const detections = boxes.map((box, i) => ({ box, label: i === 1 ? 1 : 0, score: 0.5 + i / 10 }));
    assert.deepEqual(
      suppress([...detections, { ...detections[0], score: 0.1 }], 0.4).map(({ score }) => score),
      [0.7, 0.6, 0.5],
    );
  });

  it('lowers the scores of boxes behind another one when it is soft', () => {
    const gaussian = softNms(boxes, [0.9, 0.8, 0.7]);
    assert.deepEqual(
      gaussian.map(({ index }) => index),
      [0, 2, 1],
    );
    assert.ok(Math.abs(gaussian[2].score - 0.8 * Math.exp(-0.5)) < 1e-12); // IoU ½, σ ½
    const linear = softNms(boxes, [0.9, 0.8, 0.7], { decay: 'linear', scoreThreshold: 0.41 });
    assert.deepEqual(linear, [
      { index: 0, score: 0.9 },
      { index: 2, score: 0.7 },
    ]);
    assert.throws(() => softNms(boxes, [1, 1, 1], { decay: 'hard' as 'linear' }), /decay: expected 'gaussian' or/);
  });
});

describe('grid targets', () => {
  const grid = { cells: 8, size: 64, classes: 3 };

  it('put an object into the cell of its middle', () => {
    const target = encodeGrid([{ box: [10, 32, 26, 36], label: 2 }], grid); // middle 18, 34
    assert.deepEqual(target[4][2], [1, 0.25, 0.25, 0.5, 0.25, 0, 0, 1]);
    assert.equal(target.flat().filter(([there]) => there > 0).length, 1);
  });

  it('give the objects back, where each has a cell of its own', () => {
    for (let trial = 0; trial < 50; trial++) {
      const objects = [0, 1, 2].map((label) => ({ box: someBox(), label }));
      const cells = objects.map(({ box }) => {
        const { x, y } = centred(box);
        return 8 * Math.floor(y / 8) + Math.floor(x / 8);
      });
      if (new Set(cells).size < 3) continue;
      const found = decodeGrid(encodeGrid(objects, grid), grid).sort((a, b) => a.label - b.label);
      assert.deepEqual(
        found.map(({ label, score }) => [label, score]),
        [
          [0, 1],
          [1, 1],
          [2, 1],
        ],
      );
      found.forEach(({ box }, i) => {
        assertTensorClose(box, objects[i].box, `box ${i}`, 1e-12);
      });
    }
  });

  it('score a cell by objectness times class', () => {
    const output = encodeGrid([], { ...grid, cells: 1 });
    output[0][0] = [0.8, 0.5, 0.5, 0.5, 1, 0.1, 0.75, 0.15];
    const [{ box, label, score }] = decodeGrid(output, { ...grid, cells: 1 });
    assert.deepEqual([box, label], [[24, 0, 40, 64], 1]);
    assert.ok(Math.abs(score - 0.6) < 1e-12);
    assert.deepEqual(decodeGrid(output, { ...grid, cells: 1 }, 0.7), []);
  });

  it('refuse what is not in the image, and another shape', () => {
    assert.throws(
      () => encodeGrid([{ box: [60, 0, 80, 9], label: 0 }], grid),
      /its middle within 64 × 64 pixels, got 70/,
    );
    assert.throws(() => encodeGrid([{ box: [0, 0, 8, 9], label: 3 }], grid), /label: 3 is none of 3 classes/);
    assert.throws(() => decodeGrid(encodeGrid([], grid), { ...grid, classes: 4 }), /expected shape \[8, 8, 9\]/);
  });
});

describe('anchors', () => {
  const levels = [
    { cells: 4, scales: [16], ratios: [1, 4] },
    { cells: 2, scales: [32, 40] },
  ];
  const anchors = anchorBoxes(64, levels);

  it('stand in the middles of the cells, in every scale and ratio', () => {
    assert.equal(anchors.length, 4 * 4 * 2 + 2 * 2 * 2);
    assert.deepEqual(anchors.slice(0, 3), [
      [0, 0, 16, 16],
      [-8, 4, 24, 12],
      [16, 0, 32, 16],
    ]);
    assert.deepEqual(anchors.slice(-2), [
      [32, 32, 64, 64],
      [28, 28, 68, 68],
    ]);
    assert.throws(() => anchorBoxes(64, [{ cells: 2, scales: [] }]), /levels\[0\]\.scales: expected numbers above 0/);
  });

  it('and their offsets give each box back', () => {
    for (const anchor of anchors) {
      const box = someBox();
      assertTensorClose(decodeBox(encodeBox(box, anchor), anchor), box, 'box', 1e-9);
    }
    assert.deepEqual(encodeBox([4, 0, 20, 16], [0, 0, 16, 16]), [2.5, 0, 0, 0]);
  });

  it('answer for what they overlap by half, and for each object at least one does', () => {
    for (let trial = 0; trial < 50; trial++) {
      const boxes = [someBox(), someBox()];
      const matches = matchAnchors(anchors, boxes, 0.5);
      const best = boxes.map((box) => Math.max(...anchors.map((anchor) => iou(anchor, box))));
      matches.forEach((match, i) => {
        const overlaps = boxes.map((box) => iou(anchors[i], box));
        if (match < 0) assert.ok(Math.max(...overlaps) < 0.5);
        else assert.ok(overlaps[match] === best[match] || overlaps[match] === Math.max(...overlaps));
      });
      const answered = new Set(matches);
      assert.ok(answered.has(1) && (answered.has(0) || best[0] < 0.5));
    }
    assert.deepEqual(matchAnchors(anchors.slice(0, 2), []), [-1, -1]);
  });

  it('say class and offsets of the object, or nothing', () => {
    const targets = encodeAnchors([{ box: [4, 0, 20, 16], label: 6 }], anchors);
    assert.deepEqual(targets[0], { label: 6, offsets: [2.5, 0, 0, 0] });
    assert.deepEqual(targets[20], { label: -1, offsets: [0, 0, 0, 0] });
  });
});
