/**
 * The code that a student edition needs of a suite: the judges and measures of its exercises, and the conditions of its hints,
 * with what they call. References, graded cases and mistaken implementations are not in it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import * as ts from 'typescript';
import type { Suite } from '../../exercises/spec';
import { UserError } from '../../project';
import { asExpression, isAtTopLevel, literalOf, neededFor, propertyOf, type SourceText, takeApart } from './top-level';

/** An expression of a suite that goes into the edition. */
interface Root {
  path: string;
  property: ts.ObjectLiteralElementLike;
  /** for a condition: name and hint of its mistake */
  name?: string;
  hint?: string;
  exercise?: string;
  part: 'judge' | 'measure' | 'when';
}

/** Parts of an exercise that must not be in what is kept. */
const secret = /^(reference|gradedCases|behaves)$/;

/**
 * @param file of the suite
 * @returns the script, minified, and a sentence for each hint that had to be left out
 * @throws UserError where a judge cannot be cut out, or would take a reference or graded cases along
 */
export async function suiteCode(file: string, suite: Suite): Promise<{ script: string; problems: string[] }> {
  const sources = new Map<string, SourceText>();
  readAll(file, sources);
  const roots = [...sources].flatMap(([path, source]) => rootsIn(path, source));
  const { chosen, problems } = choose(suite, roots, basename(file));
  const used = [...new Set(chosen.map(({ root }) => root))];
  const texts = cutOut(sources, used);
  const place = (root: Root): string => `c${used.indexOf(root)}`;
  const imports = used.map((root) => `import { ${place(root)} } from ${JSON.stringify(root.path)};`);
  const table = (entries: string[]): string => `{ ${entries.join(', ')} }`;
  const part = (name: Root['part']): string =>
    table(
      chosen.filter(({ root }) => root.part === name).map(({ id, root }) => `${JSON.stringify(id)}: ${place(root)}`),
    );
  const ids = [...new Set(chosen.filter(({ root }) => root.part === 'when').map(({ id }) => id))];
  const conditions = ids.map((id) => {
    const own = chosen.filter((one) => one.id === id && one.root.part === 'when');
    return `${JSON.stringify(id)}: ${table(own.map(({ at, root }) => `${at}: ${place(root)}`))}`;
  });
  const entry = [
    ...imports,
    `export const judge = ${part('judge')};`,
    `export const measure = ${part('measure')};`,
    `export const when = ${table(conditions)};`,
  ].join('\n');
  return { script: await bundle(entry, texts), problems };
}

function readAll(path: string, into: Map<string, SourceText>): void {
  if (into.has(path)) return;
  const source = takeApart(path, readFileSync(path, 'utf8'));
  into.set(path, source);
  for (const { from } of source.imports.values()) {
    const other = besides(path, from);
    if (other) readAll(other, into);
  }
}

/** The file of a suite that another one imports. */
function besides(path: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const whole = resolve(dirname(path), from);
  return [whole, `${whole}.ts`, join(whole, 'index.ts')].find((name) => name.endsWith('.ts') && existsSync(name));
}

