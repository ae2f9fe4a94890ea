/** What came of an exercise, from what came of its cases. */
import { say, sayCount } from '../languages/say';
import type { CaseResult, ExerciseResult } from './result';
import type { TestedExercise } from './spec';

/** An exercise of which nothing is known yet. */
export function blankResult(exercise: TestedExercise): ExerciseResult {
  const { id, title, entry, points } = exercise;
  return { id, title, entry, status: 'wrong', points: 0, of: points, sentence: '', cases: [], printed: '' };
}

/** An answer that is not written yet. */
export function stubResult(exercise: TestedExercise): ExerciseResult {
  const sentence = say(
    'Not written yet: replace `YOUR CODE HERE` in the answer cell by your answer, and run that cell.',
  );
  return { ...blankResult(exercise), status: 'stub', sentence, hint: exercise.firstStep };
}

/** Points and a sentence for the whole. */
export function summarise(exercise: TestedExercise, cases: CaseResult[], printed: string): ExerciseResult {
  const passed = cases.filter((one) => one.status === 'passed');
  if (passed.length === 0 && cases.every((one) => one.status === 'unwritten')) {
    // of a value each place says for itself that it is not filled in
    const nothing = cases.find(({ sentence }) => exercise.kind !== 'value' && sentence !== say('Not written yet.'));
    const stub = stubResult(exercise);
    return {
      ...stub,
      cases,
      printed,
      sentence: nothing?.sentence ? `${stub.sentence} ${nothing.sentence}` : stub.sentence,
    };
  }
  const total = cases.reduce((sum, one) => sum + one.weight, 0);
  const reached = passed.reduce((sum, one) => sum + one.weight, 0);
  // quarters, rounded down: full points only for all cases
  const points = Math.floor((exercise.points * reached * 4) / total + 1e-9) / 4;
  const remarks = [...new Set(cases.flatMap(({ remark }) => remark ?? []))];
  const sentence = [
    sayCount(passed.length, '{n} of {all} cases passed.', '{n} of {all} cases passed.', { all: cases.length }),
    ...remarks.map((remark) => say(remark)),
  ].join(' ');
  const status = passed.length === cases.length ? 'right' : passed.length > 0 ? 'partial' : 'wrong';
  return { ...blankResult(exercise), status, points, sentence, cases, printed };
}
