/** What the code cells of the course print by `console.log` and show by `table`: the texts between quotes, without what is filled in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { projectRoot } from '../../../lib/src/project';

export interface Piece {
  /** a text, or the part of one between places and line ends */
  text: string;
  /** it is the name of a column */
  isHead: boolean;
}

interface Cell {
  id: string;
  cell_type: string;
  source: string | string[];
}

/** All pieces with a word in them, with their cell: those of the chapters and of the cells that exercises give. */
export function printedPieces(): (Piece & { where: string })[] {
  return ['notebooks', 'exercises'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder))
      .filter((name) => name.endsWith('.ipynb'))
      .flatMap((name) => {
        const { cells } = JSON.parse(readFileSync(join(projectRoot, folder, name), 'utf8')) as { cells: Cell[] };
        return cells
          .filter(({ cell_type }) => cell_type === 'code')
          .flatMap(({ id, source }) =>
            piecesIn([source].flat().join('')).map((piece) => ({ ...piece, where: `${folder}/${name}, ${id}` })),
          );
      }),
  );
}

/** Of calls of `console.log` and `table` all texts, and the keys of rows; of other code what reads like prose, which may be printed later. */
export function piecesIn(code: string): Piece[] {
  const found: Piece[] = [];
  const visit = (node: ts.Node, isShown: boolean): void => {
    if (isFigure(node)) return;
    const within = isShown || isCall(node, /^(console\.log|table)$/);
    const head = within ? headOf(node) : undefined;
    if (head !== undefined) found.push({ text: head, isHead: true });
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && !isKey(node)) {
      const pieces = node.text.split('\n').filter((text) => (within ? hasWord(text) : isProse(text)));
      found.push(...pieces.map((text) => ({ text: text.trim(), isHead: false })));
    }
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true), false);
  return found;
}

const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text);
const isProse = (text: string): boolean => /\p{L}{2} \p{L}{2}/u.test(text);

/** `{ kernel, 'output shape': 3 }` in an array, or as what a function gives: its keys are heads. Options of a call are none. */
function headOf(node: ts.Node): string | undefined {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return undefined;
  const row = node.parent.parent;
  const isRow = ts.isArrayLiteralExpression(row) || ts.isParenthesizedExpression(row) || ts.isReturnStatement(row);
  return isRow && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : undefined;
}

const isKey = (node: ts.Node): boolean => ts.isPropertyAssignment(node.parent) && node.parent.name === node;

const isCall = (node: ts.Node, name: RegExp): boolean =>
  ts.isCallExpression(node) && name.test(node.expression.getText());

/** Figures have a catalogue and tests of their own, and so have titles of live curves and of widgets. */
const isFigure = (node: ts.Node): boolean =>
  isCall(node, /^(show|fit|trainTranslator|widget\.\w+)$/) ||
  (ts.isPropertyAssignment(node) && /^(title|xTitle|panel)$/.test(node.name.getText()));
