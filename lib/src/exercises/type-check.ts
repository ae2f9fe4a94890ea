/** Type errors in answer cells, as the kernel would find them: its options, and each cell by itself. */
import { join } from 'node:path';
import * as ts from 'typescript';
import { projectRoot } from '../project';
import { type CellError, errorOf } from './cell-code';

/** As tslab sets them: not strict, no DOM. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

/** "Cannot find name …": it may stand in another cell, and running the cell alone tells that better. */
const missingName = new Set([2304, 2318, 2503, 2552, 2580, 2582, 2584, 18004]);

/** What was parsed of TypeScript's own declarations and of packages: it stays the same from check to check. */
const declarations = new Map<string, ts.SourceFile | undefined>();

let lastProgram: ts.Program | undefined;

/**
 * The first type error of each cell that has one.
 * @param sources the source of each answer cell, by exercise
 * @param mayRead says no to files that an answer must not learn about: an import of them fails
 */
export function typeErrors(
  sources: Map<string, string>,
  mayRead: (path: string) => boolean = () => true,
): Map<string, CellError> {
  const folder = join(projectRoot, 'exercises');
  const texts = new Map<string, string>();
  // makes each cell a module, so that two cells may declare the same name, and leaves line numbers as they are
  for (const [id, source] of sources)
    texts.set(join(folder, `answer-${id}.ts`).replaceAll('\\', '/'), `${source}\nexport {};\n`);

  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getCurrentDirectory = () => folder;
  host.fileExists = (name) => texts.has(name) || (mayRead(name) && fileExists(name));
  host.readFile = (name) => texts.get(name) ?? (mayRead(name) ? readFile(name) : undefined);
  host.getSourceFile = (name, version, ...rest) => {
    const text = texts.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, version, true);
    if (!mayRead(name)) return undefined;
    if (!declarations.has(name)) declarations.set(name, getSourceFile(name, version, ...rest));
    return declarations.get(name);
  };
  // what did not change since the last check is taken over: mostly everything but the answers
  const program = ts.createProgram([...texts.keys()], options, host, lastProgram);
  lastProgram = program;
  const found = new Map<string, CellError>();
  for (const [index, id] of [...sources.keys()].entries()) {
    const file = program.getSourceFile([...texts.keys()][index]);
    if (!file) continue;
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const first = diagnostics.find(({ code }) => !missingName.has(code));
    if (first) found.set(id, errorOf(first, file));
  }
  return found;
}
