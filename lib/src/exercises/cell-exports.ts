/** What an answer cell gives and takes as a module. */
import * as ts from 'typescript';
import { declaredNames } from './cell-code';

/** The declaration that exports every name that a cell declares and does not export by itself: `export { conv2d };` */
export function exportsOf(source: string): string {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  const exported = new Set(file.statements.flatMap(ownExports));
  return `export { ${declaredNames(file)
    .filter((name) => !exported.has(name))
    .join(', ')} };`;
}

/** The names that a statement exports by itself. */
function ownExports(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [];
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(ts.SyntaxKind.ExportKeyword) || has(ts.SyntaxKind.DefaultKeyword)) return [];
  return declaredNames([statement]);
}

/** The statements without the imports of which none of them uses a name. */
export function importsInUse(statements: ts.Statement[]): ts.Statement[] {
  const used = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, look);
  };
  for (const statement of statements) if (!ts.isImportDeclaration(statement)) look(statement);
  return statements.filter((statement) => {
    if (!ts.isImportDeclaration(statement) || !statement.importClause) return true;
    return importedNames([statement]).some((name) => used.has(name));
  });
}

/** The names under which statements import something. */
export function importedNames(statements: readonly ts.Statement[]): string[] {
  return statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const names = importClause?.name ? [importClause.name.text] : [];
    const bindings = importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) names.push(bindings.name.text);
    if (bindings && ts.isNamedImports(bindings)) names.push(...bindings.elements.map((element) => element.name.text));
    return names;
  });
}
