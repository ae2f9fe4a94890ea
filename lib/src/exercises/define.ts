import { UserError } from '../project';
import type { Case, Exercise, FunctionExercise, Mistake, Reference, Suite, TestedExercise } from './spec';

const commonKeys = ['id', 'title', 'points', 'entry', 'kind', 'firstStep', 'imports'];
const testedKeys = [...commonKeys, 'publicCases', 'gradedCases', 'tolerance', 'mistakes', 'judge'];
const keysOf: Record<Exercise['kind'], string[]> = {
  function: [...testedKeys, 'reference', 'seconds', 'async'],
  value: testedKeys,
  model: [...testedKeys, 'measure', 'modelIn', 'withheld', 'seconds'],
  choice: [...commonKeys, 'question', 'options', 'answer', 'feedback'],
  text: [...commonKeys, 'question', 'rubric', 'minimumWords'],
};
const caseKeys = ['name', 'fn', 'args', 'each', 'part', 'expected', 'given', 'weight'];

/**
 * Checks the exercises of one chapter and returns them.
 * @throws UserError one sentence that names the exercise, what is wrong with it and what to write
 * @example
 * export default defineExercises({ chapter: 8, title: 'My chapter', exercises: [{
 *   id: '8.1', title: 'Double a number', points: 1, kind: 'function', entry: 'double',
 *   reference: (x: number) => 2 * x,
 *   publicCases: [{ name: 'three', args: [3] }],
 *   gradedCases: (random) => [{ name: 'any number', args: [random.normal()] }],
 * }] });
 */
export function defineExercises(suite: Suite): Suite {
  if (!Number.isInteger(suite?.chapter)) throw new UserError('A suite needs `chapter`: a whole number.');
  if (!Array.isArray(suite.exercises)) throw new UserError(`Chapter ${suite.chapter} needs \`exercises\`: a list.`);
  const seen = new Set<string>();
  const entries = new Map<string, string>();
  for (const exercise of suite.exercises) {
    const id = String(exercise?.id);
    if (!/^\d+\.[A-Z]?\d+$/.test(id)) {
      throw new UserError(
        `Chapter ${suite.chapter} has an exercise with the id "${id}": write it like 2.1, 2.Q1 or 2.T1.`,
      );
    }
    if (Number.parseInt(id, 10) !== suite.chapter) {
      throw new UserError(
        `Exercise ${id} stands in chapter ${suite.chapter}: its id must begin with "${suite.chapter}.".`,
      );
    }
    if (seen.has(id)) throw new UserError(`Exercise ${id} is there twice: give the second one another id.`);
    seen.add(id);
    checkExercise(exercise);
    const other = entries.get(exercise.entry);
    if (other) {
      throw new UserError(
        `Exercises ${other} and ${id} both ask for \`${exercise.entry}\`: give one another \`entry\`.`,
      );
    }
    entries.set(exercise.entry, id);
  }
  return suite;
}

function checkExercise(exercise: Exercise): void {
  const fail = (problem: string): never => {
    throw new UserError(`Exercise ${exercise.id}: ${problem}`);
  };
  const keys = keysOf[exercise.kind];
  if (!keys) fail(`\`kind\` must be one of ${Object.keys(keysOf).join(', ')}, got ${shown(exercise.kind)}.`);
  for (const key of Object.keys(exercise)) {
    if (!keys.includes(key)) {
      fail(`\`${key}\` is not part of an exercise of kind ${exercise.kind}; its parts are ${keys.join(', ')}.`);
    }
  }
  if (typeof exercise.title !== 'string' || exercise.title === '') fail('`title` is missing: write it as text.');
  if (!(exercise.points > 0)) fail(`\`points\` must be a positive number, got ${shown(exercise.points)}.`);
  if (!/^[A-Za-z_$][\w$]*$/.test(String(exercise.entry))) {
    fail(`\`entry\` must be the name of the answer in its cell, got ${shown(exercise.entry)}.`);
  }
  if (exercise.kind === 'choice') checkChoice(exercise, fail);
  else if (exercise.kind === 'text') checkText(exercise, fail);
  else checkTested(exercise, fail);
}

