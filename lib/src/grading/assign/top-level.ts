/** Cuts out of a TypeScript file the declarations that some expressions need, and leaves everything else. */
import * as ts from 'typescript';

/** A file of a suite, taken apart. */
export interface SourceText {
  file: ts.SourceFile;
  /** top-level statement by the name that it declares */
  statements: Map<string, ts.Statement>;
  /** name → where it is imported from, and what it is called there */
  imports: Map<string, { from: string; name: string }>;
}

export function takeApart(path: string, text: string): SourceText {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const statements = new Map<string, ts.Statement>();
  const imports = new Map<string, { from: string; name: string }>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const from = statement.moduleSpecifier.text;
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings)) {
        for (const { name, propertyName } of bindings.elements)
          imports.set(name.text, { from, name: (propertyName ?? name).text });
      }
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        for (const one of namesIn(name)) statements.set(one, statement);
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      if (statement.name) statements.set(statement.name.text, statement);
    }
  }
  return { file, statements, imports };
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}

/**
 * What of a file is needed for some of its nodes: its own statements, in their order, and the names that it takes from others.
 * A name counts as used wherever it is written, which at worst keeps too much.
 */
export function neededFor(source: SourceText, roots: ts.Node[]): { statements: ts.Statement[]; imported: Set<string> } {
  const kept = new Set<ts.Statement>();
  const imported = new Set<string>();
  const open = [...roots];
  const use = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return; // types are gone when it runs
    if (ts.isIdentifier(node) && !isMemberName(node)) {
      const statement = source.statements.get(node.text);
      if (statement && !kept.has(statement)) {
        kept.add(statement);
        open.push(statement);
      }
      if (source.imports.has(node.text)) imported.add(node.text);
    }
    ts.forEachChild(node, use);
  };
  for (let node = open.pop(); node; node = open.pop()) use(node);
  return { statements: source.file.statements.filter((statement) => kept.has(statement)), imported };
}

/** `b` in `a.b` and in `{ b: 1 }` is no variable. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node)
  );
}

/** The text of a property whose value is written out: `id: '2.1'`. */
export function literalOf(object: ts.ObjectLiteralExpression, name: string): string | undefined {
  const value = propertyOf(object, name);
  return value && ts.isPropertyAssignment(value) && ts.isStringLiteralLike(value.initializer)
    ? value.initializer.text
    : undefined;
}

export function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralElementLike | undefined {
  return object.properties.find(
    (property) =>
      property.name !== undefined &&
      (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) &&
      property.name.text === name,
  );
}

/** A property as an expression that can stand alone. */
export function asExpression(property: ts.ObjectLiteralElementLike): string | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer.getText();
  if (ts.isShorthandPropertyAssignment(property)) return property.name.text;
  if (ts.isMethodDeclaration(property) && ts.isIdentifier(property.name)) {
    return `({ ${property.getText()} }).${property.name.text}`;
  }
  return undefined;
}

/** Variables around it that are no top-level ones cannot be cut out. */
export function isAtTopLevel(node: ts.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) if (ts.isFunctionLike(outer)) return false;
  return true;
}
