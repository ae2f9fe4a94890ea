/** The texts of the course that an answer could be a copy of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAnswer, type NotebookCell } from '../../exercises/answer-cells';
import type { Exercise, Suite } from '../../exercises/spec';
import { projectRoot } from '../../project';
import type { Original } from './resemblance';

/**
 * The library's mathematics, for every answer, and the solution of each exercise of the chapter. What of the solution is
 * handed out to students is known to be theirs.
 */
export function courseOriginals(suite: Suite): Original[] {
  return [...libraryTexts(), ...solutionTexts(suite)];
}

function libraryTexts(): Original[] {
  const folder = join('lib', 'src', 'maths');
  const whole = join(projectRoot, folder);
  const files = existsSync(whole)
    ? readdirSync(whole).filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    : [];
  return files.sort().map((name) => ({
    name: `lib/src/maths/${name}`,
    text: readFileSync(join(whole, name), 'utf8'),
  }));
}

function solutionTexts(suite: Suite): Original[] {
  const solved = notebookOf('solutions', suite.chapter);
  const handedOut = notebookOf('exercises', suite.chapter);
  return suite.exercises.flatMap((exercise) => {
    // the right answers to questions are alike
    if (exercise.kind === 'choice' || exercise.kind === 'text') return [];
    const solution = findAnswer(solved, exercise);
    if (!solution) return [];
    const given = findAnswer(handedOut, exercise)?.source;
    return [{ name: `the solution of ${exercise.id}`, exercise: exercise.id, text: solution.source, given }];
  });
}

/** The answer cell of an exercise as it is handed out. */
export function stubOf(chapter: number, exercise: Exercise): string | undefined {
  return findAnswer(notebookOf('exercises', chapter), exercise)?.source;
}

function notebookOf(folder: string, chapter: number): NotebookCell[] {
  const whole = join(projectRoot, folder);
  const number = String(chapter).padStart(2, '0');
  const name = existsSync(whole)
    ? readdirSync(whole).find((file) => file.startsWith(`${number}-`) && file.endsWith('.ipynb'))
    : undefined;
  return name ? (JSON.parse(readFileSync(join(whole, name), 'utf8')) as { cells: NotebookCell[] }).cells : [];
}
