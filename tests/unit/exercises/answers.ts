import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAnswer, type NotebookCell } from '../../../lib/src/exercises/answer-cells';
import { findExercise } from '../../../lib/src/exercises/load';
import { projectRoot } from '../../../lib/src/project';

/** The cells of a notebook of the project: 'solutions/02-fundamentals'. */
export function cellsOf(name: string): NotebookCell[] {
  return (JSON.parse(readFileSync(join(projectRoot, `${name}.ipynb`), 'utf8')) as { cells: NotebookCell[] }).cells;
}

/** The source of a teacher's answer, or of the student's stub. */
export function answerTo(id: string, folder: 'solutions' | 'exercises' = 'solutions'): string {
  const chapter = { '2': '02-fundamentals', '3': '03-building-cnns' }[id.split('.')[0]];
  const found = findAnswer(cellsOf(`${folder}/${chapter}`), findExercise(id));
  if (!found) throw new Error(`no answer to ${id} in ${folder}`);
  return found.source;
}

/** A solution with one place changed; the place must be there. */
export function changed(id: string, from: string, to: string): string {
  const source = answerTo(id);
  if (!source.includes(from)) throw new Error(`the solution of ${id} has no "${from}"`);
  return source.replace(from, to);
}
