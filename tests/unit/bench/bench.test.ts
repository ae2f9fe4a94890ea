import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../../lib/src/project';
import { type Results, script } from './scripts';

const { enginesHere } = script('bench/engines');

test('a quick run of ours alone: a table, the numbers, a page and a picture', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = spawnSync(process.execPath, [join(__dirname, 'bench-process.js'), folder], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr + run.stdout);
  assert.match(run.stdout, /LeNet-5, 28×28, batch 64\n.*training +inference +peak memory\n +WASM, 1 thread +\d/);
  const results: Results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  assert.ok(results.complete);
  assert.deepEqual(results.failures, []);
  assert.deepEqual(
    results.measurements.map(({ mode }) => mode),
    ['train', 'infer'],
  );
  assert.deepEqual(results.parameters, { 'LeNet-5, batch 64, 28×28': 61706 });
  assert.ok(results.peakMegabytes[0].megabytes > 20);
  assert.match(readFileSync(join(folder, 'speed.svg'), 'utf8'), /^<svg .*LeNet-5/s);
  assert.match(readFileSync(join(folder, 'results.html'), 'utf8'), /Plotly\.newPlot/);
});

test('an engine that is wanted and not there is refused with the way to get it', (t) => {
  const empty = mkdtempSync(join(tmpdir(), 'bench-'));
  t.after(() => rmSync(empty, { recursive: true, force: true }));
  assert.throws(
    () => enginesHere(empty, ['keras']),
    /^SetupError: keras is not installed.*npm run bench -- --with-python$/,
  );
  assert.throws(() => enginesHere(projectRoot, ['wasm'], { cores: 1 }), /take wasm-1\.$/);
  assert.deepEqual(
    enginesHere(projectRoot, ['wasm-1', 'wasm'], { cores: 8 }).map(({ title }) => title),
    ['WASM, 4 threads', 'WASM, 1 thread'],
  );
});
