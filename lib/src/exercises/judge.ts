/** Judges an open answer: runs the cases, compares, looks for usual mistakes, counts points. */

import { say } from '../languages/say';
import { referenceOf } from './define';
import { isStubError, outcomeInWords, type Surroundings } from './error-sentence';
import { compareCase, findMistakes, likeliest } from './mistakes';
import type { CaseResult, ExerciseResult } from './result';
import type { OpenAnswer, Outcome, Request } from './run';
import type { Case, TestedExercise } from './spec';
import { blankResult, stubResult, summarise } from './summary';
import { copyData, type Data, encode, type Given } from './wire';

export interface JudgeOptions {
  elsewhere?: Surroundings['elsewhere'];
  /** the public ones unless given */
  cases?: Case[];
  /** what is expected of each case, where it is known already */
  expected?: ReadonlyMap<Case, Data>;
}

type About = Surroundings & Pick<JudgeOptions, 'expected'>;

/** Runs all cases of an exercise on an open answer. */
export async function judge(
  exercise: TestedExercise,
  answer: OpenAnswer,
  options: JudgeOptions = {},
): Promise<ExerciseResult> {
  const { entry, imports = [] } = exercise;
  const about: About = { entry, imports, elsewhere: options.elsewhere, expected: options.expected };
  const blank = blankResult(exercise);
  if (answer.loaded.status !== 'returned') {
    const printed = answer.printed();
    if (answer.loaded.status === 'threw' && isStubError(answer.loaded.error))
      return { ...stubResult(exercise), printed };
    const sentence = outcomeInWords(answer.loaded, about, say('The answer cell'));
    return { ...blank, status: 'broken', sentence, printed };
  }
  const cases: CaseResult[] = [];
  const isModel = exercise.kind === 'model';
  // building or training takes long: one run without end is enough
  let patience = isModel ? 1 : 2;
  const runs = new Map<string, Outcome>();
  const testCases = options.cases ?? exercise.publicCases;
  for (const testCase of testCases) {
    if (patience === 0) {
      const sentence = isModel
        ? say('Not tried, because a run before it did not end.')
        : say('Not tried, because two cases before it did not end.');
      cases.push({ name: testCase.name, status: 'skipped', weight: testCase.weight ?? 1, sentence });
      continue;
    }
    const request = requestFor(exercise, testCase);
    // cases of a model exercise with the same arguments look at the same run
    const key = isModel ? encode(request as unknown as Data) : testCase.name;
    const outcome = (isModel && runs.get(key)) || (await answer.call(request));
    runs.set(key, outcome);
    if (outcome.status === 'timeout' || outcome.status === 'pending' || outcome.status === 'ended') patience--;
    cases.push(await judgeOutcome(exercise, testCase, outcome, about));
  }
  return summarise(exercise, addHints(exercise, testCases, cases), answer.printed());
}

/** The verdict on one case. Also for graders, which get the outcome from a sandbox. */
export async function judgeOutcome(
  exercise: TestedExercise,
  testCase: Case,
  outcome: Outcome,
  about: About,
): Promise<CaseResult> {
  if (exercise.kind !== 'model') return judgeCase(exercise, testCase, outcome, about);
  try {
    // TensorFlow.js takes a second to load, and most exercises do without
    const { measureModel } = await import('./measure-model');
    const { facts, problem } = await measureModel(exercise, testCase, outcome);
    if (problem === undefined) return judgeCase(exercise, testCase, facts, about);
    return { ...blankCase(testCase), sentence: problem };
  } catch (error) {
    return brokenCase(testCase, error);
  }
}

/** Adds the hint of the usual mistake that explains each failed case. */
export function addHints(exercise: TestedExercise, testCases: Case[], results: CaseResult[]): CaseResult[] {
  const candidates = results.map((result, i) =>
    result.status === 'failed' && result.mistake === undefined && 'got' in result
      ? findMistakes(exercise, testCases[i], result.got, result.expected)
      : [],
  );
  const chosen = likeliest(candidates);
  return results.map((result, i) => {
    const mistake = chosen[i];
    return mistake ? { ...result, hint: mistake.hint, mistake: mistake.name } : result;
  });
}

function requestFor(exercise: TestedExercise, testCase: Case): Request {
  if (exercise.kind === 'value') return { path: exercise.entry, calls: [[]] };
  const path = testCase.fn ? `${exercise.entry}.${testCase.fn}` : exercise.entry;
  return { path, calls: testCase.each ?? [testCase.args ?? []] };
}

