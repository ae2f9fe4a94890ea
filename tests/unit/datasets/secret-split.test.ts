import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fashionMnist, fashionMnistIsHere } from '../../../lib/src/datasets/fashion-mnist';
import { ImageDataset } from '../../../lib/src/datasets/image-dataset';
import { imagesOf, secretSplit, splitBy } from '../../../lib/src/datasets/secret-split';
import { random } from '../../../lib/src/maths';
import { temporaryFolder, withEnvironment } from './temporary-folder';

/** Images of 2 × 2 pixels, each of them different, of three classes in turn. */
function made(from: number, count: number): ImageDataset {
  const numbers = Array.from({ length: count }, (_, i) => from + i);
  return new ImageDataset({
    name: `made up from ${from}`,
    classNames: ['coat', 'bag', 'boot'],
    height: 2,
    width: 2,
    channels: 1,
    pixels: Uint8Array.from(numbers.flatMap((i) => [i >> 8, i & 255, 7, 9])),
    labels: Uint8Array.from(numbers, (i) => i % 3),
  });
}

/** The number of each image, and the word for its class. */
const contents = (set: ImageDataset): [number, string][] =>
  Array.from({ length: set.count }, (_, i) => [256 * set.pixels[4 * i] + set.pixels[4 * i + 1], set.className(i)]);
const numbers = (set: ImageDataset): number[] => contents(set).map(([number]) => number);
const ascending = (list: number[]): number[] => [...list].sort((a, b) => a - b);
const [train, known] = [made(0, 300), made(300, 60)];
const words = ['coat', 'bag', 'boot'];

test('all images are dealt out anew, as many of each class, and each keeps its word', () => {
  const split = splitBy(random('one'), { train, test: known });
  assert.deepEqual([split.train.count, split.test.count], [300, 60]);
  assert.deepEqual(
    ascending([...numbers(split.train), ...numbers(split.test)]),
    Array.from({ length: 360 }, (_, i) => i),
  );
  for (const set of [split.train, split.test]) {
    for (const [number, word] of contents(set)) assert.equal(word, words[number % 3]);
  }
  for (const word of words) assert.equal(contents(split.test).filter(([, one]) => one === word).length, 20);
  assert.match(split.test.name, /^60 of the embedded images, drawn by the secret/);
});

test('where there are more, those to measure on are none of the known ones', () => {
  const whole = made(250, 500);
  const split = splitBy(random('one'), { train, test: known, whole });
  const measured = numbers(split.test);
  assert.equal(new Set(measured).size, measured.length);
  assert.ok(measured.every((number) => number >= 360 && number < 750));
  assert.equal(measured.length, 390, 'fewer than 2,000 are all taken');
  assert.deepEqual(numbers(split.train), numbers(train));
  for (const [number, word] of contents(split.test)) assert.equal(word, words[number % 3]);
  assert.equal(split.test.name, '390 of the 390 test images that the course does not embed');
});

test('the same secret deals the same, another one other images and other numbers of the classes', () => {
  const by = (secret: string) => splitBy(random(secret), { train, test: known });
  assert.deepEqual(by('one'), by('one'));
  const all = Array.from({ length: 12 }, (_, i) => by(String(i)));
  assert.equal(new Set(all.map((split) => ascending(numbers(split.test)).join())).size, 12);
  assert.ok(new Set(all.map((split) => split.train.classNames.join())).size > 3);
});

test('without a secret they are the sets of the course; with one, 10,000 and 2,000', async (t) => {
  withEnvironment(t, { CONVOLAB_CACHE: temporaryFolder(t) });
  assert.ok(!fashionMnistIsHere('test'));
  assert.deepEqual((await imagesOf({ part: 'test' })).labels, (await fashionMnist({ part: 'test' })).labels);
  const split = await secretSplit('x');
  assert.equal(await imagesOf({ part: 'test', secret: 'x' }), split.test);
  assert.deepEqual([split.train.count, split.test.count], [10_000, 2_000]);
  assert.notDeepEqual(split.test.classNames, (await fashionMnist({ part: 'test' })).classNames);
});
