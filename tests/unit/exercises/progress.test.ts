import assert from 'node:assert';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSuites } from '../../../lib/src/exercises/load';
import { progressToHtml, progressToText, readProgress, recordProgress } from '../../../lib/src/exercises/progress';
import type { ExerciseResult } from '../../../lib/src/exercises/result';
import { projectRoot } from '../../../lib/src/project';

const result = (id: string, points: number, of = 8): ExerciseResult => ({
  id,
  title: 't',
  entry: 'e',
  status: points === of ? 'right' : 'partial',
  points,
  of,
  sentence: '',
  cases: [],
  printed: '',
});

async function inFolder(work: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  try {
    await work(join(folder, 'deep', 'progress.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the best result stays, the last one is told', () =>
  inFolder(async (file) => {
    await recordProgress(result('2.1', 8), file);
    await recordProgress(result('2.1', 2), file);
    const entry = readProgress(file)['2.1'];
    assert.deepEqual([entry.points, entry.best, entry.of, entry.status], [2, 8, 8, 'partial']);
    assert.ok(Math.abs(Date.parse(entry.when) - Date.now()) < 60_000);
  }));

test('running the solutions solves nothing', () =>
  inFolder(async (file) => {
    const before = process.cwd();
    process.chdir(join(projectRoot, 'solutions'));
    try {
      await recordProgress(result('2.1', 8), file);
    } finally {
      process.chdir(before);
    }
    assert.deepEqual(readProgress(file), {});
  }));

test('many at once lose nothing', () =>
  inFolder(async (file) => {
    await Promise.all(Array.from({ length: 30 }, (_, i) => recordProgress(result(`2.${i}`, 1), file)));
    assert.equal(Object.keys(readProgress(file)).length, 30);
    assert.deepEqual(readdirSync(join(file, '..')), ['progress.json'], 'no lock and no part is left');
  }));

test('a lock that was left behind is taken over', () =>
  inFolder(async (file) => {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, new Date(0), new Date(0));
    await recordProgress(result('2.1', 8), file);
    assert.equal(readProgress(file)['2.1'].best, 8);
  }));

test('a broken file counts as empty and is replaced', () =>
  inFolder(async (file) => {
    mkdirSync(join(file, '..'), { recursive: true });
    for (const text of ['{ "exerc', '[]', 'null', '{"exercises":{"2.1":null,"2.2":{"best":"x"}}}']) {
      writeFileSync(file, text);
      assert.deepEqual(readProgress(file), {});
    }
    await recordProgress(result('2.1', 8), file);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).exercises['2.1'].best, 8);
  }));

test('a place that cannot be written to is no reason to fail', () =>
  inFolder(async (file) => {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '{}');
    await recordProgress(result('2.1', 8), join(file, 'inside', 'a', 'file.json'));
  }));

test('the table shows every exercise of every suite, with sums', () =>
  inFolder(async (file) => {
    const suites = loadSuites();
    await recordProgress(result('2.1', 6), file);
    await recordProgress({ ...result('2.Q1', 1, 1) }, file);
    await recordProgress(result('2.<b>', 6), file);
    const entries = readProgress(file);
    for (const text of [progressToText(suites, entries), progressToHtml(suites, entries)]) {
      for (const { exercises } of suites) for (const { id } of exercises) assert.ok(text.includes(id), id);
      assert.match(text, /7 of 40 points/);
      assert.match(text, /6 \/ 8/);
      assert.doesNotMatch(text, /<b>/);
    }
    assert.match(progressToText(suites, {}), /2\.1 .* 0 \/ 8 +○ not tried/);
  }));
