/** What a student wrote into the answer cells, read from the file that is kept. */
import { join } from 'node:path';
import { UserError } from '../../project';
import type { AttemptPoints } from '../grades/attempt-points';
import { parseNotebook } from '../reading/parse-notebook';
import { readSubmittedFile } from '../reading/read-file';

export interface HandedInAnswers {
  /** source of the answer cell, by exercise */
  sources: Map<string, string>;
  /** why there are none, one sentence */
  problem?: string;
}

/** @param folder of the class */
export function handedInAnswers(folder: string, { attempt, grade }: AttemptPoints): HandedInAnswers {
  const none = (problem: string): HandedInAnswers => ({ sources: new Map(), problem });
  // what is wrong with the notebook itself stands in the result
  if (!grade || grade.result.refused !== undefined) return { sources: new Map() };
  try {
    const { text, sha256 } = readSubmittedFile(join(folder, attempt.file));
    if (sha256 !== attempt.sha256) return none('The file that was handed in was changed after it was graded.');
    const cells = parseNotebook(text);
    const found = grade.result.exercises.flatMap(({ id, cell }) => {
      const source = cell === undefined ? undefined : cells[cell - 1]?.source;
      return typeof source === 'string' ? [[id, source] as const] : [];
    });
    return { sources: new Map(found) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return none('The file that was handed in cannot be read any more.');
  }
}
