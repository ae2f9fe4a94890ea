import assert from 'node:assert';
import { test } from 'node:test';
import type { NotebookRun } from '../../../lib/src/cli/notebook/execute';
import { cellLine, failureText, runTable, summarise } from '../../../lib/src/cli/notebook/report';

const passed: NotebookRun = {
  notebook: '01-introduction',
  ok: true,
  seconds: 12.34,
  cells: [
    { number: 1, status: 'ok', seconds: 0.5, title: 'one' },
    { number: 2, status: 'ok', seconds: 9.87, title: 'two' },
  ],
};
const failed: NotebookRun = {
  notebook: '02-fundamentals',
  ok: false,
  seconds: 3,
  cells: [
    { number: 1, status: 'ok', seconds: 1, title: 'one' },
    {
      number: 2,
      status: 'failed',
      seconds: 0.1,
      title: 'throw',
      error:
        'Error: no\n    at cell:1:1\n    at node:vm:117:7\n    at x (/a/node_modules/tslab/dist/executor.js:160:38)',
    },
    { number: 3, status: 'skipped', seconds: 0, title: 'three', error: 'not run' },
  ],
};

test('a summary counts what ran and names the slowest cell', () => {
  assert.deepEqual(summarise(passed), {
    notebook: '01-introduction',
    ok: true,
    cells: 2,
    ran: 2,
    seconds: 12.34,
    slowest: { cell: 2, seconds: 9.87, title: 'two' },
    failed: [],
    skipped: [],
  });
  assert.deepEqual([summarise(failed).ran, summarise(failed).skipped, summarise(failed).failed.length], [2, [3], 1]);
  assert.equal(summarise({ ...failed, cells: [] }).slowest, null);
});

test('the table has a line a notebook, in columns', () => {
  assert.deepEqual(runTable([passed, failed].map(summarise)).split('\n'), [
    'notebook           cells   seconds   slowest cell    result',
    '01-introduction        2      12.3   cell 2, 9.9 s   passed',
    '02-fundamentals   2 of 3       3.0   cell 1, 1.0 s   cell 2 failed, 1 skipped',
  ]);
});

test('a failure is told with its cell and without the frames of the kernel', () => {
  assert.equal(failureText(summarise(passed)), '');
  assert.equal(failureText(summarise(failed)), '02-fundamentals, cell 2: throw\n    Error: no\n        at cell:1:1');
  assert.match(failureText(summarise({ ...passed, ok: false, problem: 'interrupted' })), /interrupted/);
});

test('a line of progress is as wide as the number of cells', () => {
  const [cell] = passed.cells;
  assert.equal(cellLine(cell, 12), '  cell  1 of 12    0.50 s  one');
  assert.equal(cellLine({ ...cell, status: 'failed' }, 9), '  cell 1 of 9    0.50 s  FAILED  one');
});
