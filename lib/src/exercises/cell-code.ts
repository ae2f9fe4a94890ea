/** What of an answer cell counts: imports, functions, classes, types, constants. Calls such as `check(…)` are left out. */
import * as ts from 'typescript';

export interface CompiledCell {
  /** CommonJS; every name that the cell declares is exported */
  code: string;
  /** names that the cell declares */
  names: string[];
  /** the first error of the text itself: a missing bracket, a stray word */
  error?: CellError;
}

export interface CellError {
  /** from 1 */
  line: number;
  message: string;
}

const parse = (source: string, kind: ts.ScriptKind): ts.SourceFile =>
  ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true, kind);

/** Compiles an answer cell from a notebook, as `ts.transpileModule` does it: nothing is looked up or checked. */
export function compileCell(source: string): CompiledCell {
  const file = parse(source, ts.ScriptKind.TS);
  const names = declaredNames(file);
  const problem = (file as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] }).parseDiagnostics?.[0];
  const text = `${keepStatements(file, new Set(names))}\nexport { ${names.join(', ')} };`;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
  });
  return { code: outputText, names, error: problem && errorOf(problem, file) };
}

/** The same for a cell that the kernel has compiled: its exports are already in place. */
export function keepOfCompiled(code: string): string {
  const file = parse(code, ts.ScriptKind.JS);
  return keepStatements(file, new Set(declaredNames(file)));
}

/** A TypeScript diagnostic as line and text. */
export function errorOf(diagnostic: ts.Diagnostic, file: ts.SourceFile): CellError {
  const { line } = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return { line: line + 1, message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ').replace(/\s+/g, ' ') };
}

/** The names of the values that a cell declares at its top level; types are no values. */
export function declaredNames(cell: ts.SourceFile | readonly ts.Statement[] | string): string[] {
  const file = typeof cell === 'string' ? parse(cell, ts.ScriptKind.TS) : cell;
  const names: string[] = [];
  const add = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  for (const statement of 'statements' in file ? file.statements : file) {
    if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) add(name);
    const named =
      ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
    if (named && statement.name) names.push(statement.name.text);
  }
  return [...new Set(names)];
}

/** The source with the other statements blanked, so that line numbers stay. */
function keepStatements(file: ts.SourceFile, names: ReadonlySet<string>): string {
  let text = file.text;
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement) || counts(statement.expression, names)) continue;
    const start = statement.getStart(file);
    const blank = text.slice(start, statement.end).replace(/[^\n]/g, ' ');
    // the semicolon keeps the statement before from running into the one after
    text = `${text.slice(0, start)};${blank.slice(1)}${text.slice(statement.end)}`;
  }
  return text;
}

/** Whether a statement is part of the answer. An assignment counts, and so does a call that fills a constant of the cell: `table.set(…)`. */
export function counts(expression: ts.Expression, names: ReadonlySet<string>): boolean {
  if (ts.isBinaryExpression(expression)) {
    // the kernel keeps the value of a last expression this way; it is no part of the answer
    return !(ts.isPropertyAccessExpression(expression.left) && expression.left.name.text === 'tsLastExpr');
  }
  if (ts.isPrefixUnaryExpression(expression) || ts.isPostfixUnaryExpression(expression)) return true;
  if (ts.isStringLiteral(expression)) return true; // 'use strict'
  if (!ts.isCallExpression(expression)) return false;
  let root: ts.Expression = expression.expression;
  if (!ts.isPropertyAccessExpression(root)) return false;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  if (!ts.isIdentifier(root)) return false;
  return names.has(root.text) || root.text === 'Object' || root.text === 'Array';
}
