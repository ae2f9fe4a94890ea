/** Makes a student's hand-in of an exercise notebook: the notebook alone, with the student's id, and without outputs. */
import { createHash } from 'node:crypto';
import { say } from '../languages/say';
import { UserError } from '../project';
import { cellText, findAnswer, type NotebookCell } from './answer-cells';
import type { Exercise } from './spec';

export interface HandInNotebook {
  cells: (NotebookCell & { outputs?: unknown[]; execution_count?: number | null })[];
  metadata: Record<string, unknown>;
}

export interface HandIn {
  text: string;
  sha256: string;
  /** sentences: what is not written yet, and what could not be graded */
  open: string[];
}

/** @throws UserError for an id that no class list can have, or a notebook without any answer cell */
export function makeHandIn(notebook: HandInNotebook, exercises: Exercise[], student: string): HandIn {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/.test(student)) {
    throw new UserError(
      say('"{student}" is no student id: give the one that your teacher knows you by, letters and digits.', {
        student,
      }),
    );
  }
  const answers = exercises.map((exercise) => ({ exercise, found: findAnswer(notebook.cells, exercise) }));
  if (answers.every(({ found }) => !found)) {
    throw new UserError(say('This notebook has none of the answer cells of its chapter: is it the exercise notebook?'));
  }
  const open = answers.flatMap(({ exercise, found }) => {
    const { id, entry, title } = exercise;
    const name = `${id} ${say(title)}`;
    if (!found)
      return [say('{name}: there is no cell that declares `{entry}`, so nothing can be graded.', { name, entry })];
    const left = placeToFill(exercise, found.source);
    if (left) return [say('{name}: not finished, {left}.', { name, left })];
    return found.remark ? [say('{name}: {remark}', { name, remark: found.remark })] : [];
  });
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: cellText(cell),
    ...(cell.cell_type === 'code' ? { outputs: [], execution_count: null } : {}),
  }));
  const mark = { ...(notebook.metadata.convolab as object | undefined), student };
  const metadata = { ...notebook.metadata, convolab: mark };
  const text = `${JSON.stringify({ ...notebook, cells, metadata }, null, 1)}\n`;
  return { text, sha256: createHash('sha256').update(text).digest('hex'), open };
}

/** What of the stub is left. The comment alone says nothing: many leave it beside their answer. */
function placeToFill({ kind, entry }: Exercise, source: string): string | undefined {
  if (/throw new Error\((['"`])YOUR CODE HERE\1\)/.test(source)) return say('`YOUR CODE HERE` is still there');
  if (kind === 'choice' || kind === 'text') {
    const empty = new RegExp(`\\b${entry.replaceAll('$', '\\$')}\\b[^=\\n]*=\\s*(['"\`])\\s*\\1`);
    return empty.test(source) ? say('`{entry}` is empty', { entry }) : undefined;
  }
  if (kind !== 'value') return undefined;
  return /[:=]\s*(NaN|\[\s*\]|''|"")\s*[,;}\n]/.test(source) ? say('some values are not filled in') : undefined;
}
