import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { unpackFiles } from '../../../lib/src/datasets/tar';
import { UserError } from '../../../lib/src/project';
import { type TarEntry, tarArchive, tarGz } from './tar-archive';
import { temporaryFolder } from './temporary-folder';

const one = Buffer.from('one'.repeat(300)); // not a multiple of 512
const two = Buffer.alloc(1024, 7); // a multiple of 512
const wanted = [
  { name: 'box/one.bin', bytes: one.length },
  { name: 'box/two.bin', bytes: two.length },
];
const good: TarEntry[] = [
  { name: 'box/', type: '5' },
  { name: 'box/readme.txt', content: Buffer.alloc(700, 65) },
  { name: 'box/two.bin', content: two },
  { name: 'box/one.bin', content: one },
];

/** Unpacks into a folder inside another one, so that what lands outside is seen. */
async function unpack(t: TestContext, archive: Buffer) {
  const outer = temporaryFolder(t);
  const inner = join(outer, 'inner');
  mkdirSync(inner);
  writeFileSync(join(outer, 'a.tar.gz'), archive);
  const result = await unpackFiles(join(outer, 'a.tar.gz'), wanted, inner).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { inner, error: result, outside: readdirSync(outer).filter((name) => !['inner', 'a.tar.gz'].includes(name)) };
}

test('the wanted files come out, and nothing else', async (t) => {
  const { inner, error } = await unpack(t, tarGz(good));
  assert.equal(error, undefined);
  assert.deepEqual(readdirSync(inner).sort(), ['one.bin', 'two.bin']);
  assert.ok(readFileSync(join(inner, 'one.bin')).equals(one));
  assert.ok(readFileSync(join(inner, 'two.bin')).equals(two));
});

const refused: [what: string, archive: Buffer, message: RegExp][] = [
  ['a path upwards', tarGz([...good, { name: '../evil', content: one }]), /unsafe path "\.\.\/evil"/],
  ['a path upwards in the middle', tarGz([{ name: 'box/../../evil', content: one }, ...good]), /unsafe path/],
  ['an absolute path', tarGz([{ name: '/tmp/evil', content: one }, ...good]), /unsafe path "\/tmp\/evil"/],
  ['a drive', tarGz([{ name: 'C:\\evil', content: one }, ...good]), /unsafe path/],
  ['a symbolic link', tarGz([{ name: 'box', type: '2', linkTo: '..' }, ...good]), /"box" is a link or a device/],
  [
    'a wanted name that is a link',
    tarGz([{ name: 'box/one.bin', type: '2', linkTo: '/etc/passwd' }, good[2]]),
    /is a link/,
  ],
  ['a hard link', tarGz([{ name: 'box/x', type: '1', linkTo: 'box/one.bin' }, ...good]), /is a link/],
  ['a device', tarGz([{ name: 'box/x', type: '3' }, ...good]), /is a link or a device/],
  ['a missing file', tarGz(good.slice(0, 3)), /box\/one\.bin is not in it/],
  [
    'a wanted name that is a folder',
    tarGz([...good.slice(0, 3), { name: 'box/one.bin', type: '5' }]),
    /one\.bin is not in it/,
  ],
  [
    'a file in another size',
    tarGz([...good.slice(0, 3), { name: 'box/one.bin', content: two }]),
    /1024 bytes instead of 900/,
  ],
  ['a file twice', tarGz([...good, good[3]]), /box\/one\.bin twice/],
  ['an archive cut within a file', gzipSync(tarArchive(good).subarray(0, -2000)), /ends within box\/one\.bin/],
  ['an archive cut within a header', gzipSync(tarArchive(good).subarray(0, 100)), /ends within a header/],
  ['a cut gzip file', tarGz(good).subarray(0, 150), /damaged or cut off/],
  ['what is not gzip', tarArchive(good), /damaged or cut off/],
  ['what is not tar', gzipSync(Buffer.alloc(4096, 'hello')), /wrong checksum/],
  [
    'an entry that is said to be huge',
    tarGz([{ name: 'x', claimedBytes: 8 ** 11 - 1 }, ...good]),
    /ends within an entry|more than/,
  ],
  [
    'a gzip bomb',
    gzipSync(
      Buffer.concat([tarArchive([{ name: 'x', claimedBytes: 2 ** 25 }]).subarray(0, 512), Buffer.alloc(2 ** 25)]),
    ),
    /more than \d+ bytes/,
  ],
];
for (const [what, archive, message] of refused) {
  test(`refuses ${what}`, async (t) => {
    const { error, outside } = await unpack(t, archive);
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, message);
    assert.match(error.message, /^a\.tar\.gz can't be unpacked: /);
    assert.deepEqual(outside, []);
  });
}

test('a header that was changed afterwards is noticed', async (t) => {
  const archive = tarArchive(good);
  archive[0] ^= 1;
  const { error } = await unpack(t, gzipSync(archive));
  assert.match(String(error), /a header has a wrong checksum/);
});
