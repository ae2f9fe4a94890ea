import { createHmac } from 'node:crypto';
import { expectedOf } from '../../exercises/judge';
import type { Case, TestedExercise } from '../../exercises/spec';
import type { Data } from '../../exercises/wire';
import { random } from '../../maths/random';

/**
 * The cases that count. Each exercise draws from a seed of its own, so that whoever learns one knows nothing of the others.
 * @param seed known to the teacher alone
 */
export function gradedCasesOf(exercise: TestedExercise, seed: string): Case[] {
  if (!exercise.gradedCases) return exercise.publicCases;
  const own = createHmac('sha256', seed).update(exercise.id).digest('hex');
  return exercise.gradedCases(random(own));
}

export interface CasesWithExpected {
  cases: Case[];
  /** what the reference returns; a case on which it fails has no entry */
  expected: Map<Case, Data>;
}

/** Of each exercise those of the last seed: all submissions of a class are graded with the same one. */
const remembered = new WeakMap<TestedExercise, CasesWithExpected & { seed: string }>();

/** As `gradedCasesOf`, with what is expected; worked out once for all submissions. */
export function casesWithExpected(exercise: TestedExercise, seed: string): CasesWithExpected {
  const before = remembered.get(exercise);
  if (before?.seed === seed) return before;
  const cases = gradedCasesOf(exercise, seed);
  const expected = new Map<Case, Data>();
  for (const one of cases) {
    try {
      expected.set(one, expectedOf(exercise, one));
    } catch {
      // the judge meets the error again, and says it
    }
  }
  remembered.set(exercise, { seed, cases, expected });
  return { cases, expected };
}
