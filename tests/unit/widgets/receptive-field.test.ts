import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ShapeError } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type ReceptiveFieldWidgetOptions, receptiveFieldGiven } from '../../../lib/src/widgets/receptive-field';
import {
  changed,
  climbed,
  counts,
  initialState,
  inside,
  layerAdded,
  layerChanged,
  layerRemoved,
  looked,
  lookedAt,
  type ReceptiveFieldState,
  rows,
  seen,
} from '../../../lib/src/widgets/receptive-field/state';
import { ranges } from '../../../lib/src/widgets/receptive-field/table';

const start = initialState(
  receptiveFieldGiven({
    inputSize: 17,
    layers: [
      { kernel: 3, padding: 1 },
      { kernel: 2, stride: 2 },
      { kernel: 3, dilation: 2, padding: 2 },
    ],
  }),
);

/** Which units of the row would change with one pixel of the input: walked forward, window by window. */
function reached({ layers, inputSize }: ReceptiveFieldState, row: number, pixel: number): boolean[] {
  let touched = Array.from({ length: inputSize }, (_, i) => i === pixel);
  for (const { kernel, stride, padding, dilation } of layers.slice(0, row)) {
    const padded = [...Array(padding).fill(false), ...touched, ...Array(padding).fill(false)];
    const next: boolean[] = [];
    for (let first = 0; first + (kernel - 1) * dilation < padded.length; first += stride)
      next.push(Array.from({ length: kernel }, (_, a) => padded[first + a * dilation]).some(Boolean));
    touched = next;
  }
  return touched;
}

describe('the widget of receptive fields', () => {
  for (const row of [0, 1, 2, 3])
    test(`row ${row}: each unit sees the pixels whose change reaches it, and no others`, () => {
      const all = counts(start);
      assert.equal(reached(start, row, 0).length, all[row]);
      for (let unit = 0; unit < all[row]; unit++) {
        const [pixels] = seen(looked(start, row, unit));
        const expected = Array.from({ length: 17 }, (_, pixel) => pixel).filter(
          (pixel) => reached(start, row, pixel)[unit],
        );
        assert.deepEqual(inside(pixels, 17), expected, `unit ${unit}`);
        const { start: first, jump, size } = rows(start)[row];
        const from = first + unit * jump; // what the padding stands for is in the field, too
        assert.ok(pixels.every((pixel) => pixel >= from && pixel < from + size));
      }
    });

  test('pointing takes the unit whose field has its middle nearest, and the keys keep the place', () => {
    assert.deepEqual(lookedAt(start, 2, 0).at, { row: 2, unit: 0 });
    assert.deepEqual(lookedAt(start, 2, 5.2).at, { row: 2, unit: 2 }); // the fields −1…2, 1…4, 3…6 have their middles at 1, 3, 5
    assert.deepEqual(lookedAt(start, 9, 1000).at, { row: 3, unit: counts(start)[3] - 1 });
    const below = climbed(looked(start, 3, 2), -1);
    assert.deepEqual(below.at, { row: 2, unit: 2 });
    assert.equal(climbed(looked(start, 3, 2), 1).at.row, 3);
  });

  test('a window that does not fit changes nothing, and says why', () => {
    const refused = layerChanged(changed(start, { inputSize: 4 }), 2, { kernel: 7, padding: 0 });
    assert.deepEqual(refused.refused, { layer: 3, window: 13, room: 2 }); // dilated by 2, on 4 / 2 units
    assert.deepEqual(refused.layers, start.layers);
    assert.equal(looked(refused, 0, 0).refused, undefined);
  });

  test('layers come and go, one stays, and the unit that is looked at stays in the stack', () => {
    const more = layerAdded(start, { kernel: 3, stride: 1, padding: 0, dilation: 1, name: 'conv' });
    assert.deepEqual([more.layers.length, more.at.row], [4, 4]);
    const fewer = layerRemoved(looked(more, 4, 2), 0);
    assert.deepEqual(fewer.layers, more.layers.slice(1));
    assert.equal(fewer.at.row, 3);
    const one = layerRemoved(layerRemoved(layerRemoved(more, 3), 2), 1);
    assert.equal(layerRemoved(one, 0), one);
    const six = [3, 4, 5].reduce((state) => layerAdded(state, start.layers[0]), start);
    assert.equal(layerAdded(six, start.layers[0]), six);
  });

  test('writes units in runs', () => {
    assert.deepEqual([ranges([0, 1, 2]), ranges([0, 2, 3, 7]), ranges([])], ['0–2', '0, 2–3, 7', '–']);
  });

  for (const [options, kind, message] of [
    [{ layers: [] }, UserError, /layers must be a list of 1 to 6/],
    [{ layers: [{ kernel: 8 }] }, UserError, /layers\[0\]\.kernel must be a whole number from 1 to 7, got 8\.$/],
    [{ layers: [{ kernel: 3, strides: 2 }] }, ShapeError, /strides/],
    [{ layers: [{ kernel: 7 }], inputSize: 5 }, ShapeError, /does not fit/],
    [{ layers: [{ kernel: 1 }], inputSize: 3 }, UserError, /inputSize must be at least 4, got 3\.$/],
    [{ inputSize: 9 }, UserError, /inputSize needs layers/],
  ] as [ReceptiveFieldWidgetOptions, typeof UserError | typeof ShapeError, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => receptiveFieldGiven(options),
        (error: Error) => error instanceof kind && message.test(error.message),
      );
    });

  test('without a size there is room for three units at the end', () => {
    const state = initialState(
      receptiveFieldGiven({ layers: [{ kernel: 5 }, { kernel: 2, stride: 2 }, { kernel: 3 }] }),
    );
    assert.equal(counts(state)[3], 3);
  });
});
