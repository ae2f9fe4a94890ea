import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type Cifar10Archive, cifar10, cifar10Classes, cifar10IsHere } from '../../../lib/src/datasets/cifar10';
import { DownloadError } from '../../../lib/src/datasets/download-error';
import { projectRoot, UserError } from '../../../lib/src/project';
import { deadAddress, type FileServer, serveFile } from './file-server';
import { type TarEntry, tarGz } from './tar-archive';
import { temporaryFolder, withEnvironment } from './temporary-folder';

const recordBytes = 3073;
const names = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'];

/** Four records a file, each byte a different mixture of where it stands. */
function batch(file: number): Buffer {
  const bytes = Buffer.alloc(4 * recordBytes);
  for (let record = 0; record < 4; record++) {
    const start = record * recordBytes;
    bytes[start] = (3 * file + record) % 10;
    for (let i = 1; i < recordBytes; i++) bytes[start + i] = (i * 7 + (i >> 8) * 13 + 31 * record + 57 * file) % 256;
  }
  return bytes;
}

const entries: TarEntry[] = [
  { name: 'cifar-10-batches-bin/', type: '5' },
  { name: 'cifar-10-batches-bin/readme.html', content: Buffer.from('<p>') },
  ...names.map((name, i) => ({ name: `cifar-10-batches-bin/${name}.bin`, content: batch(i) })),
];

/** Serves an archive and points cache and address at temporary places. */
async function serveArchive(t: TestContext, archive: Buffer, recordsPerFile = 4, checksum = sha256(archive)) {
  const server: FileServer = await serveFile({ content: archive, etag: '"1"' });
  t.after(server.close);
  const cache = temporaryFolder(t);
  withEnvironment(t, { CONVOLAB_CACHE: cache, CONVOLAB_CIFAR10_URL: undefined });
  const described: Cifar10Archive = {
    url: `${server.url}/cifar-10-binary.tar.gz`,
    bytes: archive.length,
    checksum: { algorithm: 'sha256', hex: checksum },
    recordsPerFile,
  };
  return { server, cache, archive: described };
}
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const quiet = { say: () => {}, fallback: false };

test('whether it is here shows in the sizes of its files', (t) => {
  const cache = temporaryFolder(t);
  withEnvironment(t, { CONVOLAB_CACHE: cache });
  assert.ok(!cifar10IsHere());
  const folder = join(cache, 'cifar-10-batches-bin');
  mkdirSync(folder);
  for (const name of names) {
    assert.ok(!cifar10IsHere());
    writeFileSync(join(folder, `${name}.bin`), '');
    truncateSync(join(folder, `${name}.bin`), 10_000 * recordBytes); // takes no room on the disk
  }
  assert.ok(cifar10IsHere());
  truncateSync(join(folder, 'test_batch.bin'), recordBytes);
  assert.ok(!cifar10IsHere());
});

test('a small archive: download, unpack, planes to pixels, then no network', async (t) => {
  const { server, cache, archive } = await serveArchive(t, tarGz(entries));
  const set = await cifar10({ ...quiet, archive });
  assert.deepEqual([set.name, set.count, set.height, set.width, set.channels], ['CIFAR-10', 20, 32, 32, 3]);
  assert.deepEqual(
    [...set.labels],
    [0, 1, 2, 3, 4].flatMap((file) => [0, 1, 2, 3].map((record) => (3 * file + record) % 10)),
  );
  for (const [i, y, x] of [
    [0, 0, 0],
    [7, 31, 0],
    [19, 12, 31],
  ]) {
    const [file, record] = [Math.floor(i / 4), i % 4];
    const start = record * recordBytes + 1 + 32 * y + x; // in the red plane; green and blue lie 1024 bytes apart
    const bytes = batch(file);
    const expected = [bytes[start], bytes[start + 1024], bytes[start + 2048]];
    assert.deepEqual(
      set.image(i)[y][x],
      expected.map((value) => value / 255),
      `image ${i}, row ${y}, column ${x}`,
    );
  }
  assert.deepEqual(readdirSync(cache), ['cifar-10-batches-bin']);

  const few = await cifar10({ ...quiet, archive, part: 'test', count: 3 });
  assert.deepEqual([...few.labels], [5, 6, 7]);
  const across = await cifar10({ ...quiet, archive, count: 6 });
  assert.deepEqual([...across.labels], [0, 1, 2, 3, 3, 4]);
  assert.ok(Buffer.from(across.pixels).equals(Buffer.from(set.pixels.subarray(0, 6 * 3072))));
  assert.equal(server.asked.length, 1);
});

