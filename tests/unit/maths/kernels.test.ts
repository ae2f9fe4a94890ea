import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { conv2d } from '../../../lib/src/maths/conv2d';
import { convolutionCost } from '../../../lib/src/maths/cost';
import { channel, makeImage, mapImage, toImage } from '../../../lib/src/maths/image';
import { flip, gaussianKernel, type KernelName, kernels, perChannel, toFilters } from '../../../lib/src/maths/kernels';
import { random } from '../../../lib/src/maths/random';
import { type Matrix, shapeOf } from '../../../lib/src/maths/shapes';
import { assertEachClose, assertTensorClose, flat } from './reference';

const sum = (kernel: Matrix) => flat(kernel).reduce((a, b) => a + b);
const names = Object.keys(kernels) as KernelName[];

test('blurs and sharpening keep the brightness, edge detectors give 0 on a plain', () => {
  const one: KernelName[] = ['identity', 'boxBlur', 'gaussianBlur', 'sharpen', 'emboss'];
  for (const name of names) {
    assert.deepEqual(shapeOf(kernels[name]), [3, 3]);
    assertEachClose([sum(kernels[name])], [one.includes(name) ? 1 : 0], name, 0, 1e-12);
  }
});

test('edge detectors answer the edges that they are made for', () => {
  // Bright at the right: one vertical edge. Bright at the bottom: one horizontal edge.
  const right = makeImage(5, 6, 1, (_, x) => (x < 3 ? 0 : 1));
  const below = makeImage(6, 5, 1, (y) => (y < 3 ? 0 : 1));
  const answer = (image: typeof right, name: KernelName) => flat(conv2d(image, toFilters([kernels[name]])));
  for (const [x, y] of [
    ['sobelX', 'sobelY'],
    ['prewittX', 'prewittY'],
  ] as const) {
    assert.ok(answer(right, x).every((value) => value >= 0) && answer(right, x).some((value) => value >= 3));
    assert.ok(answer(right, y).every((value) => value === 0));
    assert.ok(answer(below, y).every((value) => value >= 0) && answer(below, y).some((value) => value >= 3));
    assert.ok(answer(below, x).every((value) => value === 0));
  }
  // The outline is positive on the bright side; the Laplacian has the other sign.
  assert.deepEqual(answer(right, 'outline').slice(0, 4), [0, -3, 3, 0]);
  assert.deepEqual(answer(right, 'laplacian').slice(0, 4), [0, 1, -1, 0]);
});

test('the Laplacian is the second derivative', () => {
  const paraboloid = makeImage(5, 5, 1, (y, x) => x * x + 3 * y * y);
  assertTensorClose(
    conv2d(paraboloid, toFilters([kernels.laplacian])),
    makeImage(3, 3, 1, () => 2 + 6),
    'Laplacian',
  );
  const plane = makeImage(5, 5, 1, (y, x) => 4 * x - 2 * y);
  assertTensorClose(
    conv2d(plane, toFilters([kernels.sobelX])),
    makeImage(3, 3, 1, () => 8 * 4),
    'slope in x, times 8',
  );
  assertTensorClose(
    conv2d(plane, toFilters([kernels.sobelY])),
    makeImage(3, 3, 1, () => 8 * -2),
    'slope in y, times 8',
  );
  assertTensorClose(
    conv2d(paraboloid, toFilters([kernels.sharpen])),
    mapImage(
      makeImage(3, 3, 1, (y, x) => (x + 1) ** 2 + 3 * (y + 1) ** 2),
      (v) => v - 8,
    ),
    'image minus Laplacian',
  );
});

test('one filter a kernel; several channels are averaged', () => {
  const photo = makeImage(6, 5, 3, () => random(1).uniform());
  const two = toFilters([kernels.sobelX, kernels.boxBlur], 3);
  assert.deepEqual(shapeOf(two), [3, 3, 3, 2]);
  const grey = photo.map((row) => row.map((pixel) => [(pixel[0] + pixel[1] + pixel[2]) / 3]));
  assertTensorClose(
    conv2d(photo, two),
    conv2d(grey, toFilters([kernels.sobelX, kernels.boxBlur])),
    'of the mean',
    1e-12,
  );
  assert.deepEqual(channel(conv2d(photo, toFilters([kernels.identity], 3), { padding: 'same' })).length, 6);
});

test('perChannel leaves colours apart, as a depthwise convolution does', async () => {
  await tf.setBackend('cpu');
  const generator = random(2);
  const photo = makeImage(6, 7, 3, () => generator.uniform());
  const depthwise = tf.tensor4d(kernels.emboss.map((row) => row.map((weight) => [[weight], [weight], [weight]])));
  const expected = tf.depthwiseConv2d(tf.tensor3d(photo), depthwise, 1, 'same').arraySync();
  assertTensorClose(conv2d(photo, perChannel(kernels.emboss), { padding: 'same' }), expected, 'depthwise');
});

