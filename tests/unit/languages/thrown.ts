/** The messages of `new UserError(…)` in the sources of the library, with something in the place of each value: read, not thrown. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../../lib/src/project';

export interface ThrownMessage {
  where: string;
  message: string;
}

/** The sources of a folder of the library, below it too. */
export function sourcesOf(folder: string): Source[] {
  const root = join(projectRoot, 'lib', 'src', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(root, name), 'utf8') }));
}

/** What stands for a value that only the work knows. */
const anything = '7';

/** Which argument of which call holds words; those of the others are pieces of messages. */
const whole = { UserError: 0 };
const pieces: Record<string, number> = {
  DownloadError: 1,
  refuse: 0,
  broken: 1,
  checkAmount: 1,
  exampleSource: 1,
  ShapeError: 0,
  fail: 0,
  leave: 0,
};

/** Each message that the code can put together from its own words: both sides of `a ? b : c` and of `a || b`, and what a `const` is made of. */
export const thrownIn = (source: Source): ThrownMessage[] => wordsOf(source, whole);

/** The same for what functions are given that put a message together. */
export const piecesIn = (source: Source): ThrownMessage[] => wordsOf(source, pieces);

/**
 * Sentences of the code that stand in no `say`: what is kept or printed by somebody else. A sentence begins with a capital letter or a value, and
 * ends with a full stop.
 */
export function sentencesIn({ name, text }: Source): ThrownMessage[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found: ThrownMessage[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || isSaid(node)) return;
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (isText) {
      const where = `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const made = wordings(node, file).filter((one) => /^[A-Z7"`].* [a-z].* [^<>{}=]*[a-z0-9")]\.$/.test(one));
      found.push(...made.map((message) => ({ where, message })));
    }
    if (!isText || ts.isTemplateExpression(node)) node.forEachChild(look);
  };
  look(file);
  return found;
}

function isSaid(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^(say|sayCount|toSay|inEnglish)$/.test(node.expression.getText());
}

interface Source {
  name: string;
  text: string;
}

function wordsOf({ name, text }: Source, calls: Record<string, number>): ThrownMessage[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found: ThrownMessage[] = [];
  walk(file, (node) => {
    if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return;
    const called = node.expression.getText().replace(/^this\./, '');
    if (!Object.hasOwn(calls, called)) return;
    const where = `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const made = wordings(node.arguments?.[calls[called]], file).filter((message) => message !== anything);
    found.push(...made.map((message) => ({ where, message })));
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** All that an expression can say in words of the code. */
function wordings(node: ts.Expression | undefined, file: ts.SourceFile): string[] {
  if (!node) return [anything];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return wordings(node.expression, file);
  if (ts.isConditionalExpression(node)) return [...wordings(node.whenTrue, file), ...wordings(node.whenFalse, file)];
  if (ts.isTemplateExpression(node))
    return node.templateSpans.reduce(
      (before, span) => joined(joined(before, wordings(span.expression, file)), [span.literal.text]),
      [node.head.text],
    );
  if (ts.isBinaryExpression(node)) {
    const sides = [wordings(node.left, file), wordings(node.right, file)] as const;
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.PlusToken && /['`"]/.test(node.getText())) return joined(...sides);
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return [...new Set(sides.flat())];
  }
  if (ts.isIdentifier(node)) return constant(node, file);
  if (ts.isCallExpression(node) && node.expression.getText().endsWith('.join')) {
    const [between] = node.arguments; // ' and ' is a word of the code, ', ' is none
    if (ts.isStringLiteral(between) && /\w/.test(between.text)) return [anything + between.text + anything];
  }
  return [anything];
}

/** A `const` that is put together from words, such as `const what = 'accuracy of ' + name`, of the function that the name is used in. */
function constant(use: ts.Identifier, file: ts.SourceFile): string[] {
  for (let scope: ts.Node = use.parent; scope; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const made = statement.declarationList.declarations.find((one) => one.name.getText() === use.text);
      if (made?.initializer) return wordings(made.initializer, file);
    }
  }
  return [anything];
}

function joined(before: string[], after: string[]): string[] {
  return [...new Set(before.flatMap((a) => after.map((b) => a + b)))];
}
