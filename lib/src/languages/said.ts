/** The English texts that code says: the keys of the messages of a language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

export interface SaidText {
  text: string;
  /** it has forms for one and many */
  counts: boolean;
  /** below the folder, with forward slashes */
  file: string;
}

/** Which argument of a call is the key; of `sayCount` it is the plural. */
const keyOf: Record<string, number> = { say: 0, sayCount: 2, inEnglish: 0, toSay: 0 };

/** The texts in the calls of all files of code below a folder, also where one of two is chosen by a condition. */
export function saidIn(folder: string): SaidText[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(tsx?|js)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .sort()
    .flatMap((file) => textsOf(readFileSync(join(folder, file), 'utf8'), file));
}

function textsOf(code: string, file: string): SaidText[] {
  if (!/\b(say|sayCount|inEnglish|toSay)\(/.test(code)) return [];
  const found: SaidText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const name = node.expression.text;
      const argument = Object.hasOwn(keyOf, name) ? node.arguments[keyOf[name]] : undefined;
      const counts = name === 'sayCount';
      if (argument) found.push(...literalsOf(argument).map((text) => ({ text, counts, file })));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true));
  return found;
}

function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  return ts.isConditionalExpression(node) ? [node.whenTrue, node.whenFalse].flatMap(literalsOf) : [];
}