function rootsIn(path: string, { file }: SourceText): Root[] {
  const found: Root[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node) && isAtTopLevel(node)) {
      const [exercise, name] = [literalOf(node, 'id'), literalOf(node, 'name')];
      const add = (part: Root['part']): void => {
        const property = propertyOf(node, part);
        if (property) found.push({ path, property, part, name, hint: literalOf(node, 'hint'), exercise });
      };
      if (exercise !== undefined) add('judge');
      if (exercise !== undefined) add('measure');
      if (name !== undefined) add('when');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

interface Chosen {
  id: string;
  /** place of the mistake */
  at: number;
  root: Root;
}

/** Finds for all that the loaded suite has as functions where it is written. */
function choose(suite: Suite, roots: Root[], file: string): { chosen: Chosen[]; problems: string[] } {
  const chosen: Chosen[] = [];
  const problems: string[] = [];
  for (const exercise of suite.exercises) {
    if (exercise.kind === 'choice' || exercise.kind === 'text') continue;
    const { id } = exercise;
    for (const part of ['judge', 'measure'] as const) {
      if (!(part in exercise)) continue;
      const root = roots.find((one) => one.part === part && one.exercise === id);
      if (!root) {
        throw new UserError(
          `${file}: the \`${part}\` of exercise ${id} is not found: write the exercise as one object with \`id\` and \`${part}\`, outside of functions.`,
        );
      }
      chosen.push({ id, at: 0, root });
    }
    for (const [at, { name, hint, when }] of (exercise.mistakes ?? []).entries()) {
      if (!when) continue;
      const root = roots.find(
        (one) => one.part === 'when' && one.name === name && (one.hint === undefined || one.hint === hint),
      );
      if (root) chosen.push({ id, at, root });
      else
        problems.push(
          `${file}: students will not see the hint "${name}" of exercise ${id}: its \`when\` is made by a function.`,
        );
    }
  }
  return { chosen, problems };
}

/** The text of each file with what the roots need of it, however many files they go through. */
function cutOut(sources: Map<string, SourceText>, roots: Root[]): Map<string, string> {
  const nodes = new Map<string, ts.Node[]>();
  const asked = new Map<string, Set<string>>();
  for (const { path, property } of roots) nodes.set(path, [...(nodes.get(path) ?? []), property]);
  const texts = new Map<string, string>();
  const open = [...nodes.keys()];
  for (let path = open.pop(); path; path = open.pop()) {
    const source = sources.get(path) as SourceText;
    const names = [...(asked.get(path) ?? [])];
    const wanted = names.flatMap((name) => source.statements.get(name) ?? []);
    const { statements, imported } = neededFor(source, [...(nodes.get(path) ?? []), ...wanted]);
    const kept = new Set([...statements, ...wanted]);
    for (const statement of kept) refuseSecrets(statement, path);
    const lines = source.file.statements
      .filter((statement) => kept.has(statement) || ts.isImportDeclaration(statement))
      .map((statement) => statement.getText());
    const own = roots.flatMap((root, i) =>
      root.path === path ? [`export const c${i} = ${asExpression(root.property)};`] : [],
    );
    const unexported = names.filter((name) => source.statements.has(name) && !isExported(source.statements.get(name)));
    const exported = unexported.length > 0 ? [`export { ${unexported.join(', ')} };`] : [];
    texts.set(path, [...lines, ...own, ...exported].join('\n'));
    for (const name of imported) {
      const { from, name: there } = source.imports.get(name) as { from: string; name: string };
      const other = besides(path, from);
      if (!other || asked.get(other)?.has(there)) continue;
      asked.set(other, new Set([...(asked.get(other) ?? []), there]));
      open.push(other);
    }
  }
  return texts;
}

const isExported = (statement: ts.Statement | undefined): boolean =>
  statement !== undefined &&
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function refuseSecrets(statement: ts.Statement, path: string): void {
  const visit = (node: ts.Node): void => {
    const name = ts.isObjectLiteralElementLike(node) && node.name && ts.isIdentifier(node.name) ? node.name.text : '';
    if (secret.test(name)) {
      const { line } = statement.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
      throw new UserError(
        `${basename(path)}, line ${line + 1}: a judge or a hint uses what holds \`${name}\`, which students must not see: let it use functions and constants of their own.`,
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
}

async function bundle(entry: string, texts: Map<string, string>): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, loader: 'ts', resolveDir: '/' },
    bundle: true,
    write: false,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['convolab'],
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
    plugins: [
      {
        name: 'suite',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path, importer, namespace }) => {
            if (texts.has(path)) return { path, namespace: 'suite' };
            const other = namespace === 'suite' ? besides(importer, path) : undefined;
            return other ? { path: other, namespace: 'suite' } : undefined;
          });
          onLoad({ filter: /.*/, namespace: 'suite' }, ({ path }) => ({
            contents: texts.get(path) ?? '',
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}