const shared = resolve(projectRoot, '..', 'shared', 'data', 'cifar10');
const noRealData = !existsSync(shared) && 'the real CIFAR-10 records are not on this machine (../shared/data/cifar10)';

test('an archive of real records, packed by tar itself', { skip: noRealData }, async (t) => {
  const perFile = 800;
  const packing = temporaryFolder(t);
  mkdirSync(join(packing, 'cifar-10-batches-bin'));
  const train = gunzipSync(readFileSync(join(shared, 'train_4000.bin.gz')));
  const test = gunzipSync(readFileSync(join(shared, 'test_1000.bin.gz')));
  const length = perFile * recordBytes;
  names.forEach((name, i) => {
    const bytes = i < 5 ? train.subarray(i * length, (i + 1) * length) : test.subarray(0, length);
    writeFileSync(join(packing, 'cifar-10-batches-bin', `${name}.bin`), bytes);
  });
  writeFileSync(join(packing, 'cifar-10-batches-bin', 'batches.meta.txt'), 'airplane\n');
  execFileSync('tar', ['-czf', 'archive.tar.gz', 'cifar-10-batches-bin'], { cwd: packing });
  const { archive } = await serveArchive(t, readFileSync(join(packing, 'archive.tar.gz')), perFile);

  const set = await cifar10({ ...quiet, archive });
  assert.equal(set.count, 4_000);
  // data_batch_1 of CIFAR-10 begins with a frog, two trucks, a deer and an automobile.
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((i) => set.className(i)),
    ['frog', 'truck', 'truck', 'deer', 'automobile'],
  );
  const meta = readFileSync(join(shared, 'batches.meta.txt'), 'utf8').trim().split('\n');
  assert.deepEqual([...cifar10Classes], meta);
  assert.deepEqual(
    set.image(0)[0][0],
    [59, 62, 63].map((value) => value / 255),
  ); // as every tutorial prints
  const tests = await cifar10({ ...quiet, archive, part: 'test' });
  assert.deepEqual(
    [0, 1, 2, 3].map((i) => tests.className(i)),
    ['cat', 'ship', 'ship', 'airplane'],
  );
});

test('without a connection: exactly one sentence, and the embedded set under a name that says so', async (t) => {
  withEnvironment(t, { CONVOLAB_CACHE: temporaryFolder(t), CONVOLAB_CIFAR10_URL: await deadAddress() });
  const said: string[] = [];
  const set = await cifar10({ part: 'test', count: 5_000, say: (line) => said.push(line) });
  assert.deepEqual(said, [
    "CIFAR-10 can't be downloaded (no connection to 127.0.0.1): using the embedded Fashion-MNIST instead; connect once and run again.",
  ]);
  assert.equal(set.name, 'Fashion-MNIST (embedded, instead of CIFAR-10)');
  assert.deepEqual([set.count, set.height, set.channels], [2_000, 28, 1]);
  assert.equal((await cifar10({ count: 7, say: () => {} })).count, 7);
});

test('the address of a mirror is taken from the environment, the checksum is not', async (t) => {
  const { server, archive } = await serveArchive(t, tarGz(entries));
  withEnvironment(t, { CONVOLAB_CIFAR10_URL: `${server.url}/mirror.tar.gz` });
  await cifar10({ ...quiet, archive: { ...archive, url: 'http://nowhere.invalid/x' } });
  assert.deepEqual(
    server.asked.map(({ path }) => path),
    ['/mirror.tar.gz'],
  );
  withEnvironment(t, { CONVOLAB_CACHE: temporaryFolder(t) });
  await assert.rejects(cifar10(quiet), /sends another file, \d+ bytes instead of 170052171/);
});

