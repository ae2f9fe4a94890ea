/** Type errors in answer cells, as the kernel would find them: its options, and each cell by itself. */
import { join } from 'node:path';
import * as ts from 'typescript';
import { projectRoot } from '../project';
import { type CellError, counts, declaredNames, errorOf } from './cell-code';
import { exportsOf, importsInUse } from './cell-exports';

/** As tslab sets them: not strict, no DOM. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  types: ['node'],
};

/**
 * Errors that are none here. "Cannot find name …": it may stand in another cell, and running the cell alone tells that better.
 * `await` outside of functions and the name `exports`: a cell is run inside of a function.
 */
const noErrors = new Set([2304, 2318, 2503, 2552, 2580, 2582, 2584, 18004, 1378, 1432, 2441]);

/** What was parsed of TypeScript's own declarations and of packages: it stays the same from check to check. */
const declarations = new Map<string, ts.SourceFile | undefined>();

let lastProgram: ts.Program | undefined;

export interface CheckedCell {
  /** the first type error, if any */
  error?: CellError;
  /** what of it counts, as CommonJS; every name that the cell declares is exported */
  compile(): string;
}

/**
 * Checks answer cells, and compiles those that are asked for, in one go: the compiler reads each once.
 * @param sources the source of each answer cell, by exercise
 * @param mayRead says no to files that an answer must not learn about: an import of them fails
 */
export function checkCells(
  sources: Map<string, string>,
  mayRead: (path: string) => boolean = () => true,
): Map<string, CheckedCell> {
  const folder = join(projectRoot, 'exercises').replaceAll('\\', '/');
  const texts = new Map<string, string>();
  // the exports make each cell a module, so that two may declare the same name; line numbers stay as they are
  for (const [id, source] of sources) texts.set(`${folder}/answer-${id}.ts`, `${source}\n${exportsOf(source)}\n`);

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
  const checked = new Map<string, CheckedCell>();
  for (const [index, id] of [...sources.keys()].entries()) {
    const file = program.getSourceFile([...texts.keys()][index]);
    if (!file) continue;
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    const first = diagnostics.find(({ code }) => !noErrors.has(code));
    checked.set(id, { error: first && errorOf(first, file), compile: () => emit(program, file) });
  }
  return checked;
}

/** The first type error of each cell that has one. */
export function typeErrors(sources: Map<string, string>): Map<string, CellError> {
  const found = [...checkCells(sources)].flatMap(([id, { error }]) => (error ? [[id, error] as const] : []));
  return new Map(found);
}

function emit(program: ts.Program, file: ts.SourceFile): string {
  let code = '';
  const write = (_name: string, text: string): void => {
    code = text;
  };
  program.emit(file, write, undefined, false, { before: [() => (whole) => whatCounts(whole)] });
  return code;
}

/** The cell without the statements that do not count, and without imports that only those had used. */
function whatCounts(file: ts.SourceFile): ts.SourceFile {
  const names = new Set(declaredNames(file));
  const kept = file.statements.filter(
    (statement) => !ts.isExpressionStatement(statement) || counts(statement.expression, names),
  );
  if (kept.length === file.statements.length) return file;
  return ts.factory.updateSourceFile(file, importsInUse(kept));
}
