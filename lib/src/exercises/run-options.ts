import type { RunOptions } from './run';
import type { Exercise } from './spec';

/** Building a model and training it on a few thousand images takes seconds with the native engine, and longer without. */
const secondsForModels = 90;

/** How the answer to an exercise is run. */
export function runOptions(exercise: Exercise): RunOptions {
  const { imports } = exercise;
  if (exercise.kind === 'function') return { imports, seconds: exercise.seconds };
  if (exercise.kind !== 'model') return { imports };
  return { imports, seconds: exercise.seconds ?? secondsForModels, models: { withheld: exercise.withheld ?? [] } };
}
