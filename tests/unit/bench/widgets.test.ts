import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../../lib/src/project';

interface Table {
  head: string[];
  rows: string[][];
}
const { page, tableOf } = require('../../../scripts/bench/widgets/report.js') as {
  page(report: object): string;
  tableOf(report: object): Table;
};
const { PUBLISHED } = require('../../../scripts/bench/widgets/published.js') as {
  PUBLISHED: { name: string; own: number; libraries: number; source: string }[];
};

const report = {
  date: '2026-11-27T00:00:00.000Z',
  busy: 0.25,
  chromium: '150.0',
  rounds: 7,
  widgets: [
    { name: 'boxes', bytes: 30_600, zipped: 12_000, firstPicture: 80.25 },
    {
      name: 'lenet',
      bytes: 54_000,
      zipped: 22_000,
      firstPicture: 90,
      strokes: { median: 7.04, p95: 12.36, processor: 5, strokes: 300 },
    },
    { name: 'race', bytes: 40_000, zipped: 15_000, firstPicture: 90, frames: { rate: 59.7, processor: 3.14 } },
  ],
};

test('each instrument has a row, and what was not measured is no number', () => {
  const { head, rows } = tableOf(report);
  assert.deepEqual(rows.slice(0, 3), [
    ['widget.boxes', '31 kB', '12 kB', '80.3 ms', '–', '–', '–', '–'],
    ['widget.lenet', '54 kB', '22 kB', '90.0 ms', '7.0 / 12.4 ms', '5.0 ms', '–', '–'],
    ['widget.race', '40 kB', '15 kB', '90.0 ms', '–', '–', '60', '3.1 ms'],
  ]);
  assert.ok(rows.every((row) => row.length === head.length));
});

test('published sizes say where they are from, and nothing is said of speeds that were not published', () => {
  const { rows } = tableOf(report);
  for (const { name, source } of PUBLISHED) {
    assert.match(source, /^github\.com\/.* at [0-9a-f]{7}/);
    assert.ok(page(report).includes(`- ${name}: ${source}.`));
    assert.deepEqual(new Set(rows.find(([first]) => first === name)?.slice(2)), new Set(['not published']));
  }
  assert.match(page(report), /300 pieces of strokes .* Other programs took 25 % of the processors/s);
});

test('what it does not know is one sentence', () => {
  const script = join(projectRoot, 'scripts', 'bench-widgets.js');
  const { status, stderr } = spawnSync(process.execPath, [script, '--fast'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^npm run bench:widgets does not know '--fast': npm run bench:widgets -- --help lists/);
});
