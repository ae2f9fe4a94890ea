import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cellText, markOf, type NotebookCell } from '../../lib/src/exercises/answer-cells';
import { checkNotebook } from '../../lib/src/exercises/check-notebook';
import { loadSuites } from '../../lib/src/exercises/load';
import type { ExerciseResult } from '../../lib/src/exercises/result';
import type { Suite } from '../../lib/src/exercises/spec';
import { type Grader, gradeSubmission, openGrader } from '../../lib/src/grading';
import type { ReleaseCell, ReleaseNotebook } from '../../lib/src/grading/release';
import { projectRoot } from '../../lib/src/project';
import { answerTo, cellsOf, changed } from '../unit/exercises/answers';
import { withoutTool } from './installed';
import { NbgraderCourse, type Scores } from './nbgrader-course';

const chapter = '02-fundamentals';
const suite = loadSuites().find((one) => one.chapter === 2) as Suite;
const ids = suite.exercises.map(({ id }) => id);

/** Four honest students: the answers that they wrote, by exercise; what is missing here they left as it was handed out. */
const students: Record<string, Record<string, string>> = {
  perfect: Object.fromEntries(ids.map((id) => [id, answerTo(id)])),
  partial: {
    '2.1': answerTo('2.1'),
    // one of twelve functions, one of eight numbers
    '2.3': changed('2.3', 'return 1 - Math.tanh(x) ** 2;', 'return 1 - Math.tanh(x);'),
    '2.7': changed('2.7', 'conv3: 10', 'conv3: 9'),
    '2.Q1': answerTo('2.Q1'),
    '2.T1': answerTo('2.T1'),
  },
  wrong: {
    '2.1': changed('2.1', 'const { stride = 1, bias } = options;', 'return [];'),
    '2.2': 'const edgeDetectors = 3;',
    '2.4': 'function pool2d(image: number[][][] { return image; }',
    '2.5': changed('2.5', /a: 24[\s\S]*f: 5/.exec(answerTo('2.5'))?.[0] ?? '', 'a: 1, b: 1, c: 1, d: 1, e: 1, f: 1'),
    '2.6': 'function samePadding() { throw new RangeError("no idea"); }',
    '2.Q2': "const answerQ2 = 'c';",
  },
  empty: {},
};

interface Mark {
  grade: boolean;
  grade_id: string;
}

const markOfNbgrader = (cell: ReleaseCell): Mark | undefined => cell.metadata.nbgrader as Mark | undefined;

function withAnswers(answers: Record<string, string>): (cell: ReleaseCell) => ReleaseCell {
  return (cell) => {
    const { exercise = '', role } = markOf(cell);
    return role === 'answer' && Object.hasOwn(answers, exercise) ? { ...cell, source: answers[exercise] } : cell;
  };
}

describe('nbgrader with the notebooks of the course', { skip: withoutTool('nbgrader') }, () => {
  let course: NbgraderCourse;
  let scores: Scores;
  let grader: Grader;

  before(
    async () => {
      course = new NbgraderCourse();
      const solution = readFileSync(join(projectRoot, 'solutions', `${chapter}.ipynb`), 'utf8');
      course.write('source', chapter, JSON.parse(solution) as ReleaseNotebook);
      await course.nbgrader('generate_assignment', chapter);
      for (const [student, answers] of Object.entries(students)) course.submit(student, chapter, withAnswers(answers));
      await course.nbgrader('autograde', chapter);
      scores = await course.scores(chapter);
      grader = await openGrader(suite, { jobs: 2, trust: true });
    },
    { timeout: 800_000 },
  );
  after(async () => {
    course?.remove();
    await grader?.close();
  });

  test('it releases the notebook that convolab release makes', () => {
    const released = course.read('release', chapter).cells as NotebookCell[];
    assert.deepEqual(released.map(cellText), cellsOf(`exercises/${chapter}`).map(cellText));
  });

  for (const student of Object.keys(students)) {
    test(`${student}: its points are those of convolab check and of the sandboxed grader`, async () => {
      const { cells } = course.read(`submitted/${student}`, chapter);
      const checked = await checkNotebook(cells, suite.exercises);
      const graded = await gradeSubmission(suite, course.path(`submitted/${student}`, chapter), {
        seed: 'any',
        grader,
      });
      const given = suite.exercises.map(({ id }) => {
        const cell = cells.find((one) => markOf(one).exercise === id && markOfNbgrader(one)?.grade);
        return { id, points: scores[student][markOfNbgrader(cell as ReleaseCell)?.grade_id ?? ''] };
      });
      assert.deepEqual(given, checked.map(inNbgrader));
      assert.deepEqual(given, graded.exercises.map(inNbgrader));
    });
  }

  test('the four are as different as they are meant to be', () => {
    const sums = Object.entries(scores).map(([student, points]) => {
      return [student, Object.values(points).reduce((sum: number, one) => sum + (one ?? 0), 0)];
    });
    const { perfect, partial, wrong, empty } = Object.fromEntries(sums) as Record<string, number>;
    const machine = suite.exercises.filter(({ kind }) => kind !== 'text').reduce((sum, { points }) => sum + points, 0);
    assert.deepEqual({ perfect, wrong, empty }, { perfect: machine, wrong: 0, empty: 0 });
    assert.ok(partial > 9 && partial < 8 + 6 + 4 + 1, String(partial));
  });

  test('nbgrader validate passes the solution, and names what is not written', { timeout: 600_000 }, async () => {
    assert.match(await course.nbgrader('validate', course.path('source', chapter)), /Success! Your notebook passes/);
    const released = course.read('release', chapter);
    const cells = released.cells.filter((cell) => ['setup', 'conv2d-answer', 'conv2d-check'].includes(cell.id ?? ''));
    course.write('short', chapter, { ...released, cells });
    const said = await course.nbgrader('validate', course.path('short', chapter));
    assert.match(said, /VALIDATION FAILED ON 1 CELL[\s\S]*await check\('2\.1', conv2d\)/);
  });
});

/** Texts wait for a teacher. */
function inNbgrader({ id, points, status }: ExerciseResult): { id: string; points: number | null } {
  return { id, points: status === 'recorded' ? null : points };
}
