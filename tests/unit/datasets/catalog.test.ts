import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalog, readEmbedded, verifyData } from '../../../lib/src/datasets/catalog';
import { projectRoot, UserError } from '../../../lib/src/project';
import { temporaryFolder } from './temporary-folder';

const data = join(projectRoot, 'data');
const folders = readdirSync(data).filter((name) => statSync(join(data, name)).isDirectory() && name !== 'recipes');

test('every folder of data/ is in the catalogue, with a licence and a readme', () => {
  assert.deepEqual(
    folders.sort(),
    catalog()
      .map((set) => set.name)
      .sort(),
  );
  for (const folder of folders) {
    for (const name of ['LICENSE', 'README.md']) assert.ok(existsSync(join(data, folder, name)), `${folder}/${name}`);
  }
});

test('every data file is in the catalogue, and nothing else', () => {
  const texts = new Set(['LICENSE', 'README.md']);
  const onDisk = folders.flatMap((folder) =>
    (readdirSync(join(data, folder), { recursive: true }) as string[])
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => !texts.has(name) && statSync(join(data, folder, name)).isFile())
      .map((name) => `${folder}/${name}`),
  );
  const listed = catalog().flatMap((set) => set.files.map((file) => file.path));
  assert.deepEqual(listed.sort(), onDisk.sort());
});

test('bytes and SHA-256 are right, and every file has a licence, a creator and a source', () => {
  for (const set of catalog()) {
    for (const file of set.files) {
      const content = readFileSync(join(data, file.path));
      assert.equal(file.bytes, content.length, file.path);
      assert.equal(file.sha256, createHash('sha256').update(content).digest('hex'), file.path);
      assert.ok(file.licence ?? set.licence, `licence of ${file.path}`);
      assert.ok(file.creator ?? set.creator, `creator of ${file.path}`);
      assert.match(file.source ?? set.source, /^https?:\/\//, `source of ${file.path}`);
    }
  }
});

test('every photograph has its own licence, and those under CC BY say who made them and what was changed', () => {
  const photos = catalog().find((set) => set.name === 'photos');
  assert.ok(photos);
  const readme = readFileSync(join(data, 'photos/README.md'), 'utf8');
  const licences = readFileSync(join(data, 'photos/LICENSE'), 'utf8');
  for (const { path, title, licence, creator, changes, source } of photos.files) {
    const name = path.replace('photos/', '');
    assert.ok(title && licence && creator && source, path);
    assert.match(readme, new RegExp(`\`${name}\`.*${creator}`), `${path} in README.md`);
    assert.ok(licences.includes(name) && licences.includes(creator), `${path} in LICENSE`);
    if (licence.startsWith('CC BY')) assert.ok(changes, `changes of ${path}`);
  }
  assert.equal(photos.files.filter(({ licence }) => licence === 'CC BY 2.0').length, 2);
});

test('CIFAR-10, which has no licence, is not in data/', () => {
  const names = readdirSync(data, { recursive: true }) as string[];
  assert.deepEqual(
    names.filter((name) => /cifar/i.test(name)),
    [],
  );
});

test('verifyData finds every file right', async () => {
  const checks = await verifyData();
  assert.equal(checks.length, catalog().flatMap(({ files }) => files).length);
  assert.deepEqual(
    checks.filter((check) => !check.ok),
    [],
  );
  assert.ok(checks.some(({ set, file }) => set === 'photos' && file === 'data/photos/china.jpg'));
});

test('missing, cut and changed files are reported, and refused when read, with the remedy', async (t) => {
  const copy = temporaryFolder(t);
  cpSync(join(data, 'catalog.json'), join(copy, 'catalog.json'));
  for (const folder of folders) cpSync(join(data, folder), join(copy, folder), { recursive: true });
  const damage = (name: string, change: (content: Buffer) => Buffer) =>
    writeFileSync(join(copy, name), change(readFileSync(join(copy, name))));
  rmSync(join(copy, 'photos/brick.jpg'));
  damage('photos/china.jpg', (content) => content.subarray(0, 1000));
  damage('photos/coffee.jpg', (content) => {
    content[5000] ^= 1;
    return content;
  });
  const bad = (await verifyData(copy)).filter((check) => !check.ok).map((check) => check.problem);
  assert.equal(bad.length, 3);
  assert.match(bad[0] ?? '', /^data\/photos\/brick\.jpg is missing: .*`git checkout -- data`/);
  assert.match(bad[1] ?? '', /china\.jpg is damaged, 1000 bytes instead of 31464/);
  assert.match(bad[2] ?? '', /coffee\.jpg is damaged, its checksum/);
  for (const path of ['photos/brick.jpg', 'photos/china.jpg', 'photos/coffee.jpg']) {
    assert.throws(
      () => readEmbedded(path, copy),
      (error: unknown) => error instanceof UserError && error.message.includes(path),
    );
  }
  assert.equal(readEmbedded('photos/coins.png', copy).length, 74906);
});

test('a missing or damaged catalogue is one sentence', (t) => {
  const empty = temporaryFolder(t);
  assert.throws(() => catalog(empty), /^UserError: data\/catalog\.json is missing or damaged: .*git checkout/);
  mkdirSync(join(empty, 'photos'));
  writeFileSync(join(empty, 'catalog.json'), '{"sets": [{}]}');
  assert.throws(() => catalog(empty), UserError);
});
