/** Finds the answers in a notebook. */
import * as ts from 'typescript';
import { say } from '../languages/say';
import { declaredNames } from './cell-code';
import { importedNames } from './cell-exports';
import type { Exercise } from './spec';

/** What is read of a cell of a notebook (nbformat 4). */
export interface NotebookCell {
  cell_type: string;
  source: string | string[];
  metadata?: { convolab?: { exercise?: unknown; role?: unknown } } & Record<string, unknown>;
}

export interface FoundAnswer {
  source: string;
  /** position of the cell in the notebook, from 1 */
  cell: number;
  /** a remark for the student, where the choice of the cell is not plain */
  remark?: string;
}

/** The text of a cell: the format allows one string or a list of lines. */
export function cellText(cell: NotebookCell): string {
  const { source } = cell;
  return typeof source === 'string' ? source : Array.isArray(source) ? source.join('') : '';
}

/** The exercise that a cell belongs to, and the part that it plays. */
export function markOf(cell: NotebookCell): { exercise?: string; role?: string } {
  const { exercise, role } = cell.metadata?.convolab ?? {};
  return {
    exercise: typeof exercise === 'string' ? exercise : undefined,
    role: typeof role === 'string' ? role : undefined,
  };
}

/**
 * The answer cell of an exercise: the one marked in its metadata. An editor may have lost the marks; then it is the
 * cell that declares the answer's name.
 */
export function findAnswer(cells: NotebookCell[], exercise: Exercise): FoundAnswer | undefined {
  const code = [...cells.entries()].filter(([, cell]) => cell.cell_type === 'code');
  const marked = code.filter(([, cell]) => markOf(cell).exercise === exercise.id && markOf(cell).role === 'answer');
  const found =
    marked.length > 0 ? marked : code.filter(([, cell]) => declaredNames(cellText(cell)).includes(exercise.entry));
  if (found.length === 0) return undefined;
  const [index, cell] = found[0];
  const others = found.slice(1).map(([other]) => other + 1);
  const remark =
    others.length > 0
      ? say('There are {count} answer cells; cell {cell} counts, not {others}.', {
          count: found.length,
          cell: index + 1,
          others: others.join(', '),
        })
      : undefined;
  return { source: cellText(cell), cell: index + 1, remark };
}

/** All names that the cells other than one declare or import: for telling a helper in another cell from a typing error. */
export function namesElsewhere(cells: NotebookCell[], except: number): Set<string> {
  const names = new Set<string>();
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== 'code' || index + 1 === except) continue;
    const file = ts.createSourceFile('cell.ts', cellText(cell), ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
    for (const name of declaredNames(file)) names.add(name);
    for (const name of importedNames(file.statements)) names.add(name);
  }
  return names;
}
