import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImageDataset } from '../../../lib/src/datasets/image-dataset';
import { engineReady, tf } from '../../../lib/src/engine';
import { UserError } from '../../../lib/src/project';

/** Three images of 2 × 2 × 3 whose pixel values are 0, 1, 2, … 35. */
function three(): ImageDataset {
  return new ImageDataset({
    name: 'three',
    classNames: ['cat', 'dog', 'cow', 'hen'],
    height: 2,
    width: 2,
    channels: 3,
    pixels: Uint8Array.from({ length: 36 }, (_, i) => i),
    labels: Uint8Array.of(2, 0, 3),
  });
}
const saying = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);

test('an image is rows of pixels of channels, divided by 255', () => {
  const scaled = (...values: number[]) => values.map((v) => v / 255);
  assert.deepEqual(three().image(1), [
    [scaled(12, 13, 14), scaled(15, 16, 17)],
    [scaled(18, 19, 20), scaled(21, 22, 23)],
  ]);
});

test('black is 0 and white is 1', () => {
  const set = new ImageDataset({
    ...three(),
    height: 1,
    width: 2,
    channels: 1,
    pixels: Uint8Array.of(0, 255),
    labels: Uint8Array.of(0),
  });
  assert.deepEqual(set.image(0), [[[0], [1]]]);
});

test('several images come in the order that was asked for', () => {
  const corners = three()
    .images([2, 0, 2])
    .map((image) => Math.round(255 * image[0][0][0]));
  assert.deepEqual(corners, [24, 0, 24]);
});

test('the class name belongs to the label', () => {
  assert.deepEqual(
    [0, 1, 2].map((i) => three().className(i)),
    ['cow', 'cat', 'hen'],
  );
});

test('take gives a range that shares the pixels', () => {
  const set = three();
  const last = set.take({ from: 1, count: 2 });
  assert.equal(last.count, 2);
  assert.deepEqual(last.image(0), set.image(1));
  assert.deepEqual([...last.labels], [0, 3]);
  assert.equal(last.pixels.buffer, set.pixels.buffer);
  assert.equal(set.take({ from: 2 }).count, 1);
});

test('indices and ranges outside are named', () => {
  assert.throws(() => three().image(3), saying(/^three has the images 0 to 2: there is no image 3\.$/));
  assert.throws(() => three().image(-1), saying(/no image -1/));
  assert.throws(() => three().image(0.5), saying(/no image 0\.5/));
  assert.throws(() => three().take({ count: 4 }), saying(/from 1 to 3, got 4/));
  assert.throws(() => three().take({ count: 0 }), saying(/got 0/));
  assert.throws(() => three().take({ from: 2, count: 2 }), saying(/1 images from number 2 on: .* from 1 to 1, got 2/));
  assert.throws(() => three().take({ from: 3 }), saying(/can't begin with 3/));
});

test('pixels and labels that do not fit are refused', () => {
  assert.throws(() => new ImageDataset({ ...three(), width: 3 }), saying(/need 54 pixel values, but there are 36/));
  assert.throws(() => new ImageDataset({ ...three(), classNames: ['cat', 'dog'] }), saying(/image 0 has label 2/));
});

test('tensors have the shapes and values of the range, labels one-hot', async () => {
  await engineReady();
  const { xs, ys } = three().tensors({ from: 1, count: 2 });
  assert.deepEqual(xs.shape, [2, 2, 2, 3]);
  assert.equal(xs.dtype, 'float32');
  const values = tf.mul(xs, 255).dataSync();
  assert.deepEqual(
    [...values].map(Math.round),
    Array.from({ length: 24 }, (_, i) => 12 + i),
  );
  assert.deepEqual(ys.arraySync(), [
    [1, 0, 0, 0],
    [0, 0, 0, 1],
  ]);
  tf.dispose([xs, ys]);
});

/** 60 images of one pixel, whose value is their number; labels 0, 1, 2, 0, 1, 2, … */
function sixty(): ImageDataset {
  return new ImageDataset({
    name: 'sixty',
    classNames: ['cat', 'dog', 'cow'],
    height: 1,
    width: 1,
    channels: 1,
    pixels: Uint8Array.from({ length: 60 }, (_, i) => i),
    labels: Uint8Array.from({ length: 60 }, (_, i) => i % 3),
  });
}

test('some classes are a task of their own, with labels in the order of the names', () => {
  const set = sixty().ofClasses(['cow', 'cat']);
  assert.deepEqual(set.classNames, ['cow', 'cat']);
  assert.deepEqual([...set.pixels.subarray(0, 6)], [0, 2, 3, 5, 6, 8]);
  assert.deepEqual([...set.labels.subarray(0, 6)], [1, 0, 1, 0, 1, 0]);
  assert.equal(set.count, 40);
});

test('as many of each class are drawn by the seed, and a larger number has those of a smaller one', () => {
  const [five, nine] = [5, 9].map((count) => sixty().perClass(count, 3));
  const numbers = (set: ImageDataset) => [...set.pixels];
  for (const label of [0, 1, 2]) assert.equal(nine.labels.filter((one) => one === label).length, 9);
  assert.ok(
    nine.pixels.every((pixel, i) => pixel % 3 === nine.labels[i]),
    'each image keeps its label',
  );
  assert.equal(new Set(nine.pixels).size, 27);
  assert.ok(numbers(five).every((pixel) => nine.pixels.includes(pixel)));
  assert.deepEqual(numbers(sixty().perClass(5, 3)), numbers(five));
  assert.notDeepEqual(numbers(sixty().perClass(5, 4)), numbers(five));
  assert.notDeepEqual(numbers(five), [...sixty().pixels.subarray(0, 15)]);
});

test('classes and numbers that are not there are named', () => {
  assert.throws(() => sixty().ofClasses(['cat', 'hen']), saying(/no class 'hen': it has cat, dog, cow\.$/));
  assert.throws(() => sixty().ofClasses(['cat']), saying(/two or more classes, each once, got cat\.$/));
  assert.throws(() => sixty().ofClasses(['cat', 'cat']), saying(/each once, got cat, cat\.$/));
  assert.throws(() => sixty().perClass(21), saying(/has 20 images of cat: count must be .* from 1 to 20, got 21\.$/));
  assert.throws(() => sixty().perClass(0), saying(/got 0\.$/));
});
