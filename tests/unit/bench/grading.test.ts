import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectRoot } from '../../../lib/src/project';

const { loadCorpus, honestSubmissions } = require('../../../scripts/bench/grading/corpus.js');
const { page, tableOf } = require('../../../scripts/bench/grading/report.js');

test('what would endanger the computer is left out of the comparison, and named', () => {
  const { hostile, leftOut } = loadCorpus(projectRoot, Number.POSITIVE_INFINITY) as {
    hostile: { table: string; threat: string; deserved: number }[];
    leftOut: { table: string; threat: string }[];
  };
  assert.ok(hostile.length >= 140 && leftOut.length >= 10);
  assert.ok(hostile.every(({ table }) => table !== 'bombs'));
  assert.ok(leftOut.some(({ threat }) => threat === 'kills everybody'));
  // right values in an odd coat are worth their points
  assert.ok(hostile.some(({ deserved }) => deserved === 4) && hostile.some(({ deserved }) => deserved === 0));
});

test('no two honest submissions are the same', () => {
  const texts = (honestSubmissions(5) as { text: string }[]).map(({ text }) => text);
  assert.equal(new Set(texts).size, 5);
  for (const text of texts) assert.equal(JSON.parse(text).cells.length, 5);
});

test('the table and the page say who was harmed, by what, and how fast each is', () => {
  const outcome = { table: 'break-ins', threat: 'reads a solution' };
  const grader = { version: '1', harmed: 0, undeservedSubmissions: 0, undeservedPoints: 0, notGraded: 0 };
  const honest = { few: 1, many: 4 };
  const report = {
    date: '2026-11-26T00:00:00.000Z',
    busy: 0.5,
    hostile: 1,
    leftOut: [{ table: 'bombs', threat: 'bomb of threads' }],
    graders: [
      {
        ...grader,
        honest,
        name: 'ConvoLab',
        processorSeconds: 0.1,
        outcomes: [{ ...outcome, points: 0, undeserved: 0 }],
      },
      {
        ...{
          ...grader,
          honest,
          name: 'nbgrader',
          harmed: 1,
          undeservedSubmissions: 1,
          undeservedPoints: 4,
          processorSeconds: 4,
        },
        outcomes: [{ ...outcome, points: 4, undeserved: 4, harm: 'got through' }],
      },
    ],
  };
  const { rows } = tableOf(report) as { rows: string[][] };
  assert.deepEqual(rows[0], ['ConvoLab 1', '0', '0 in 0', '0', '10.00', '× 1.0']);
  assert.deepEqual(rows[1], ['nbgrader 1', '1', '4 in 1', '0', '0.25', '× 40.0']);
  const text = page(report) as string;
  assert.match(text, /\| nbgrader \| break-ins: reads a solution \| got through \| 4 \|/);
  assert.doesNotMatch(text, /\| ConvoLab \| break-ins/);
  assert.match(text, /left out are [^.]*bomb of threads/);
  assert.match(text, /took 50 % of the processors/);
});
