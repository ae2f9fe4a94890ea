import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ReleaseCell } from '../../lib/src/grading/release';
import { withoutTool } from './installed';
import { NbgraderCourse, type Scores } from './nbgrader-course';

const assignment = 'own-tests';

/** A notebook as a teacher writes it in nbgrader itself: one answer, four tests of one point that throw or do not. */
const tests = {
  two: "if (double(2) !== 4) throw new Error('double(2) is not 4');",
  three: "if (double(3) !== 6) throw new Error('double(3) is not 6');",
  late: "Promise.resolve().then(() => { if (double(5) !== 10) throw new Error('double(5) is not 10'); });",
  warned: "console.error('a warning is no failure');",
};

function code(id: string, source: string, mark: object): ReleaseCell {
  const nbgrader = { grade_id: id, schema_version: 3, task: false, ...mark };
  return { cell_type: 'code', id, source, metadata: { nbgrader }, outputs: [], execution_count: null };
}

const cells = [
  code('answer', 'function double(x: number): number {\n  // BEGIN SOLUTION\n  return 2 * x;\n  // END SOLUTION\n}', {
    ...{ grade: false, solution: true, locked: false },
  }),
  ...Object.entries(tests).map(([id, source]) =>
    code(id, source, { grade: true, solution: false, locked: true, points: 1 }),
  ),
];

type Change = (cell: ReleaseCell) => ReleaseCell;

const answer =
  (body: string): Change =>
  (cell) =>
    cell.id === 'answer' ? { ...cell, source: `function double(x: number): number {\n${body}\n}` } : cell;

/** What students hand in, and the points of the four tests that follow from what each test says. */
const submissions: Record<string, { change: Change; points: number[] }> = {
  right: { change: answer('return x + x;'), points: [1, 1, 1, 1] },
  unchanged: { change: (cell) => cell, points: [0, 0, 0, 1] },
  // the test after one that fails is run as well
  half: { change: answer('return 10;'), points: [0, 0, 1, 1] },
  other: { change: answer('return x === 2 ? 4 : 0;'), points: [1, 0, 0, 1] },
  uncompiled: { change: answer('return x +;'), points: [0, 0, 0, 1] },
  tagged: {
    change: (cell) => ({ ...cell, metadata: { ...cell.metadata, tags: ['skip-execution', 'raises-exception'] } }),
    points: [0, 0, 0, 1],
  },
  // the points that a student writes into the page count for nothing
  emptied: {
    change: (cell) => (cell.id === 'answer' ? cell : { ...cell, source: '4', execution_count: 1 }),
    points: [0, 0, 0, 1],
  },
  exits: { change: answer('return process.exit(0);'), points: [0, 0, 0, 0] },
  hangs: { change: answer('for (;;) { }'), points: [0, 0, 0, 0] },
};

describe("nbgrader with a teacher's own tests", { skip: withoutTool('nbgrader') }, () => {
  let course: NbgraderCourse;
  let scores: Scores;

  before(
    async () => {
      course = new NbgraderCourse('c.Execute.timeout = 8\n');
      const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
      course.write('source', assignment, { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
      await course.nbgrader('generate_assignment', assignment);
      for (const [student, { change }] of Object.entries(submissions)) course.submit(student, assignment, change);
      await course.nbgrader('autograde', assignment);
      scores = await course.scores(assignment);
    },
    { timeout: 600_000 },
  );
  after(() => course?.remove());

  for (const [student, { points }] of Object.entries(submissions)) {
    test(`${student}: ${points.join(', ')}`, () => {
      assert.deepEqual(
        Object.keys(tests).map((id) => scores[student]?.[id]),
        points,
      );
    });
  }
});