function blankCase({ name, weight = 1 }: Case): CaseResult {
  return { name, status: 'failed', weight };
}

/** Something is wrong with the exercise, not with the answer. */
function brokenCase(testCase: Case, error: unknown): CaseResult {
  const reason = error instanceof Error ? error.message : String(error);
  const sentence = say('The exercise itself is broken here; tell your teacher: {reason}', { reason });
  return { ...blankCase(testCase), status: 'skipped', sentence };
}

function judgeCase(exercise: TestedExercise, testCase: Case, outcome: Outcome, about: About): CaseResult {
  const result: CaseResult = blankCase(testCase);
  if (outcome.status === 'threw' && isStubError(outcome.error))
    return { ...result, status: 'unwritten', sentence: say('Not written yet.') };

  let expected: Data;
  try {
    expected = about.expected?.has(testCase) ? about.expected.get(testCase) : expectedOf(exercise, testCase);
  } catch (error) {
    return brokenCase(testCase, error);
  }
  if (outcome.status !== 'returned') {
    return { ...result, expected, sentence: outcomeInWords(outcome, about) };
  }
  const got = resultOf(exercise, testCase, outcome.results);
  if (exercise.kind === 'function') {
    const functionName = testCase.fn ?? exercise.entry;
    if (outcome.wasPromise && !exercise.async) {
      const sentence = say('`{name}` returned a Promise; expected the result itself. Leave out `async`.', {
        name: functionName,
      });
      return { ...result, expected, sentence };
    }
  }
  if (isUnfilled(exercise, got)) {
    return { ...result, expected, status: 'unwritten', sentence: unfilledInWords(exercise, testCase, got, expected) };
  }

  const verdict = exercise.judge?.(got, testCase);
  if (verdict?.remark !== undefined) result.remark = verdict.remark;
  const sentence = verdict
    ? verdict.pass
      ? undefined
      : verdict.message
    : compareCase(exercise, testCase, got, expected)?.sentence;
  if (sentence === undefined) {
    if (outcome.changedArgument === undefined) return { ...result, status: 'passed', got, expected };
    const name = testCase.fn ?? exercise.entry;
    const number = outcome.changedArgument + 1;
    return {
      ...result,
      got,
      expected,
      sentence: changedInPlace(name, number),
      hint: say('Write into a new array: whoever calls your function still needs the old one.'),
      mistake: 'input changed in place',
    };
  }
  return { ...result, got, expected, sentence };
}

function changedInPlace(name: string, argument: number): string {
  if (argument === 1) return say('The result is right, but `{name}` changed its first argument in place.', { name });
  if (argument === 2) return say('The result is right, but `{name}` changed its second argument in place.', { name });
  return say('The result is right, but `{name}` changed its argument number {number} in place.', {
    name,
    number: argument,
  });
}

/** What the reference returns for a case, or what a value exercise says. */
export function expectedOf(exercise: TestedExercise, testCase: Case): Data {
  if (exercise.kind !== 'function' || (exercise.judge && testCase.expected !== undefined)) return testCase.expected;
  const reference = referenceOf(exercise, testCase.fn);
  const run = (args: Data[]): Data => copyData(reference?.(...copyData(args)) as Data);
  return testCase.each ? testCase.each.map(run) : run(testCase.args ?? []);
}

function resultOf(exercise: TestedExercise, testCase: Case, results: Given[]): Given {
  if (exercise.kind === 'function') return testCase.each ? results : results[0];
  const value = results[0];
  if (exercise.kind === 'model') return value;
  if (testCase.part === undefined) return value;
  if (value === null || typeof value !== 'object') return undefined;
  return Object.hasOwn(value, testCase.part) ? (value as { [key: string]: Given })[testCase.part] : undefined;
}

/** Nothing came back. In a value exercise the stub holds places to fill: NaN, '' or []. */
function isUnfilled(exercise: TestedExercise, got: Given): boolean {
  if (got === undefined) return true;
  if (exercise.kind === 'function')
    return Array.isArray(got) && got.length > 0 && got.every((entry) => entry === undefined);
  if (exercise.kind === 'model') return false;
  return got === null || got === '' || Number.isNaN(got) || (Array.isArray(got) && got.length === 0);
}

function unfilledInWords(exercise: TestedExercise, testCase: Case, got: Given, expected: Data): string {
  if (exercise.kind === 'value')
    return say('`{part}` is not filled in yet.', { part: testCase.part ?? exercise.entry });
  return compareCase(exercise, testCase, got, expected)?.sentence ?? say('It returned nothing.');
}
