import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeImage } from '../../../lib/src/maths';
import {
  type Arrangement,
  arranged,
  cornerOf,
  movedBy,
  sizeOf,
  unitAt,
} from '../../../lib/src/widgets/lenet/arrangement';
import { stroked } from '../../../lib/src/widgets/lenet/brush';
import {
  dotted,
  drawnTo,
  initialState,
  type LenetGiven,
  penMoved,
  withExample,
} from '../../../lib/src/widgets/lenet/state';

const blank = makeImage(12, 12, 1);
const given: LenetGiven = {
  inputShape: [12, 12, 1],
  stages: [
    { kind: 'pool2d', name: 'p', pooling: 'max', size: [12, 12], stride: [12, 12], dilation: [1, 1], padding: 'valid' },
  ],
  classes: ['a'],
  examples: [],
};
const rowsOf = (image: number[][][]) => image.map((row) => row.map(([value]) => value));

describe('the pen', () => {
  test('a line of two pixels between two rows covers both, and nothing beside them', () => {
    const line = rowsOf(stroked(blank, { y: 5, x: 2 }, { y: 5, x: 10 }, { width: 2, level: 0.8 }));
    line.forEach((row, y) => {
      const expected = y === 4 || y === 5 ? 0.8 : 0;
      for (const value of row.slice(2, 10)) assert.ok(Math.abs(value - expected) < 1e-12, `row ${y}: ${value}`);
    });
    assert.equal(line[4][0], 0);
  });

  test('a dot is round, and its area is that of a circle', () => {
    const dot = rowsOf(stroked(blank, { y: 6, x: 6 }, { y: 6, x: 6 }, { width: 6, level: 1 }));
    const area = dot.flat().reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(area - Math.PI * 9) < 0.5, `${area}`);
    const turned = dot.map((row, y) => row.map((_, x) => dot[x][11 - y]));
    assert.ok(dot.flat().every((value, k) => Math.abs(value - turned.flat()[k]) < 1e-12));
  });

  test('a darker pen darkens, an eraser leaves black, and the given image stays as it was', () => {
    const white = makeImage(12, 12, 3, () => 1);
    const grey = stroked(white, { y: 6, x: 0 }, { y: 6, x: 12 }, { width: 2, level: 0.3 });
    assert.ok(grey[5][6].every((value) => Math.abs(value - 0.3) < 1e-12));
    const state = drawnTo({ ...initialState(given), image: white, erasing: true }, { y: 5.5, x: 5.5 }, 'down');
    assert.deepEqual(state.image[5][5], [0, 0, 0]);
    assert.ok(white.flat(2).every((value) => value === 1));
  });

  test('a stroke goes on from where the pen was, and begins anew after it was lifted', () => {
    let state = drawnTo(initialState(given), { y: 6, x: 2 }, 'down');
    state = drawnTo(state, { y: 6, x: 10 }, 'move');
    assert.equal(rowsOf(state.image)[5][6], 1);
    state = drawnTo(drawnTo(state, { y: 6, x: 10 }, 'up'), { y: 1, x: 2 }, 'down');
    assert.equal(rowsOf(state.image)[3][6], 0);
  });

  test('the keys draw where the pen is down, stay on the image, and set dots', () => {
    let state = { ...initialState(given), cursor: { y: 0, x: 10 } };
    state = penMoved(state, -1, 0);
    assert.deepEqual(state.cursor, { y: 0, x: 10 });
    assert.ok(
      rowsOf(state.image)
        .flat()
        .every((value) => value === 0),
    );
    state = penMoved(penMoved({ ...state, penDown: true }, 1, 0), 1, 0);
    assert.deepEqual([state.cursor.y, rowsOf(state.image)[1][10]], [2, 1]);
    const dot = dotted({ ...initialState(given), cursor: { y: 8, x: 3 } });
    assert.equal(rowsOf(dot.image)[8][3], 1);
    assert.ok(
      rowsOf(withExample(dot, given, -1).image)
        .flat()
        .every((value) => value === 0),
    );
  });
});

describe('the maps of a layer side by side', () => {
  for (const shape of [
    [28, 28, 6],
    [5, 7, 16],
    [1, 1, 84],
    [1, 1, 10],
    [1, 1, 400],
  ])
    test(`each unit lies where it is looked for: ${shape.join('×')}`, () => {
      const places: Arrangement = arranged(shape);
      const { width, height } = sizeOf(places);
      assert.ok(width <= 190.001 && height > 0, `${width}`);
      for (let channel = 0; channel < shape[2]; channel++)
        for (let i = 0; i < shape[0]; i++)
          for (let j = 0; j < shape[1]; j++) {
            const { x, y } = cornerOf(places, channel);
            const middle = {
              x: x + ((j + 0.5) * places.width) / shape[1],
              y: y + ((i + 0.5) * places.height) / shape[0],
            };
            assert.ok(middle.x < width && middle.y < height);
            assert.deepEqual(unitAt(places, shape, middle), { channel, i, j });
          }
    });

  test('in a gap and outside the nearest unit is hit, and none where there is no map', () => {
    const places = arranged([28, 28, 6]);
    const row = Math.floor((5 / places.height) * 28);
    const at = (x: number, y: number) => unitAt(places, [28, 28, 6], { x, y });
    assert.deepEqual(at(places.width + 1, 5), { channel: 0, i: row, j: 27 });
    assert.deepEqual(at(places.width + 3, 5), { channel: 1, i: row, j: 0 });
    assert.deepEqual(at(5, places.height + 3), { channel: 3, i: 0, j: Math.floor((5 / places.width) * 28) });
    assert.deepEqual(at(-1, 5), { channel: 0, i: row, j: 0 });
    assert.deepEqual(at(1000, 1000), { channel: 5, i: 27, j: 27 });
    assert.equal(unitAt(arranged([1, 1, 13]), [1, 1, 13], { x: 40, y: 20 }), undefined);
  });

  test('keys cross from map to map, and stop at the outer edges', () => {
    const shape = [4, 5, 6]; // three maps a row
    const go = (channel: number, i: number, j: number, down: number, right: number) =>
      movedBy(arranged(shape), shape, { channel, i, j }, down, right);
    assert.deepEqual(go(0, 2, 4, 0, 1), { channel: 1, i: 2, j: 0 });
    assert.deepEqual(go(4, 0, 2, -1, 0), { channel: 1, i: 3, j: 2 });
    assert.deepEqual(go(2, 1, 4, 0, 1), { channel: 2, i: 1, j: 4 });
    assert.deepEqual(go(5, 3, 0, 1, 0), { channel: 5, i: 3, j: 0 });
    assert.deepEqual(movedBy(arranged([2, 2, 5]), [2, 2, 5], { channel: 4, i: 0, j: 1 }, 0, 1), {
      channel: 4,
      i: 0,
      j: 1,
    });
  });
});
