import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../../lib/src/project';
import { type Entry, type Results, script } from './scripts';

const { BEGIN, END, withTables } = script('bench/readme');
const { plain, tablesOf } = script('bench/table');

const entry = (engine: string, mode: Entry['mode'], median: number, ratios: Entry['ratios']): Entry => {
  const at = { model: 'cnn', imageSize: 28, batchSize: 64, main: true, rounds: 5 };
  return { ...at, engine, mode, median, lowest: median - 1, highest: median + 1, ratios };
};

const results: Results = {
  date: '2026-01-02T03:04:05.000Z',
  complete: true,
  rounds: 5,
  computer: { processor: 'A processor', cores: 2, system: 'Linux x64' },
  engines: [
    { name: 'native', title: 'native', versions: { node: '20.0.0', tfjs: '4.22.0' } },
    { name: 'keras', title: 'Keras', versions: { keras: '3.15.1' } },
  ],
  summary: [
    entry('native', 'train', 4000, { keras: 2 }),
    entry('native', 'infer', 9000, {}),
    entry('keras', 'train', 2000, { keras: 1 }),
  ],
  peakMegabytes: [{ engine: 'native', model: 'cnn', megabytes: 1234 }],
  parameters: {},
  failures: [],
  measurements: [],
};

test('the table stands between the marks, and the rest of the page stays as it was', () => {
  const page = `# Title\n\nbefore\n\n${BEGIN}\nold\n${END}\n\nafter\n`;
  const written = withTables(page, results);
  assert.ok(written.startsWith(`# Title\n\nbefore\n\n${BEGIN}\n`));
  assert.ok(written.endsWith(`\n${END}\n\nafter\n`));
  assert.doesNotMatch(written, /old/);
  assert.match(written, /^\| native \| 4,000 \(3,999–4,001\) \| 2\.00 \| 9,000 \(8,999–9,001\) \| – \| 1,234 MB \|$/m);
  assert.match(written, /^\| Keras \| 2,000 \(1,999–2,001\) \| 1\.00 \| – \| – \| – \|$/m);
  assert.match(
    written,
    /2026-01-02.*A processor, 2 cores, Linux x64; Node 20\.0\.0, TensorFlow\.js 4\.22\.0, Keras 3\.15\.1\.$/m,
  );
  assert.equal(withTables(written, results), written, 'twice is the same as once');
  assert.match(withTables(page, results, ['speed']), /^!\[Points[^\]]+\]\(docs\/benchmark-speed\.svg\)$/m);
});

test('numbers of a busy computer say so', () => {
  const busy = { ...results, computer: { ...results.computer, busyBefore: 0.456 } };
  assert.match(withTables(BEGIN + END, busy), /Other programs took 46 % of the processors when it began\.$/m);
  assert.doesNotMatch(withTables(BEGIN + END, results), /Other programs/);
});

test('a page without its marks, or with two of one, is refused', () => {
  for (const page of ['', BEGIN, END, `${END}${BEGIN}`, `${BEGIN}${END}${END}`, `${BEGIN}${END}${BEGIN}${END}`])
    assert.throws(() => withTables(page, results), /^SetupError: README\.md needs the lines/);
});

test('README.md has the marks', () => {
  const page = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  assert.match(withTables(page, results), /4,000/);
});

test('a table without rivals has no columns for them', () => {
  const alone = { ...results, summary: [entry('native', 'train', 4000, {})] };
  const [table] = tablesOf(alone);
  assert.deepEqual(table.head, ['', 'training', 'inference', 'peak memory']);
  assert.deepEqual(table.rows, [['native', '4,000 (3,999–4,001)', '–', '1,234 MB']]);
  assert.match(plain(table), /^CNN, 28×28, batch 64\n/);
});