test('a wrong checksum is never unpacked', async (t) => {
  const { cache, archive } = await serveArchive(t, tarGz(entries), 4, '0'.repeat(64));
  await assert.rejects(
    cifar10({ ...quiet, archive }),
    (error: unknown) => error instanceof DownloadError && error.failure === 'content',
  );
  assert.equal(existsSync(join(cache, 'cifar-10-batches-bin')), false);
  const said: string[] = [];
  const set = await cifar10({ archive, onProgress: () => {}, say: (line) => said.push(line) });
  assert.match(set.name, /instead of CIFAR-10/);
  assert.equal(said.length, 1);
  assert.match(said[0], /wrong checksum.*: using the embedded Fashion-MNIST instead; run again later\.$/);
});

for (const [what, extra, message] of [
  ['a path outside', { name: '../evil', content: Buffer.from('x') }, /unsafe path/],
  ['a link', { name: 'cifar-10-batches-bin/x', type: '2', linkTo: '/etc' }, /is a link/],
] as [string, TarEntry, RegExp][]) {
  test(`an archive with ${what} is refused, even when its checksum is right`, async (t) => {
    const { cache, archive } = await serveArchive(t, tarGz([...entries, extra]));
    await assert.rejects(
      cifar10({ archive, say: () => {} }),
      (error: unknown) => error instanceof UserError && message.test(error.message),
    );
    assert.equal(existsSync(join(cache, 'cifar-10-batches-bin')), false);
    assert.equal(existsSync(join(cache, '..', 'evil')), false);
  });
}

test('an archive with a file missing is refused', async (t) => {
  const { archive } = await serveArchive(t, tarGz(entries.slice(0, -1)));
  await assert.rejects(cifar10({ ...quiet, archive }), /cifar-10-batches-bin\/test_batch\.bin is not in it/);
});

test('both parts at once share one download', async (t) => {
  const { server, archive } = await serveArchive(t, tarGz(entries));
  const [train, test] = await Promise.all([
    cifar10({ ...quiet, archive }),
    cifar10({ ...quiet, archive, part: 'test' }),
  ]);
  assert.deepEqual([train.count, test.count], [20, 4]);
  assert.equal(server.asked.length, 1);
});

test('a cache that lost a file is filled again', async (t) => {
  const { server, cache, archive } = await serveArchive(t, tarGz(entries));
  await cifar10({ ...quiet, archive });
  writeFileSync(join(cache, 'cifar-10-batches-bin', 'data_batch_3.bin'), 'cut off');
  assert.equal((await cifar10({ ...quiet, archive })).count, 20);
  assert.equal(server.asked.length, 2);
});

test('an archive that somebody put into the cache by hand is used without a network', async (t) => {
  const content = tarGz(entries);
  const { server, cache, archive } = await serveArchive(t, content);
  writeFileSync(join(cache, 'cifar-10-batches-bin.tar.gz'), content);
  assert.equal((await cifar10({ ...quiet, archive })).count, 20);
  assert.equal(server.asked.length, 0);
});

test('progress is told as lines, or to the caller', async (t) => {
  const { archive } = await serveArchive(t, tarGz(entries));
  const said: string[] = [];
  await cifar10({ archive, say: (line) => said.push(line) });
  assert.match(said[0], /^CIFAR-10: 0\.0 of 0\.\d MB, 0 %/);
  assert.match(said[said.length - 1], /, 100 %/);
});

test('a stopped download is an error, not a reason for other data', async (t) => {
  const { archive } = await serveArchive(t, tarGz(entries));
  await assert.rejects(
    cifar10({ archive, signal: AbortSignal.abort(), say: () => {} }),
    (error: unknown) => error instanceof DownloadError && error.failure === 'stopped',
  );
});

test('a count that can never be is said before anything is downloaded', async (t) => {
  const { server, archive } = await serveArchive(t, tarGz(entries));
  for (const count of [0, -1, 1.5, 21]) {
    await assert.rejects(
      cifar10({ archive, count }),
      (error: unknown) => error instanceof UserError && /CIFAR-10 has 20 images/.test(error.message),
    );
  }
  assert.equal(server.asked.length, 0);
});