function checkChoice(exercise: Exercise & { kind: 'choice' }, fail: (problem: string) => never): void {
  const letters = Object.keys(exercise.options ?? {});
  if (letters.length < 2) fail('`options` must have at least two entries: { a: …, b: … }.');
  if (!letters.includes(exercise.answer)) {
    fail(`\`answer\` must be one of ${letters.join(', ')}, got ${shown(exercise.answer)}.`);
  }
  for (const letter of Object.keys(exercise.feedback ?? {})) {
    if (!letters.includes(letter) || letter === exercise.answer)
      fail(`\`feedback.${letter}\` belongs to no wrong option.`);
  }
}

function checkText(exercise: Exercise & { kind: 'text' }, fail: (problem: string) => never): void {
  if (!Array.isArray(exercise.rubric) || exercise.rubric.length === 0)
    fail('`rubric` must list at least one criterion.');
  const sum = exercise.rubric.reduce((total, row) => total + row.points, 0);
  if (sum !== exercise.points) fail(`the rubric's points add up to ${sum}, but \`points\` is ${exercise.points}.`);
}

function checkTested(exercise: TestedExercise, fail: (problem: string) => never): void {
  if (!Array.isArray(exercise.publicCases) || exercise.publicCases.length === 0) {
    fail('`publicCases` must list at least one case.');
  }
  for (const testCase of exercise.publicCases) checkCase(exercise, testCase, fail);
  if (exercise.gradedCases !== undefined && typeof exercise.gradedCases !== 'function') {
    fail('`gradedCases` must be a function of the random generator: (random) => [ … ].');
  }
  if (exercise.tolerance && !(exercise.tolerance.absolute >= 0 && exercise.tolerance.relative >= 0)) {
    fail('`tolerance` must be { relative, absolute }, both 0 or more.');
  }
  for (const mistake of exercise.mistakes ?? []) checkMistake(mistake, fail);
  if (exercise.kind !== 'model') return;
  if (typeof exercise.measure !== 'function') fail('`measure` is missing: a function that says what a result is like.');
  if (typeof exercise.judge !== 'function') fail('`judge` is missing: a function that judges what `measure` found.');
  const code = exercise.mistakes?.find((mistake) => mistake.behaves);
  if (code)
    fail(`the mistake "${code.name}" needs \`when\`: in an exercise of kind model it is a condition on the facts.`);
}

function checkCase(exercise: TestedExercise, testCase: Case, fail: (problem: string) => never): void {
  const name = `case "${testCase?.name}"`;
  if (typeof testCase?.name !== 'string' || testCase.name === '') fail('a case without `name`: say what it tests.');
  const unknown = Object.keys(testCase).find((key) => !caseKeys.includes(key));
  if (unknown) fail(`${name} has \`${unknown}\`; the parts of a case are ${caseKeys.join(', ')}.`);
  if (testCase.weight !== undefined && !(testCase.weight > 0)) fail(`${name}: \`weight\` must be a positive number.`);
  if (exercise.kind === 'value') {
    if (testCase.expected === undefined && !exercise.judge)
      fail(`${name} needs \`expected\`, or the exercise a \`judge\`.`);
    return;
  }
  if (exercise.kind === 'model') {
    if (!Array.isArray(testCase.args)) fail(`${name} needs \`args\`: the arguments of the one call.`);
    return;
  }
  if (Array.isArray(testCase.args) === Array.isArray(testCase.each)) {
    fail(`${name} needs \`args\` (one call) or \`each\` (a list of calls), and not both.`);
  }
  if (referenceOf(exercise, testCase.fn) === undefined) {
    const problem = testCase.fn ? `has no function \`${testCase.fn}\`` : 'is not a function; name one with `fn`';
    fail(`${name}: \`reference\` ${problem}.`);
  }
}

function checkMistake(mistake: Mistake, fail: (problem: string) => never): void {
  if (!mistake?.name) fail('a mistake without `name`.');
  if (!mistake.hint) fail(`the mistake "${mistake.name}" needs a \`hint\`.`);
  if ((typeof mistake.behaves === 'function') === (typeof mistake.when === 'function')) {
    fail(
      `the mistake "${mistake.name}" needs \`behaves\` (the mistaken code) or \`when\` (a condition), and not both.`,
    );
  }
}

/** The reference of one function of an exercise, found by its path: 'sigmoid.derivative'. */
export function referenceOf(exercise: FunctionExercise, path?: string): ((...args: unknown[]) => unknown) | undefined {
  let found: Reference | undefined = exercise.reference;
  for (const name of path ? path.split('.') : []) {
    found = found !== null && typeof found === 'object' && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return typeof found === 'function' ? (found as (...args: unknown[]) => unknown) : undefined;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
