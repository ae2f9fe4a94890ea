import { compare, compareCalls, type Difference } from './compare';
import { type Case, defaultTolerance, type Mistake, type TestedExercise } from './spec';
import { copyData, type Data, type Given } from './wire';

/**
 * The usual mistakes that explain what an answer returned on a case: those whose code returns the same, or whose
 * condition holds. A mistake that happens to be right on this case explains nothing.
 */
export function findMistakes(exercise: TestedExercise, testCase: Case, got: Given, expected: Data): Mistake[] {
  return (exercise.mistakes ?? []).filter((mistake) => {
    try {
      return appliesTo(mistake, testCase) && explains(mistake, exercise, testCase, got, expected);
    } catch {
      return false; // the mistaken code fails on this case, or the condition does not fit what came back
    }
  });
}

/**
 * Of several mistakes that explain a case, the one whose code explains the most cases; of equals, the first in the
 * list. A condition says less than code, so conditions come after, in the order of the list.
 * @param candidates the mistakes that explain each case
 */
export function likeliest(candidates: Mistake[][]): (Mistake | undefined)[] {
  const cases = (mistake: Mistake): number => candidates.filter((found) => found.includes(mistake)).length;
  return candidates.map((found) => {
    const asCode = found.filter((mistake) => mistake.behaves);
    const most = Math.max(...asCode.map(cases));
    return asCode.find((mistake) => cases(mistake) === most) ?? found[0];
  });
}

function appliesTo(mistake: Mistake, testCase: Case): boolean {
  if (mistake.only === undefined) return true;
  const target = testCase.fn ?? testCase.part ?? '';
  return Array.isArray(mistake.only) ? mistake.only.includes(target) : mistake.only === target;
}

function explains(mistake: Mistake, exercise: TestedExercise, testCase: Case, got: Given, expected: Data): boolean {
  const args = exercise.kind === 'value' ? [testCase.given] : (testCase.args ?? testCase.each ?? []);
  if (mistake.when) return mistake.when(got, copyData(expected), copyData(args));
  const behaves = mistake.behaves as unknown as (...args: unknown[]) => Data;
  const run = (args: Data[]): Data => copyData(behaves(...copyData(args)));
  const mistaken = testCase.each ? testCase.each.map(run) : run(args);
  if (compareCase(exercise, testCase, got, mistaken) !== undefined) return false;
  return exercise.judge !== undefined || compareCase(exercise, testCase, mistaken as Given, expected) !== undefined;
}

/** Compares a result with what a case expects, call by call where the case has many. */
export function compareCase(
  exercise: TestedExercise,
  testCase: Case,
  got: Given,
  expected: Data,
): Difference | undefined {
  const tolerance = exercise.tolerance ?? defaultTolerance;
  if (!testCase.each) return compare(got, expected, tolerance);
  return compareCalls(testCase.fn ?? exercise.entry, testCase.each, got as Given[], expected as Data[], tolerance);
}
