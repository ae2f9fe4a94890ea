import { createHmac } from 'node:crypto';
import type { Case, FunctionExercise, ValueExercise } from '../../exercises/spec';
import { random } from '../../maths/random';

/**
 * The cases that count. Each exercise draws from a seed of its own, so that whoever learns one knows nothing of the others.
 * @param seed known to the teacher alone
 */
export function gradedCasesOf(exercise: FunctionExercise | ValueExercise, seed: string): Case[] {
  if (!exercise.gradedCases) return exercise.publicCases;
  const own = createHmac('sha256', seed).update(exercise.id).digest('hex');
  return exercise.gradedCases(random(own));
}
