import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conv2d, kernels, toFilters, toImage } from '../../../lib/src/maths';
import { UserError } from '../../../lib/src/user-error';
import { type ConvolutionWidgetOptions, convolutionGiven } from '../../../lib/src/widgets/convolution';
import {
  changed,
  drawn,
  initialState,
  looked,
  outputShape,
  productsAt,
} from '../../../lib/src/widgets/convolution/state';

const image = Array.from({ length: 7 }, (_, y) => Array.from({ length: 9 }, (_, x) => ((3 * y + 5 * x) % 7) / 7));

describe('the convolution widget', () => {
  for (const stride of [1, 2, 3])
    for (const padding of ['valid', 'same'] as const)
      for (const dilation of [1, 2])
        test(`the products of each window add up to conv2d: stride ${stride}, ${padding}, dilation ${dilation}`, () => {
          const state = initialState(convolutionGiven({ image, kernel: 'sharpen', stride, padding, dilation }));
          const map = conv2d(toImage(image), toFilters([kernels.sharpen]), { stride, padding, dilation });
          assert.deepEqual(outputShape(state), { rows: map.length, columns: map[0].length });
          map.forEach((row, i) => {
            row.forEach(([value], j) => {
              const sum = productsAt(state, i, j).reduce((total, { weight, pixel = 0 }) => total + weight * pixel, 0);
              assert.ok(Math.abs(sum - value) < 1e-12, `row ${i}, column ${j}: ${sum} and ${value}`);
            });
          });
        });

  test('the pen draws one pixel, and the window around it is looked at', () => {
    const state = initialState(convolutionGiven({ kernel: 'boxBlur' }));
    const next = drawn({ ...state, pen: 0 }, 6, 7);
    assert.equal(state.image[6][7], 1);
    assert.deepEqual(
      next.image.flatMap((row, y) => row.flatMap((value, x) => (value === state.image[y][x] ? [] : [[y, x, value]]))),
      [[6, 7, 0]],
    );
    const middle = productsAt(next, next.at.i, next.at.j)[4];
    assert.deepEqual([middle.y, middle.x], [6, 7]);
  });

  test('near the edge the nearest window is looked at, and a smaller map keeps the pixel on it', () => {
    const state = initialState(convolutionGiven({ image, kernel: 'boxBlur' }));
    assert.deepEqual(looked(state, 0, 0).at, { i: 0, j: 0 });
    assert.deepEqual(looked(state, 6, 8).at, { i: 4, j: 6 });
    assert.deepEqual(changed(looked(state, 6, 8), { stride: 3 }).at, { i: 1, j: 2 });
  });

  test('a window that does not fit changes nothing', () => {
    const state = initialState(convolutionGiven({ image: image.map((row) => row.slice(0, 5)), kernel: 'boxBlur' }));
    assert.equal(changed(state, { dilation: 3 }), state);
  });

  for (const [options, message] of [
    [{ kernel: 'sobel' }, /there is no kernel 'sobel'\. Take one of identity, /],
    [{ stride: 0 }, /stride must be a whole number from 1 to 4, got 0\.$/],
    [{ image: Array(49).fill(Array(20).fill(0)) }, /at most 48×48 pixels, got 49×20\. Cut a piece/],
    [{ image: [[[0, 1, 0]]] }, /image needs one channel, got 3\./],
    [{ kernel: Array(8).fill(Array(8).fill(1)) }, /at most 7×7 weights, got 8×8\.$/],
  ] as [ConvolutionWidgetOptions, RegExp][])
    test(`refuses ${message}`, () => {
      assert.throws(
        () => convolutionGiven(options),
        (error: Error) => error instanceof UserError && message.test(error.message),
      );
    });

  test('refuses a kernel that does not fit into an image, and options that it does not know', () => {
    assert.throws(() => convolutionGiven({ image: [[1, 0]], kernel: 'sobelX' }), /does not fit/);
    assert.throws(() => convolutionGiven({ kernels: 'sobelX' } as ConvolutionWidgetOptions), /kernels/);
  });
});
