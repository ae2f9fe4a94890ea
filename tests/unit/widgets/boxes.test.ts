import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boxesGiven } from '../../../lib/src/widgets/boxes';
import {
  dragged,
  grabbed,
  initialState,
  kept,
  moved,
  overlaps,
  resized,
  room,
} from '../../../lib/src/widgets/boxes/state';

const state = initialState(
  boxesGiven({
    boxes: [
      { box: [0, 0, 100, 100], score: 0.6 },
      { box: [50, 0, 150, 100], score: 0.9 },
      { box: [200, 100, 300, 200], score: 0.3 },
    ],
    iouThreshold: 0.3,
  }),
);

describe('the widget of boxes', () => {
  test('tells the overlaps, and which boxes suppression keeps', () => {
    // A third of the union is shared: 50 of 150 columns.
    assert.deepEqual(
      overlaps(state).map(({ index, iou }) => [index, Math.round(iou * 1e6)]),
      [
        [1, 333333],
        [2, 0],
      ],
    );
    assert.deepEqual(kept(state), [1, 2]);
    assert.deepEqual(kept({ ...state, iouThreshold: 0.35 }), [1, 0, 2]);
  });

  test('a box that is dragged keeps its size and stays inside', () => {
    const held = grabbed(state, 10, 10);
    assert.deepEqual([held.selected, held.grip?.part], [0, 'box']);
    assert.deepEqual(dragged(held, 30, 45).boxes[0].box, [20, 35, 120, 135]);
    assert.deepEqual(dragged(held, 1000, -50).boxes[0].box, [room.width - 100, 0, room.width, 100]);
  });

  test('its corner changes its size, which has an end', () => {
    const held = grabbed(state, 103, 98);
    assert.equal(held.grip?.part, 'corner');
    assert.deepEqual(dragged(held, 143, 78).boxes[0].box, [0, 0, 140, 80]);
    const [left, top, right, bottom] = dragged(held, -50, -50).boxes[0].box;
    assert.ok(right > left && bottom > top);
    assert.deepEqual(resized(state, 1000, 1000).boxes[0].box, [0, 0, room.width, room.height]);
  });

  test('a finger takes hold of the corner beside it, and still moves a small box by its middle', () => {
    assert.equal(grabbed(state, 88, 112).grip?.part, 'corner'); // 17 pixels away
    const small = { ...state, boxes: [{ box: [100, 100, 112, 112] as [number, number, number, number], score: 1 }] };
    assert.equal(grabbed(small, 106, 106).grip?.part, 'box');
    assert.equal(grabbed(small, 111, 111).grip?.part, 'corner');
  });

  test('where boxes lie over each other the smaller one is taken; beside them none', () => {
    const inside = {
      ...state,
      boxes: [...state.boxes, { box: [60, 20, 80, 40] as [number, number, number, number], score: 0.5 }],
    };
    assert.equal(grabbed(inside, 70, 30).selected, 3);
    assert.equal(grabbed(inside, 350, 250).grip, undefined);
    assert.deepEqual(moved(state, 0, 0).boxes, state.boxes);
  });

  test('refuses boxes that cannot be', () => {
    assert.throws(() => boxesGiven({ boxes: [{ box: [0, 0, 1, 1], score: 1 }] }), /list of 2 to 8/);
    assert.throws(
      () => boxesGiven({ boxes: [state.boxes[0], { box: [300, 0, 400, 10], score: 0.5 }] }),
      /boxes\[1\]\.box leaves the room of 360×260 pixels\.$/,
    );
    assert.throws(() => boxesGiven({ boxes: [state.boxes[0], { box: [0, 0, 1, 1], score: 2 }] }), /boxes\[1\]\.score/);
  });
});
