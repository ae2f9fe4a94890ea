import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PhotoName, photo, photoCredit, photoNames } from '../../../lib/src/datasets/photos';
import type { Image } from '../../../lib/src/maths/shapes';
import { UserError } from '../../../lib/src/project';

const shape = (image: Image) => [image.length, image[0].length, image[0][0].length];

/** As `file` and ImageMagick report them. */
const shapes: Record<PhotoName, number[]> = {
  astronaut: [256, 256, 3],
  brick: [256, 256, 1],
  camera: [256, 256, 1],
  chelsea_cat: [170, 256, 3],
  china: [256, 384, 3],
  coffee: [171, 256, 3],
  coins: [303, 384, 1],
  flower: [171, 256, 3],
  hubble: [223, 256, 3],
  rocket: [171, 256, 3],
};

test('every photograph has its size and channels, every row is whole, values lie in 0 … 1', async () => {
  assert.deepEqual([...photoNames].sort(), Object.keys(shapes).sort());
  for (const name of photoNames) {
    const image = await photo(name);
    assert.deepEqual(shape(image), shapes[name], name);
    assert.ok(
      image.every((row) => row.length === image[0].length),
      name,
    );
    const values = image.flat(2);
    const [least, most] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [1, 0]);
    assert.ok(least >= 0 && least < 0.3 && most <= 1 && most > 0.6, `${name}: ${least} … ${most}`);
  }
});

test('pixels are those that Pillow decodes', async () => {
  const china = await photo('china');
  const expected: [y: number, x: number, rgb: number[]][] = [
    [0, 0, [173, 200, 229]],
    [100, 200, [229, 228, 234]],
    [128, 64, [206, 214, 216]],
    [255, 255, [31, 34, 25]],
  ];
  for (const [y, x, rgb] of expected) {
    // JPEG decoders may round differently: 3 of 255 is still the same pixel.
    for (const [c, value] of rgb.entries())
      assert.ok(Math.abs(255 * china[y][x][c] - value) <= 3, `china ${y} ${x} ${c}`);
  }
  const camera = await photo('camera');
  const grey = [camera[0][0], camera[100][200], camera[128][64], camera[255][255]];
  assert.deepEqual(
    grey.map(([value]) => Math.round(255 * value)),
    [199, 140, 25, 152],
  ); // PNG is exact
});

test('grey is the luminance of Rec. 601', async () => {
  const [colours, luminance] = [await photo('coffee'), await photo('coffee', { grey: true })];
  assert.deepEqual(shape(luminance), [171, 256, 1]);
  for (const [y, x] of [
    [0, 0],
    [90, 120],
    [170, 255],
  ]) {
    const [red, green, blue] = colours[y][x];
    assert.ok(Math.abs(luminance[y][x][0] - (0.299 * red + 0.587 * green + 0.114 * blue)) < 1e-12);
  }
});

test('one number is the longer side and keeps the shape', async () => {
  assert.deepEqual(shape(await photo('china', { size: 96 })), [64, 96, 3]);
  assert.deepEqual(shape(await photo('china', { size: 128, grey: true })), [85, 128, 1]);
  assert.deepEqual(shape(await photo('camera', { size: 512 })), [512, 512, 1]);
});

test('[height, width] is exact and comes from the middle', async () => {
  const square = await photo('china', { size: [256, 256] });
  const whole = await photo('china');
  assert.deepEqual(shape(square), [256, 256, 3]);
  assert.deepEqual(square[17][0], whole[17][64]); // (384 − 256) / 2 columns cut at each side
  assert.deepEqual(square[200][255], whole[200][319]);
  assert.deepEqual(shape(await photo('rocket', { size: [40, 10] })), [40, 10, 3]);
});

test('a smaller picture is as bright as the whole one', async () => {
  const mean = (image: Image) => image.flat(2).reduce((sum, v) => sum + v, 0) / image.flat(2).length;
  const [whole, small] = [await photo('brick'), await photo('brick', { size: 32 })];
  assert.ok(Math.abs(mean(whole) - mean(small)) < 0.003);
});

test('unknown names and sizes are one sentence', async () => {
  const refused = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);
  await assert.rejects(photo('cat' as PhotoName), refused(/^There is no photo 'cat': choose one of astronaut, /));
  for (const size of [0, -3, 2.5, 5000, Number.NaN, [10], [10, 0], '64']) {
    await assert.rejects(
      photo('china', { size: size as number }),
      refused(/^size must be a whole number from 1 to 2048/),
    );
  }
});

test('credits name the photographer and the licence', () => {
  assert.equal(photoCredit('china'), 'A pavilion in China, by danielbuechele, CC BY 2.0, made smaller');
  assert.equal(photoCredit('flower'), 'A dahlia, by vultilion, CC BY 2.0, made smaller');
  assert.equal(photoCredit('camera'), 'A man with a camera, by Lav Varshney, CC0 1.0');
});
