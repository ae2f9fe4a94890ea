/**
 * Ten thousand hand-ins that cost next to nothing to grade: files are read and parsed as in earnest, and the points are
 * those that stand in the answer. What is under test is what happens between the queue, the workers and the database.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GradingJob } from '../../lib/src/grading/grades/grading-job';
import { parseNotebook } from '../../lib/src/grading/reading/parse-notebook';
import { readSubmittedFile } from '../../lib/src/grading/reading/read-file';
import type { GradedSubmission } from '../../lib/src/grading/score/result';
import { UserError } from '../../lib/src/project';
import { answerCell, notebookText } from '../grading/made-up-suite';

export const version = 'synthetic';

/** One in a hundred is hostile. */
const hostile = [
  'no notebook at all',
  '['.repeat(100_000),
  '{"cells": [], "__proto__": {"points": 10}}',
  Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  notebookText(Array.from({ length: 4000 }, () => answerCell('9.1', ''))),
  notebookText([{ ...answerCell('9.1', '10'), cell_type: 'code', source: { toString: 10 } }]),
];

export function syntheticJob(folder: string, index: number): GradingJob {
  const text =
    index % 100 === 99 ? hostile[index % hostile.length] : notebookText([answerCell('9.1', `${index % 41}`)]);
  const file = join(folder, `${index}.ipynb`);
  writeFileSync(file, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const key = { className: '3a', release: '09-3a-1', student: `student-${index}`, sha256, graderVersion: version };
  return { key, chapter: 9, seed: 'a secret', file };
}

export async function gradeSynthetic({ file, seed }: GradingJob): Promise<GradedSubmission> {
  const result = { chapter: 9, of: 40, waiting: 0, exercises: [], problems: [], resemblances: [], layers: [] };
  const common = { ...result, sandboxed: true };
  // the seed arrives as it was
  if (seed !== 'a secret') throw new Error(`the seed is ${seed}`);
  try {
    const { text, sha256 } = readSubmittedFile(file);
    const points = Number(parseNotebook(text)[0].source);
    if (!Number.isFinite(points)) throw new UserError('There is no answer.');
    return { ...common, points, sha256 };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...common, points: 0, refused: error.message };
  }
}
