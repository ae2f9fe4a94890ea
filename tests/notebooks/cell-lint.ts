import ts from 'typescript';

/** A place in a cell that the TypeScript kernel would not run as it reads. */
export interface Trap {
  rule: 'await' | 'for await' | 'shorthand' | 'relative import' | 'export' | 'not awaited' | 'printed';
  /** in the cell, from 1 */
  line: number;
  message: string;
}

/** Functions of the course that draw or check below the cell: without `await`, their errors are lost. */
const mustBeAwaited = new Set(['show', 'check', 'progress', 'engineReady']);

/** Functions whose `await` is the cell's own: a nested function has an `await` of its own, which works. */
const isFunction = (node: ts.Node): boolean => ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node);

/**
 * Finds what tslab 1.0.22 cannot run or runs wrongly, each tried in a real kernel:
 * - it takes `await` at the top of a cell for a name when `(`, `[`, a template, a sign or a comment follows;
 * - `for await` at the top of a cell is a syntax error;
 * - in `{ w }` it does not find a `w` of an earlier cell, and `({ w } = object)` leaves that `w` as it was, in silence;
 * - it refuses imports from outside of the notebook's folder, and `export`;
 * - a rejection that nobody awaits never reaches the cell;
 * - what `engineReady` returns is printed when it is the last value of the cell.
 */
export function cellTraps(code: string): Trap[] {
  const { source, checker } = analyse(code);
  const traps: Trap[] = [];
  const trap = (node: ts.Node, rule: Trap['rule'], message: string): void => {
    traps.push({ rule, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, message });
  };

  const visit = (node: ts.Node, atTop: boolean): void => {
    if (ts.isAwaitExpression(node) && atTop) {
      const follows = code.slice(node.getStart(source) + 'await'.length).trimStart();
      if (/^[([`+\-/<]/.test(follows)) {
        trap(
          node,
          'await',
          `await ${follows[0]}… is not understood: give the promise a name first, then await the name`,
        );
      }
    }
    if (ts.isForOfStatement(node) && node.awaitModifier && atTop) {
      trap(node, 'for await', 'for await works inside an async function only: write one and await it');
    }
    if (ts.isShorthandPropertyAssignment(node) && isFromElsewhere(node, checker)) {
      const { text } = node.name;
      trap(node, 'shorthand', `{ ${text} } does not find ${text} of an earlier cell: write { ${text}: ${text} }`);
    }
    const specifier = specifierOf(node);
    if (specifier?.startsWith('.')) {
      trap(node, 'relative import', `"${specifier}" is outside of what a notebook can import: import from 'convolab'`);
    }
    const exported =
      ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (exported || ts.isExportAssignment(node) || (ts.isExportDeclaration(node) && node.getEnd() <= code.length)) {
      trap(node, 'export', 'leave export out: every name of a cell is known in later cells');
    }
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      const name = node.expression.expression.getText(source);
      if (mustBeAwaited.has(name)) trap(node, 'not awaited', `write await ${name}(…): otherwise its errors are lost`);
    }
    ts.forEachChild(node, (child) => visit(child, atTop && !isFunction(node)));
  };
  visit(source, true);
  const last = source.statements.at(-2); // before `export {}`
  if (last && ts.isExpressionStatement(last) && /^await engineReady\(/.test(last.getText(source)))
    trap(last, 'printed', 'write const engine = await engineReady(): otherwise its whole report is printed');
  return traps;
}

/** A tree with the names resolved. `export {}` makes the cell a module, so that `await` at its top is an await. */
function analyse(code: string): { source: ts.SourceFile; checker: ts.TypeChecker } {
  const name = 'cell.ts';
  const source = ts.createSourceFile(name, `${code}\nexport {};`, ts.ScriptTarget.ES2022, true);
  const host: ts.CompilerHost = {
    getSourceFile: (file) => (file === name ? source : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (file) => file === name,
    readFile: () => undefined,
  };
  const options = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022,
  };
  return { source, checker: ts.createProgram([name], options, host).getTypeChecker() };
}

/** Whether the cell neither declares the name nor JavaScript knows it: then it comes from an earlier cell. */
function isFromElsewhere(node: ts.ShorthandPropertyAssignment, checker: ts.TypeChecker): boolean {
  const symbol = checker.getShorthandAssignmentValueSymbol(node);
  return !symbol?.declarations?.length && !(node.name.text in globalThis);
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isImport || isRequire ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: ts.Expression | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}
