import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { checkNotebook } from '../../lib/src/exercises/check-notebook';
import { expectedOf } from '../../lib/src/exercises/judge';
import { loadSuites } from '../../lib/src/exercises/load';
import { encode } from '../../lib/src/exercises/wire';
import { type Grader, gradeSubmission, openGrader } from '../../lib/src/grading';
import type { SandboxPlan } from '../../lib/src/grading/sandbox/layers';
import { gradedCasesOf } from '../../lib/src/grading/score/graded-cases';
import { projectRoot } from '../../lib/src/project';
import { cellsOf, changed } from '../unit/exercises/answers';
import { cellsWith, madeUpSuite, notebookText } from './made-up-suite';
import { sandboxOrReason } from './sandbox-or-reason';
import { assertSolutions } from './solutions-graded';

const { skip } = sandboxOrReason();
const seed = 'a secret';
const suite = loadSuites().find(({ chapter }) => chapter === 2) as typeof madeUpSuite;
const notebook = (folder: string): string => join(projectRoot, folder, '02-fundamentals.ipynb');

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'convolab-grade-'));
});
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** The solutions of chapter 2 with one answer cell exchanged. */
function solutionsWith(id: string, source: string): string {
  const cells = cellsOf('solutions/02-fundamentals').map((cell) => {
    const { exercise, role } = cell.metadata?.convolab ?? {};
    return exercise === id && role === 'answer' ? { ...cell, source } : cell;
  });
  return notebookText(cells);
}

describe('chapter 2', { skip }, () => {
  let grader: Grader;
  before(async () => {
    grader = await openGrader(suite, { jobs: 2 });
  });
  after(() => grader.close());

  test('the solutions get all points, and the grade is the same as that of convolab check', async () => {
    const graded = await gradeSubmission(suite, notebook('solutions'), { seed, grader });
    const checked = await checkNotebook(cellsOf('solutions/02-fundamentals'), suite.exercises);
    assert.equal(graded.points, graded.of);
    assert.deepEqual(graded.problems, []);
    assert.ok(graded.sandboxed);
    assert.deepEqual(
      graded.exercises.map(({ id, points, of, status }) => ({ id, points, of, status })),
      checked.map(({ id, points, of, status }) => ({ id, points, of, status })),
    );
    assert.match(graded.exercises.find(({ id }) => id === '2.T1')?.text ?? '', /pooling/);
  });

  test('the notebook as it is handed out gets no point, and is no problem', async () => {
    const graded = await gradeSubmission(suite, notebook('exercises'), { seed, grader });
    assert.equal(graded.points, 0);
    assert.deepEqual(graded.problems, []);
    assert.ok(graded.exercises.every(({ status }) => status === 'stub'));
  });

  test('a usual mistake costs its points and brings its hint', async () => {
    const flipped = file('mistake.ipynb', solutionsWith('2.6', changed('2.6', 'Math.floor', 'Math.ceil')));
    const graded = await gradeSubmission(suite, flipped, { seed, grader });
    const result = graded.exercises.find(({ id }) => id === '2.6');
    assert.ok(result && result.points < result.of);
    assert.ok(result.cases.some(({ hint }) => hint));
    assert.equal(graded.points, graded.of - result.of + result.points);
  });

  test('the asked function, imported from the library, is worth nothing', async () => {
    const copies = [
      "import { conv2d as theirs } from 'convolab';\nconst conv2d = (...args: any[]) => (theirs as any)(...args);",
      "import * as lab from 'convolab';\nconst conv2d = (...args: any[]) => (lab as any).conv2d(...args);",
    ];
    for (const [i, source] of copies.entries()) {
      const path = file(`import-${i}.ipynb`, solutionsWith('2.1', source));
      const graded = await gradeSubmission(suite, path, { seed, grader });
      const result = graded.exercises.find(({ id }) => id === '2.1');
      assert.equal(result?.points, 0);
      assert.match(result?.cases[0]?.sentence ?? '', /imports `conv2d`|not a function/);
    }
  });
});

for (const [chapter, name, which] of [
  [3, '03-building-cnns', 'models'],
  [6, '06-case-studies', 'all'],
  [7, '07-future', 'all'],
] as const) {
  // model-chapters.test.ts grades the solutions of chapters 4 and 5
  test(`chapter ${chapter}: the solutions get all points in the sandbox (${which})`, { skip }, () =>
    assertSolutions(chapter, name, ({ kind }) => which === 'all' || kind === 'model'),
  );
}

test('the same seed draws the same cases, another seed others, and each exercise has its own', () => {
  const [first] = madeUpSuite.exercises;
  assert.ok(first.kind === 'function');
  const drawn = (secret: string, id = first.id): string =>
    encode(gradedCasesOf({ ...first, id }, secret).map(({ args }) => args));
  assert.equal(drawn('one'), drawn('one'));
  assert.notEqual(drawn('one'), drawn('two'));
  assert.notEqual(drawn('one'), drawn('one', '9.9'));
});

test('no constant is right in all graded cases of an exercise of the course', () => {
  for (const exercise of loadSuites().flatMap(({ exercises }) => exercises)) {
    if (exercise.kind !== 'function') continue;
    const expected = gradedCasesOf(exercise, seed).map((one) => encode(expectedOf(exercise, one)));
    assert.ok(new Set(expected).size > 1, `${exercise.id} has one answer to everything`);
  }
});

describe('without a sandbox', () => {
  const missing = [{ layer: 'namespaces' as const, why: 'bubblewrap is not installed', remedy: 'install bubblewrap' }];
  const plan: SandboxPlan = { on: [], missing, wholeUsr: false };

  test('many submissions are refused unless they are trusted, with what to do', async () => {
    await assert.rejects(
      openGrader(madeUpSuite, { plan }),
      /^UserError: .*bubblewrap is not installed\. To have one, install bubblewrap\. Or say --trust/,
    );
  });

  test('the grade is marked', async () => {
    const grader = await openGrader(madeUpSuite, { plan, trust: true });
    try {
      const graded = await gradeSubmission(madeUpSuite, file('trusted.ipynb', notebookText(cellsWith())), {
        seed,
        grader,
      });
      assert.equal(graded.points, graded.of);
      assert.equal(graded.sandboxed, false);
      assert.deepEqual(graded.layers, []);
    } finally {
      await grader.close();
    }
  });

  test('an empty seed is refused', async () => {
    const path = file('empty-seed.ipynb', notebookText(cellsWith()));
    await assert.rejects(gradeSubmission(madeUpSuite, path, { seed: '' }), /needs a secret `seed`/);
  });
});
