import assert from 'node:assert';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { release } from '../../../lib/src/cli/release';
import { cellText } from '../../../lib/src/exercises/answer-cells';
import { loadSuites } from '../../../lib/src/exercises/load';
import { notebookText, type ReleaseCell, releaseNotebook, withoutSolution } from '../../../lib/src/grading/release';
import { projectRoot } from '../../../lib/src/project';
import { cellsOf, chapters } from './answers';

test('the exercises of the project agree with the solutions', () => {
  const folders = { solutions: join(projectRoot, 'solutions'), exercises: join(projectRoot, 'exercises') };
  assert.deepEqual(release(['all'], { check: true, folders }), {
    made: chapters.map((name) => `${name}.ipynb`),
    changed: [],
    marked: [],
  });
});

test('--check sees a difference and mends nothing; without it the notebook is written', () => {
  const root = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    const folders = { solutions: join(root, 'solutions'), exercises: join(root, 'exercises') };
    cpSync(join(projectRoot, 'solutions'), folders.solutions, { recursive: true });
    mkdirSync(folders.exercises);
    const target = join(folders.exercises, '02-fundamentals.ipynb');
    assert.deepEqual(release(['02'], { check: true, folders }).changed, ['02-fundamentals.ipynb'], 'it is missing');
    release(['02'], { check: false, folders });
    assert.deepEqual(release(['02'], { check: true, folders }).changed, []);
    const text = readFileSync(target, 'utf8');
    writeFileSync(target, text.replace('YOUR CODE HERE', 'YOUR CODE THERE'));
    assert.deepEqual(release(['fundamentals'], { check: true, folders }).changed, ['02-fundamentals.ipynb']);
    assert.match(readFileSync(target, 'utf8'), /THERE/);
    assert.deepEqual(release(['02'], { check: false, folders }).changed, ['02-fundamentals.ipynb']);
    assert.equal(readFileSync(target, 'utf8'), text);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('nothing of a solution is left, and nothing else is lost', () => {
  for (const chapter of chapters) {
    const student = cellsOf(`exercises/${chapter}`).map(cellText).join('\n');
    assert.doesNotMatch(student, /SOLUTION|STUB/);
    for (const cell of cellsOf(`solutions/${chapter}`)) {
      if (cell.cell_type === 'markdown') assert.ok(student.includes(cellText(cell)));
      if (cell.metadata?.convolab?.role !== 'answer') continue;
      const [, inside] = /BEGIN SOLUTION\n([\s\S]*?)\n\s*\/\/ END SOLUTION/.exec(cellText(cell)) ?? [];
      const code = inside
        .split('\n')
        .filter((line) => !/^\s*\/\/ STUB /.test(line))
        .join('\n');
      assert.ok(!student.includes(code), code);
    }
  }
});

test('solutions become places to fill', () => {
  const inFunction = 'function f() {\n  // BEGIN SOLUTION\n  return 3;\n  // END SOLUTION\n}';
  assert.equal(
    withoutSolution(inFunction, 'x'),
    "function f() {\n  // YOUR CODE HERE\n  throw new Error('YOUR CODE HERE');\n}",
  );
  const withStub =
    'const a = {\n  // BEGIN SOLUTION\n  // STUB x: NaN, // YOUR CODE HERE\n  x: 3,\n  // END SOLUTION\n};';
  assert.equal(withoutSolution(withStub, 'x'), 'const a = {\n  x: NaN, // YOUR CODE HERE\n};');
  assert.equal(withoutSolution('const a = 1;', 'x'), 'const a = 1;');
});

test('a mistake of the teacher is named with its cell', () => {
  const cases: [string, RegExp][] = [
    ['// BEGIN SOLUTION\nconst a = 1;', /here, line 1: `\/\/ BEGIN SOLUTION` without `\/\/ END/],
    ['const a = 1;\n// END SOLUTION', /here, line 2: `\/\/ END SOLUTION` without/],
    ['// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION', /line 2: a second/],
    ['// BEGIN SOLUTION\nconst a = 1;\n// END SOLUTION', /outside of a function needs a `\/\/ STUB …` line/],
  ];
  for (const [text, sentence] of cases) assert.throws(() => withoutSolution(text, 'here'), sentence);

  const cell = (id: string | undefined, source: string, role?: string): ReleaseCell => ({
    cell_type: 'code',
    id,
    source,
    metadata: role ? { convolab: { exercise: '2.1', role } } : {},
    outputs: [{ text: 'old' }],
    execution_count: 7,
  });
  const notebook = (...cells: ReleaseCell[]) => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  assert.throws(
    () => releaseNotebook(notebook(cell('a', 'const x = 1;', 'answer')), 'n'),
    /n, cell a is an answer without a solution/,
  );
  assert.throws(() => releaseNotebook(notebook(cell(undefined, 'x')), 'n'), /cell 1 has no id/);
  assert.throws(() => releaseNotebook(notebook(cell('a', 'x'), cell('a', 'y')), 'n'), /two cells have the id a/);

  const released = releaseNotebook(notebook(cell('a', 'const x = 1;\nx;'), cell('b', 'secret', 'teacher')), 'n');
  assert.deepEqual(released.cells, [
    { cell_type: 'code', id: 'a', metadata: {}, execution_count: null, outputs: [], source: ['const x = 1;\n', 'x;'] },
  ]);
  assert.ok(notebookText(released).endsWith('}\n'));
});

test('the notebook says what the suite asks', () => {
  for (const { chapter, exercises } of loadSuites()) {
    const name = chapters.find((one) => Number.parseInt(one, 10) === chapter);
    const tasks = cellsOf(`exercises/${name}`).filter((cell) => cell.metadata?.convolab?.role === 'task');
    for (const exercise of exercises) {
      const task = cellText(
        tasks.find((cell) => cell.metadata?.convolab?.exercise === exercise.id) ?? { cell_type: '', source: '' },
      );
      assert.match(task, new RegExp(`## ${exercise.id.replace('.', '\\.')} · .*\\(${exercise.points} points?\\)`));
      const said =
        exercise.kind === 'choice'
          ? [exercise.question, ...Object.values(exercise.options)]
          : exercise.kind === 'text'
            ? [exercise.question, ...exercise.rubric.map((row) => row.criterion)]
            : [];
      for (const text of said) assert.ok(task.includes(text), `${exercise.id} lacks: ${text}`);
    }
  }
});
