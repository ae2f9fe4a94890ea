import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** One import of a source file: by `import`, `export … from`, `import()` or `require()`. */
export interface Import {
  /** path below the source folder, with forward slashes */
  from: string;
  line: number;
  /** as written */
  specifier: string;
  /** the imported file below the source folder; undefined for packages */
  to?: string;
  typeOnly: boolean;
}

/** Which folders a folder may import from, besides itself, `project.ts`, `user-error.ts` and index files: docs/decisions.md says why. */
export const allowed: Record<string, readonly string[]> = {
  maths: [],
  visualizers: ['languages', 'maths'],
  widgets: ['visualizers', 'languages', 'maths'],
  display: ['widgets', 'visualizers', 'languages', 'maths'],
  engine: [],
  datasets: ['engine', 'maths'],
  models: ['datasets', 'engine', 'maths'],
  training: ['languages', 'models', 'datasets', 'engine', 'maths'],
  languages: [],
  exercises: ['languages', 'display', 'visualizers', 'datasets', 'engine', 'maths'],
  grading: ['exercises', 'languages', 'display', 'visualizers', 'datasets', 'engine', 'maths'],
  cli: ['grading', 'exercises', 'languages', 'display', 'visualizers', 'datasets', 'engine', 'maths'],
};

/** Every file below a folder whose name ends so, sorted, relative to the folder, with forward slashes. */
export function filesUnder(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.name === 'node_modules' || entry.name === 'dist') return [];
      if (entry.isDirectory())
        return filesUnder(join(folder, entry.name), ending).map((file) => `${entry.name}/${file}`);
      return ending.test(entry.name) ? [entry.name] : [];
    })
    .sort();
}

/** All imports of all source files below a folder. */
export function importsOf(folder: string): Import[] {
  return filesUnder(folder, /\.tsx?$/).flatMap((file) => importsIn(folder, file));
}

function importsIn(folder: string, from: string): Import[] {
  const source = ts.createSourceFile(from, readFileSync(join(folder, from), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Expression | undefined, typeOnly = false): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ from, line, specifier: specifier.text, typeOnly, ...target(folder, from, specifier.text) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && loads(node.expression)) add(node, node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  const named = importClause.namedBindings;
  if (importClause.isTypeOnly) return true;
  return !importClause.name && !!named && ts.isNamedImports(named) && named.elements.every((name) => name.isTypeOnly);
}

/** `import(…)`, `require(…)`, `require.resolve(…)` */
function loads(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || /^require(\.resolve)?$/.test(callee.getText());
}

function target(folder: string, from: string, specifier: string): { to?: string } {
  if (!specifier.startsWith('.')) return {};
  const path = resolve(folder, dirname(from), specifier);
  const candidates = [`${path}.ts`, `${path}.tsx`, path, join(path, 'index.ts')];
  const file = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? path;
  return { to: relative(folder, file).split(sep).join('/') };
}

/** Imports that go against the order of the folders, each with a sentence. */
export function forbiddenImports(imports: Import[], rules = allowed): string[] {
  return imports.flatMap(({ from, to, line, specifier }) => {
    const [folder, inner] = from.split('/');
    if (inner === undefined) return []; // index.ts, project.ts and user-error.ts of the whole library
    const where = `${from}:${line} imports ${specifier}`;
    if (folder === 'maths' && to === undefined)
      return [`${where}, but maths imports nothing: it runs in the browser too`];
    if (to === undefined) return [];
    const [other, ...rest] = to.split('/');
    if (/^(project|user-error)\.ts$/.test(to) && folder !== 'maths') return [];
    if (rest.length === 0 || to.startsWith('..')) return [`${where}, which is outside of its reach`];
    if (other === folder || rules[folder]?.includes(other)) return [];
    if (rules[folder] === undefined) return [`${where}, and the order of imports does not know the folder ${folder}/`];
    return [`${where}, but ${folder}/ may import only from ${[...rules[folder], 'itself'].join(', ')}`];
  });
}

/** Circles of files that import each other when they run (types alone do no harm), each as `a.ts → b.ts → a.ts`. */
export function importCircles(imports: Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to, typeOnly } of imports) {
    if (to !== undefined && !typeOnly) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    const seenAt = path.indexOf(file);
    if (seenAt >= 0) circles.push([...path.slice(seenAt), file].join(' → '));
    if (seenAt >= 0 || done.has(file)) return;
    for (const other of next.get(file) ?? []) walk(other, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return circles;
}
