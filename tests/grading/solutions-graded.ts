import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadSuites } from '../../lib/src/exercises/load';
import type { Exercise, Suite } from '../../lib/src/exercises/spec';
import { gradeSubmission } from '../../lib/src/grading';
import { projectRoot } from '../../lib/src/project';

/** The teacher's notebook of a chapter gets all points in the sandbox, for the wanted exercises; texts are read by people. */
export async function assertSolutions(
  chapter: number,
  name: string,
  wanted: (exercise: Exercise) => boolean,
): Promise<void> {
  const suite = loadSuites().find((one) => one.chapter === chapter) as Suite;
  const exercises = suite.exercises.filter((exercise) => exercise.kind !== 'text' && wanted(exercise));
  const path = join(projectRoot, 'solutions', `${name}.ipynb`);
  const graded = await gradeSubmission({ ...suite, exercises }, path, { seed: 'a secret' });
  assert.ok(graded.exercises.length >= 2);
  for (const { id, points, of, sentence, cases } of graded.exercises)
    assert.equal(points, of, `${id}: ${sentence} ${JSON.stringify(cases)}`);
}
