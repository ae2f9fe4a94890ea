import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../lib/src/project';
import { filesUnder } from './imports';

const mostLines = 250;

/** What people write by hand. An exercise suite is one list of exercises and may be longer. */
const sources = ['lib/src', 'lib/bin', 'lib/python', 'lib/nbconvert', 'deploy', 'scripts', 'tests']
  .flatMap((folder) => filesUnder(join(projectRoot, folder), /\.(ts|js|py|j2|sh)$/).map((file) => `${folder}/${file}`))
  .filter((file) => file !== 'lib/nbconvert/convolab/page.css');

const linesOf = (file: string): string[] => readFileSync(join(projectRoot, file), 'utf8').split('\n');

test('no source file is too long to read in one go', () => {
  assert.ok(sources.length > 50, `only ${sources.length} files were found`);
  const long = sources
    .filter((file) => !file.startsWith('tests/exercises/'))
    .map((file) => ({ file, lines: linesOf(file).length - 1 }))
    .filter(({ lines }) => lines > mostLines);
  assert.deepEqual(long, []);
});

test('every file is named after one idea', () => {
  const nameless = sources.filter((file) => /^(utils?|helpers?|misc|common|tools?)\b/.test(basename(file)));
  assert.deepEqual(nameless, []);
});

test('no work is left for later in the sources', () => {
  const marks = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`);
  const left = sources.flatMap((file) => {
    return linesOf(file).flatMap((line, i) => (marks.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : []));
  });
  assert.deepEqual(left, []);
});

for (const { lock, least } of [
  { lock: 'package-lock.json', least: 100 },
  { lock: 'deploy/package-lock.json', least: 20 },
])
  test(`${lock} names no registry`, () => {
    const { packages } = JSON.parse(readFileSync(join(projectRoot, lock), 'utf8')) as {
      packages: Record<string, { resolved?: string; link?: boolean; integrity?: string }>;
    };
    const entries = Object.entries(packages);
    assert.ok(entries.length > least, `only ${entries.length} packages are locked`);
    const resolved = entries.filter(([, entry]) => entry.resolved !== undefined && !entry.link).map(([name]) => name);
    assert.deepEqual(resolved, []);
    const installed = entries.filter(([name, entry]) => name.includes('node_modules/') && !entry.link);
    assert.deepEqual(
      installed.filter(([, entry]) => !entry.integrity).map(([name]) => name),
      [],
      'without a checksum',
    );
  });

test('the Python lock files name no host, and every package has a checksum', () => {
  const locks = ['python', 'translations'].flatMap((folder) =>
    filesUnder(join(projectRoot, folder), /\.lock$/).map((file) => `${folder}/${file}`),
  );
  assert.ok(locks.includes('python/requirements.lock') && locks.includes('translations/fr/jupyterlab.lock'));
  for (const lock of locks) {
    const text = linesOf(lock).join('\n');
    assert.doesNotMatch(text, /https?:\/\/|--(extra-)?index-url|--find-links|--trusted-host/, lock);
    const pinned = text
      .replace(/\\\n/g, ' ')
      .split('\n')
      .filter((line) => /^[A-Za-z0-9]/.test(line));
    assert.ok(pinned.length > 0, `${lock} pins nothing`);
    assert.deepEqual(
      pinned.filter((line) => !/==\S+.*--hash=sha256:/.test(line)),
      [],
      lock,
    );
  }
});
