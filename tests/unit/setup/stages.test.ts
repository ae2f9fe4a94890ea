import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressFile } from '../../../lib/src/exercises/progress';
import { projectRoot } from '../../../lib/src/project';
import { script } from './scripts';
import { temporaryFolder, write } from './workbench';

const { chosenStages } = script('testing/test');
const { countsIn, environment, isWanted, testFilesIn } = script('testing/test-files');

test('every stage runs unless some are named, in a fixed order', () => {
  const all = chosenStages([]).map((stage) => stage.name);
  assert.deepEqual(all, [
    'types',
    'lint',
    'unit',
    'exercises',
    'grading',
    'queue',
    'teaching',
    'notebooks',
    'nodes',
    'pages',
    'browser',
  ]);
  assert.deepEqual(
    chosenStages(['browser', 'unit']).map((stage) => stage.name),
    ['unit', 'browser'],
  );
});

test('an unknown stage is named, with those that there are', () => {
  assert.throws(
    () => chosenStages(['units']),
    /^SetupError: npm test does not know 'units': the stages are types, lint, unit/,
  );
});

test('test files are found in folders below, and nothing else is', (t) => {
  const root = temporaryFolder(t);
  write(root, { 'tests/unit/b/two.test.ts': '', 'tests/unit/a.test.ts': '', 'tests/unit/bench.ts': '' });
  assert.deepEqual(testFilesIn(root, 'tests/unit'), ['tests/unit/a.test.ts', 'tests/unit/b/two.test.ts']);
  assert.deepEqual(testFilesIn(root, 'tests/none'), []);
});

test('slow tests are left out, unless all are wanted', () => {
  const files = ['tests/unit/a.test.ts', 'tests/unit/a.full.test.ts'];
  assert.deepEqual(files.filter(isWanted(false)), files.slice(0, 1));
  assert.deepEqual(files.filter(isWanted(true)), files);
});

test('tests that check exercises leave the progress of the reader alone', (t) => {
  const before = process.env.CONVOLAB_PROGRESS;
  t.after(() => {
    if (before === undefined) delete process.env.CONVOLAB_PROGRESS;
    else process.env.CONVOLAB_PROGRESS = before;
  });
  delete process.env.CONVOLAB_PROGRESS;
  const ofTheReader = progressFile();
  Object.assign(process.env, { CONVOLAB_PROGRESS: environment(projectRoot).CONVOLAB_PROGRESS });
  assert.notEqual(progressFile(), ofTheReader);
});

test("the counts of Node's reporter, with and without colours", () => {
  const plain = 'ℹ tests 3\nℹ pass 1\nℹ fail 1\nℹ skipped 1\n';
  const coloured = '\u001b[34mℹ tests 3\u001b[39m\n\u001b[34mℹ fail 1\u001b[39m\n\u001b[34mℹ skipped 1\u001b[39m\n';
  const expected = { tests: 3, failed: 1, skipped: 1 };
  assert.deepEqual(countsIn(plain), expected);
  assert.deepEqual(countsIn(coloured), expected);
  assert.deepEqual(countsIn('a test printed: tests 9\n'), { tests: 0, failed: 0, skipped: 0 });
});
