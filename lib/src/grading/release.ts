/** Makes a student's notebook from a teacher's: solutions become places to fill, outputs are dropped. */
import * as ts from 'typescript';
import { UserError } from '../project';

export interface ReleaseCell {
  cell_type: string;
  id?: string;
  source: string | string[];
  metadata: { convolab?: { exercise?: string; role?: string } } & Record<string, unknown>;
  outputs?: unknown[];
  execution_count?: number | null;
}

export interface ReleaseNotebook {
  cells: ReleaseCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

const begin = /^(\s*)\/\/ BEGIN SOLUTION\s*$/;
const end = /^\s*\/\/ END SOLUTION\s*$/;
const stub = /^\s*\/\/ STUB (.*)$/;

/**
 * The student's notebook. Between `// BEGIN SOLUTION` and `// END SOLUTION` stands, in place of the solution:
 * the lines that follow `// STUB `, or else a line that throws until the student replaces it. Cells with the role
 * 'teacher' are left out.
 * @param name of the file, for error messages
 * @throws UserError that names the cell
 */
export function releaseNotebook(solution: ReleaseNotebook, name: string): ReleaseNotebook {
  const cells = solution.cells
    .filter((cell) => cell.metadata?.convolab?.role !== 'teacher')
    .map((cell, index) => releaseCell(cell, `${name}, cell ${cell.id ?? index + 1}`));
  checkIds(cells, name);
  return { cells, metadata: solution.metadata, nbformat: 4, nbformat_minor: 5 };
}

/** The file's text: one key order and indentation, so that the same notebook is always the same text. */
export function notebookText(notebook: ReleaseNotebook): string {
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function releaseCell(cell: ReleaseCell, place: string): ReleaseCell {
  const text = Array.isArray(cell.source) ? cell.source.join('') : cell.source;
  const isCode = cell.cell_type === 'code';
  const released = isCode ? withoutSolution(text, place) : text;
  if (isCode && cell.metadata?.convolab?.role === 'answer' && released === text) {
    throw new UserError(
      `${place} is an answer without a solution: put \`// BEGIN SOLUTION\` and \`// END SOLUTION\` around it.`,
    );
  }
  const lines = released.split('\n');
  const source = lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line)).filter((line) => line !== '');
  const shared = { cell_type: cell.cell_type, id: cell.id, metadata: cell.metadata };
  return isCode ? { ...shared, execution_count: null, outputs: [], source } : { ...shared, source };
}

/** The text of a cell with its solutions replaced. */
export function withoutSolution(text: string, place: string): string {
  const result: string[] = [];
  let opened: { indent: string; line: number; stubs: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (!opened) {
      if (end.test(line))
        throw new UserError(`${place}, line ${index + 1}: \`// END SOLUTION\` without \`// BEGIN SOLUTION\`.`);
      const found = begin.exec(line);
      if (found) opened = { indent: found[1], line: index, stubs: [] };
      else result.push(line);
    } else if (begin.test(line)) {
      throw new UserError(
        `${place}, line ${index + 1}: a second \`// BEGIN SOLUTION\` before the \`// END SOLUTION\` of the first.`,
      );
    } else if (end.test(line)) {
      result.push(...placeToFill(opened, text, place));
      opened = undefined;
    } else {
      const kept = stub.exec(line);
      if (kept) opened.stubs.push(kept[1]);
    }
  }
  if (opened)
    throw new UserError(`${place}, line ${opened.line + 1}: \`// BEGIN SOLUTION\` without \`// END SOLUTION\`.`);
  return result.join('\n');
}

function placeToFill(opened: { indent: string; line: number; stubs: string[] }, text: string, place: string): string[] {
  const { indent, line, stubs } = opened;
  if (stubs.length > 0) return stubs.map((one) => `${indent}${one}`);
  if (!insideFunction(text, line)) {
    throw new UserError(
      `${place}, line ${line + 1}: a solution outside of a function needs a \`// STUB …\` line that says what the student finds there.`,
    );
  }
  return [`${indent}// YOUR CODE HERE`, `${indent}throw new Error('YOUR CODE HERE');`];
}

function insideFunction(text: string, line: number): boolean {
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const position = file.getPositionOfLineAndCharacter(line, 0);
  let inside = false;
  const visit = (node: ts.Node): void => {
    if (node.pos > position || node.end <= position) return;
    if (ts.isFunctionLike(node)) inside = true;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return inside;
}

/** Ids let an editor, a grader and a merge find a cell again, so each has one of its own. */
function checkIds(cells: ReleaseCell[], name: string): void {
  const seen = new Set<string>();
  for (const [index, { id }] of cells.entries()) {
    if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
      throw new UserError(
        `${name}, cell ${index + 1} has no id: save the notebook in JupyterLab 4, which gives it one.`,
      );
    }
    if (seen.has(id)) throw new UserError(`${name}: two cells have the id ${id}; change one of them.`);
    seen.add(id);
  }
}
