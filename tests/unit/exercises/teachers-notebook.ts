import assert from 'node:assert';
import { checkNotebook } from '../../../lib/src/exercises/check-notebook';
import { resultToText } from '../../../lib/src/exercises/report-text';
import { cellsOf, exercisesOf } from './answers';

/** Whether the solutions of a chapter train networks: they take minutes. */
export function trains(chapter: string): boolean {
  return exercisesOf(chapter).some(({ kind }) => kind === 'model');
}

/** The teacher's answers to all exercises of a chapter are right, as `convolab check` reads them. */
export async function assertRight(chapter: string): Promise<void> {
  for (const result of await checkNotebook(cellsOf(`solutions/${chapter}`), exercisesOf(chapter))) {
    assert.ok(result.status === 'right' || result.status === 'recorded', resultToText(result));
  }
}
