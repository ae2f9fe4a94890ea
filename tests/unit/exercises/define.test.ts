import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { defineExercises } from '../../../lib/src/exercises/define';
import { findExercise, loadSuite, loadSuites } from '../../../lib/src/exercises/load';
import type { Exercise, Suite } from '../../../lib/src/exercises/spec';
import { UserError } from '../../../lib/src/project';

const good = {
  id: '8.1',
  title: 'Double',
  points: 2,
  kind: 'function',
  entry: 'double',
  reference: (x: number) => 2 * x,
  publicCases: [{ name: 'three', args: [3] }],
};
const model = {
  id: '8.1',
  title: 'Build',
  points: 2,
  kind: 'model',
  entry: 'build',
  publicCases: [{ name: 'any', args: [] }],
  measure: () => 1,
  judge: () => ({ pass: true, message: '' }),
};
const suite = (...exercises: object[]): Suite => ({ chapter: 8, title: 'Test', exercises: exercises as Exercise[] });

test('a right suite is returned as it is', () => {
  const written = suite(good);
  assert.equal(defineExercises(written), written);
});

test("a teacher's mistake is named in one sentence", () => {
  const mistakes: [object, RegExp][] = [
    [{ ...good, id: '9.1' }, /9\.1 stands in chapter 8.*begin with "8\."/],
    [{ ...good, id: 'eight' }, /id "eight": write it like 2\.1/],
    [{ ...good, points: 0 }, /8\.1: `points` must be a positive number, got 0/],
    [{ ...good, kind: 'funktion' }, /8\.1: `kind` must be one of function, value, model, choice, text, got "funktion"/],
    [{ ...good, refrence: 1 }, /8\.1: `refrence` is not part of an exercise/],
    [{ ...good, entry: 'two words' }, /8\.1: `entry` must be the name/],
    [{ ...good, publicCases: [] }, /8\.1: `publicCases` must list at least one/],
    [{ ...good, publicCases: [{ name: 'x' }] }, /case "x" needs `args`.*or `each`/],
    [{ ...good, publicCases: [{ name: 'x', arg: [3] }] }, /case "x" has `arg`; the parts of a case are/],
    [{ ...good, publicCases: [{ name: 'x', fn: 'half', args: [3] }] }, /case "x": `reference` has no function `half`/],
    [{ ...good, reference: undefined }, /`reference` is not a function/],
    [{ ...good, tolerance: { absolute: -1, relative: 0 } }, /`tolerance` must be/],
    [{ ...good, mistakes: [{ name: 'm', when: () => true }] }, /mistake "m" needs a `hint`/],
    [{ ...good, mistakes: [{ name: 'm', hint: 'h' }] }, /mistake "m" needs `behaves`.*or `when`/],
    [{ ...good, gradedCases: [] }, /`gradedCases` must be a function/],
    [{ ...model, measure: undefined }, /8\.1: `measure` is missing/],
    [{ ...model, judge: undefined }, /8\.1: `judge` is missing/],
    [{ ...model, publicCases: [{ name: 'x' }] }, /case "x" needs `args`: the arguments of the one call/],
    [
      { ...model, mistakes: [{ name: 'm', behaves: () => 1, hint: 'h' }] },
      /mistake "m" needs `when`: in an exercise of kind model it is a condition on the facts/,
    ],
    [
      { id: '8.1', title: 't', points: 1, kind: 'value', entry: 'v', publicCases: [{ name: 'x' }] },
      /case "x" needs `expected`/,
    ],
    [
      {
        id: '8.Q1',
        title: 't',
        points: 1,
        kind: 'choice',
        entry: 'q',
        question: '?',
        options: { a: '1', b: '2' },
        answer: 'c',
      },
      /`answer` must be one of a, b, got "c"/,
    ],
    [
      {
        id: '8.T1',
        title: 't',
        points: 3,
        kind: 'text',
        entry: 'q',
        question: '?',
        rubric: [{ points: 1, criterion: 'x' }],
      },
      /rubric's points add up to 1, but `points` is 3/,
    ],
  ];
  for (const [exercise, sentence] of mistakes) {
    assert.throws(
      () => defineExercises(suite(exercise)),
      (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, sentence);
        return true;
      },
    );
  }
  assert.throws(() => defineExercises(suite(good, good)), /8\.1 is there twice/);
  assert.throws(() => defineExercises(suite(good, { ...good, id: '8.2' })), /8\.1 and 8\.2 both ask for `double`/);
});

test('a suite is one file, with others beside it if it likes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  try {
    writeFileSync(join(folder, 'part.ts'), 'export const factor: number = 2;');
    const file = join(folder, '08-test.ts');
    writeFileSync(
      file,
      `import { conv2d, defineExercises, type Image } from 'convolab';
       import { factor } from './part';
       const twice = (x: number): number => factor * x;
       export default defineExercises({ chapter: 8, title: 'T', exercises: [{ id: '8.1', title: 'Double', points: 1,
         kind: 'function', entry: 'double', reference: twice, publicCases: [{ name: String(typeof conv2d), args: [3] }] }] });`,
    );
    const loaded = loadSuite(file);
    assert.equal(loaded.exercises[0].title, 'Double');
    assert.equal(loadSuite(file), loaded, 'the second time it comes from memory');

    writeFileSync(join(folder, '09-test.ts'), `export const nothing = 1;`);
    assert.throws(
      () => loadSuite(join(folder, '09-test.ts')),
      /09-test\.ts exports no suite: end it with `export default/,
    );
    writeFileSync(join(folder, '10-test.ts'), `throw new Error('oh');`);
    assert.throws(() => loadSuite(join(folder, '10-test.ts')), /10-test\.ts cannot be loaded: oh/);
    writeFileSync(join(folder, '07-test.ts'), `export default { chapter: 8, title: 'x', exercises: [] };`);
    assert.throws(() => loadSuite(join(folder, '07-test.ts')), /says chapter 8, but its file name says 7/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the suites of the course load, and an unknown id lists the known ones', () => {
  assert.ok(loadSuites().length >= 1);
  assert.equal(findExercise('2.1').entry, 'conv2d');
  assert.throws(() => findExercise('2.99'), /no exercise "2\.99"\. The exercises are 2\.1, 2\.2/);
  assert.throws(() => findExercise('x'), /no exercise "x"\. The exercises are 1\.1, /);
});
