import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { fashionClasses, fashionMnist } from '../../../lib/src/datasets/fashion-mnist';
import { projectRoot, UserError } from '../../../lib/src/project';
import { deadAddress, serve } from './file-server';
import { temporaryFolder, withEnvironment } from './temporary-folder';

/** The bytes after the header, without any of the library's code. */
function raw(file: string, header: number): Buffer {
  return gunzipSync(readFileSync(join(projectRoot, 'data/fashion-mnist', file))).subarray(header);
}
const countsOf = (labels: Uint8Array) => fashionClasses.map((_, c) => labels.filter((label) => label === c).length);

for (const { part, stem, count, perClass } of [
  { part: 'train', stem: 'train', count: 10_000, perClass: 1_000 },
  { part: 'test', stem: 't10k', count: 2_000, perClass: 200 },
] as const) {
  test(`the embedded ${part} part: sizes, classes, every byte in its place`, async () => {
    const set = await fashionMnist({ part });
    assert.deepEqual([set.count, set.height, set.width, set.channels], [count, 28, 28, 1]);
    assert.deepEqual(countsOf(set.labels), new Array(10).fill(perClass));
    assert.ok(raw(`${stem}-labels-idx1-ubyte.gz`, 8).equals(set.labels));
    const pixels = raw(`${stem}-images-idx3-ubyte.gz`, 16);
    assert.ok(pixels.equals(set.pixels));
    const [i, y, x] = [count - 7, 14, 9];
    assert.equal(set.image(i)[y][x][0], pixels[784 * i + 28 * y + x] / 255);
  });
}

test('it is Fashion-MNIST: the labels and the row of pixels that its tutorials print', async () => {
  const train = await fashionMnist({ count: 10 });
  const test = await fashionMnist({ part: 'test', count: 10 });
  assert.deepEqual([...train.labels], [9, 0, 0, 3, 0, 2, 7, 2, 5, 5]);
  assert.deepEqual([...test.labels], [9, 2, 1, 1, 6, 1, 4, 6, 5, 7]);
  assert.equal(train.className(0), 'Ankle boot');
  const row = train.image(0)[3].map(([value]) => Math.round(255 * value));
  assert.deepEqual(row.slice(12, 27), [1, 0, 0, 13, 73, 0, 0, 1, 4, 0, 0, 0, 0, 1, 1]);
});

test('a wrong count or part is said', async () => {
  const refused = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);
  await assert.rejects(fashionMnist({ part: 'test', count: 2_001 }), refused(/has 2000 images: .* got 2001/));
  await assert.rejects(fashionMnist({ part: 'validation' as 'test' }), refused(/'train' or 'test', got "validation"/));
});

test('the full set without a connection: one sentence, and the embedded set under a name that says so', async (t) => {
  withEnvironment(t, { CONVOLAB_CACHE: temporaryFolder(t), CONVOLAB_FASHION_MNIST_URL: await deadAddress() });
  const said: string[] = [];
  const set = await fashionMnist({ full: true, part: 'test', count: 5_000, say: (line) => said.push(line) });
  assert.deepEqual(said, [
    "Fashion-MNIST can't be downloaded (no connection to 127.0.0.1): using the embedded Fashion-MNIST instead; connect once and run again.",
  ]);
  assert.match(set.name, /embedded/);
  assert.equal(set.count, 2_000);
  await assert.rejects(fashionMnist({ full: true, fallback: false }), /no connection to 127\.0\.0\.1/);
});

test('the full set asks a mirror for the official files and refuses others', async (t) => {
  const server = await serve((_, response) => response.end('not the file'));
  t.after(server.close);
  withEnvironment(t, { CONVOLAB_CACHE: temporaryFolder(t), CONVOLAB_FASHION_MNIST_URL: `${server.url}/mirror/` });
  await assert.rejects(
    fashionMnist({ full: true, part: 'test', fallback: false }),
    /sends another file, 12 bytes instead of 4422102/,
  );
  assert.deepEqual(
    server.asked.map(({ path }) => path),
    ['/mirror/t10k-images-idx3-ubyte.gz'],
  );
});