test('flip turns by 180°, and twice is none', () => {
  assert.deepEqual(
    flip([
      [1, 2, 3],
      [4, 5, 6],
    ]),
    [
      [6, 5, 4],
      [3, 2, 1],
    ],
  );
  for (const name of names) assert.deepEqual(flip(flip(kernels[name])), kernels[name]);
  // Convolution with the flipped kernel stamps the kernel itself around a single bright pixel.
  const dot = makeImage(5, 5, 1, (y, x) => (y === 2 && x === 2 ? 1 : 0));
  assert.deepEqual(channel(conv2d(dot, toFilters([flip(kernels.emboss)]))), kernels.emboss);
});

test('gaussianKernel is a bell: adds up to 1, falls as the formula says, the same in both directions', () => {
  const bell = gaussianKernel(7, 1.5);
  assert.deepEqual(shapeOf(bell), [7, 7]);
  assertEachClose([sum(bell)], [1], 'sum', 1e-12);
  assertEachClose(
    [bell[3][5] / bell[3][3], bell[1][4] / bell[3][3]],
    [Math.exp(-4 / 4.5), Math.exp(-5 / 4.5)],
    'fall',
    1e-12,
  );
  assert.deepEqual(
    bell[0].map((_, x) => bell.map((row) => row[x])),
    bell,
  );
  assert.deepEqual(gaussianKernel(1, 2), [[1]]);
});

test('the cost of a convolution equals TensorFlow.js’s count and shape', () => {
  for (const padding of ['valid', 'same'] as const) {
    for (const useBias of [true, false]) {
      const model = tf.sequential();
      const [height, width, inChannels] = [9, 12, 3];
      model.add(
        tf.layers.conv2d({
          inputShape: [height, width, inChannels],
          filters: 5,
          kernelSize: [3, 4],
          strides: [2, 1],
          padding,
          useBias,
        }),
      );
      const cost = convolutionCost({
        height,
        width,
        inChannels,
        filters: 5,
        kernel: [3, 4],
        stride: [2, 1],
        padding,
        bias: useBias,
      });
      assert.equal(cost.parameters, model.countParams());
      assert.deepEqual([null, ...cost.outputShape], model.outputShape);
      // One multiply-and-add for each weight at each position.
      const [outHeight, outWidth] = cost.outputShape;
      assert.equal(cost.macs, outHeight * outWidth * 3 * 4 * 3 * 5);
    }
  }
});

test('the convolutions of VGG16 cost what its paper and torchvision say', () => {
  let [size, inChannels, parameters, macs] = [224, 3, 0, 0];
  for (const block of [
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ]) {
    for (const filters of block) {
      const cost = convolutionCost({ height: size, width: size, inChannels, filters, kernel: 3, padding: 'same' });
      parameters += cost.parameters;
      macs += cost.macs;
      inChannels = filters;
    }
    size /= 2;
  }
  assert.equal(parameters, 14_714_688);
  assert.equal(macs, 15_346_630_656);
});

const mistakes: [string, () => unknown, RegExp][] = [
  [
    'one kernel, no list',
    () => toFilters(kernels.sobelX as never),
    /^kernels\[0\]: expected nested arrays \[height, width\]/,
  ],
  ['no kernels', () => toFilters([]), /^kernels: .* got an empty array\.$/],
  [
    'two sizes',
    () => toFilters([kernels.sobelX, [[1]]]),
    /^kernels\[1\]: expected shape \[3, 3\] \(that of kernels\[0\]\), got \[1, 1\]\.$/,
  ],
  ['channels', () => toFilters([kernels.sobelX], 0), /^inChannels: .* got 0\.$/],
  ['ragged kernel', () => flip([[1, 2], [3]]), /^kernel\[1\]: expected 2 entries as in kernel\[0\], got 1\.$/],
  ['sigma', () => gaussianKernel(3, 0), /^sigma: expected a number above 0, got 0\.$/],
  ['matrix', () => toImage([[1], 2] as never), /^matrix\[1\]: /],
  [
    'cost, kernel',
    () => convolutionCost({ height: 2, width: 5, inChannels: 1, filters: 1, kernel: 3 }),
    /does not fit into the height/,
  ],
  [
    'cost, filters',
    () => convolutionCost({ height: 5, width: 5, inChannels: 1, kernel: 3 } as never),
    /^filters: .* got undefined\.$/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`kernels and cost say what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
