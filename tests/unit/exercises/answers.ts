import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findAnswer, type NotebookCell } from '../../../lib/src/exercises/answer-cells';
import { findExercise, loadSuite, suiteFiles } from '../../../lib/src/exercises/load';
import type { Exercise } from '../../../lib/src/exercises/spec';
import { projectRoot } from '../../../lib/src/project';

/** The names of the chapters that have exercises: '02-fundamentals'. */
export const chapters = suiteFiles().map((file) => basename(file, '.ts'));

/** The exercises of the chapter with this name. */
export function exercisesOf(chapter: string): Exercise[] {
  return loadSuite(suiteFiles()[chapters.indexOf(chapter)]).exercises;
}

/** The cells of a notebook of the project: 'solutions/02-fundamentals'. */
export function cellsOf(name: string): NotebookCell[] {
  return (JSON.parse(readFileSync(join(projectRoot, `${name}.ipynb`), 'utf8')) as { cells: NotebookCell[] }).cells;
}

/** The source of a teacher's answer, or of the student's stub. */
export function answerTo(id: string, folder: 'solutions' | 'exercises' = 'solutions'): string {
  const chapter = chapters.find((name) => Number.parseInt(name, 10) === Number.parseInt(id, 10));
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
