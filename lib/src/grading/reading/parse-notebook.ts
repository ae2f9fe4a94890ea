/** Makes cells of the text of a submitted notebook. Nothing of it is trusted, merged or run. */
import type { NotebookCell } from '../../exercises/answer-cells';
import { UserError } from '../../project';
import { nesting } from './nesting';

/** JSON levels of a notebook; its outputs may hold figures. */
const deepest = 100;
const mostCells = 1000;
/** characters of one code cell */
const longestCell = 200_000;
/** characters of all code cells together */
const longestCode = 1_000_000;

/**
 * The cells, each with its text and its mark and nothing else.
 * @throws UserError one sentence that says what is wrong with the notebook
 */
export function parseNotebook(text: string): NotebookCell[] {
  if (nesting(text) > deepest) {
    throw new UserError(`The notebook nests more than ${deepest} levels deep: no editor writes that.`);
  }
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch {
    throw new UserError('The notebook is no JSON: it is cut off or was edited by hand. Save it again in JupyterLab.');
  }
  if (!isRecord(notebook)) throw new UserError('The file holds JSON, but no notebook.');
  checkKeys(notebook);
  const cells = own(notebook, 'cells');
  if (own(notebook, 'nbformat') !== 4 || !Array.isArray(cells)) {
    throw new UserError('The file is no notebook of format 4: open it in JupyterLab and save it.');
  }
  if (cells.length === 0) throw new UserError('The notebook is empty.');
  if (cells.length > mostCells) {
    throw new UserError(`The notebook has ${cells.length} cells; at most ${mostCells} are read.`);
  }
  let length = 0;
  return cells.map((cell, index) => {
    const clean = cleanCell(cell, index + 1);
    length += clean.cell_type === 'code' ? clean.source.length : 0;
    if (length > longestCode) throw new UserError('The code cells of the notebook together are too long to be read.');
    return clean;
  });
}

function cleanCell(cell: unknown, number: number): NotebookCell & { source: string } {
  const type = isRecord(cell) ? own(cell, 'cell_type') : undefined;
  if (!isRecord(cell) || typeof type !== 'string') throw new UserError(`Cell ${number} of the notebook is no cell.`);
  const source = own(cell, 'source');
  const isText =
    typeof source === 'string' || (Array.isArray(source) && source.every((line) => typeof line === 'string'));
  if (!isText) throw new UserError(`Cell ${number} of the notebook has no text.`);
  const text = typeof source === 'string' ? source : (source as string[]).join('');
  if (type === 'code' && text.length > longestCell) {
    throw new UserError(
      `Cell ${number} of the notebook has ${text.length} characters; at most ${longestCell} are read.`,
    );
  }
  const metadata = own(cell, 'metadata');
  const mark = isRecord(metadata) ? own(metadata, 'convolab') : undefined;
  const part = (name: string): unknown => (isRecord(mark) ? own(mark, name) : undefined);
  return {
    cell_type: type,
    source: text,
    metadata: { convolab: { exercise: part('exercise'), role: part('role') } },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const own = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** A key that would change what all objects inherit is in no notebook by accident. */
function checkKeys(root: unknown): void {
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value === null || typeof value !== 'object') continue;
    if (Object.hasOwn(value, '__proto__')) {
      throw new UserError('The notebook has an entry `__proto__`, which no editor writes: it is not read.');
    }
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) open.push(inner);
  }
}
