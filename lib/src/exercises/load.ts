/**
 * Finds and loads the exercise suites: `tests/exercises/NN-name.ts`, through ts-node, without a type check. A student edition has
 * `NN-name.json` in their place.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as languages from '../languages';
import { say } from '../languages/say';
import * as maths from '../maths';
import { projectRoot, UserError } from '../project';
import { courseLibrary } from './course-library';
import { defineExercises } from './define';
import type { Exercise, Suite } from './spec';
import { readSuiteData, type SuiteCode } from './suite-data';

/** Where a teacher puts suites. */
export const suiteFolder = join(projectRoot, 'tests', 'exercises');

const loadedSuites = new Map<string, Suite>();

/** The files of the suites, in the order of their numbers. */
export function suiteFiles(folder: string = suiteFolder): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^\d\d-[\w-]+\.(ts|json)$/.test(name));
  return names.sort().map((name) => join(folder, name));
}

/**
 * Loads one suite; the second time it comes from memory.
 * @throws UserError one sentence that names the file
 */
export function loadSuite(file: string): Suite {
  const known = loadedSuites.get(file);
  if (known) return known;
  const name = relative(projectRoot, file);
  let suite: unknown;
  try {
    suite = file.endsWith('.json') ? loadData(file) : (loadModule(file, new Map()) as { default?: unknown }).default;
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${name}: ${error.message}`);
    throw new UserError(`${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (suite === null || typeof suite !== 'object' || !Array.isArray((suite as Suite).exercises)) {
    throw new UserError(
      `${name} exports no suite: end it with \`export default defineExercises({ chapter, title, exercises })\`.`,
    );
  }
  const number = Number.parseInt(basename(file), 10);
  if ((suite as Suite).chapter !== number) {
    throw new UserError(
      `${name} says chapter ${(suite as Suite).chapter}, but its file name says ${number}: make them agree.`,
    );
  }
  loadedSuites.set(file, suite as Suite);
  return suite as Suite;
}

/** All suites, in the order of the chapters. */
export function loadSuites(): Suite[] {
  return suiteFiles().map((file) => loadSuite(file));
}

/**
 * The exercise with this id.
 * @throws UserError with the known ids
 */
export function findExercise(id: string): Exercise {
  const chapter = Number.parseInt(id, 10);
  const file = suiteFiles().find((path) => Number.parseInt(basename(path), 10) === chapter);
  const known = file ? loadSuite(file).exercises : loadSuites().flatMap((suite) => suite.exercises);
  const found = known.find((exercise) => exercise.id === id);
  if (found) return found;
  const ids = known.map((exercise) => exercise.id).join(', ');
  throw new UserError(
    ids
      ? say('There is no exercise "{id}". The exercises are {ids}.', { id, ids })
      : say('There is no exercise "{id}". There are none in tests/exercises.', { id }),
  );
}

/** A suite as data, with the script beside it. */
function loadData(file: string): Suite {
  const script = file.replace(/\.json$/, '.code.js');
  return readSuiteData(readFileSync(file, 'utf8'), loadModule(script, new Map()) as SuiteCode);
}

type Loaded = { exports: unknown };

/** Loads a TypeScript file without touching the process's own `require`, so that a notebook stays as it was. */
function loadModule(file: string, others: Map<string, Loaded>): unknown {
  const before = others.get(file);
  if (before) return before.exports;
  const module = new Module(file) as Module & { _compile(code: string, file: string): void };
  module.filename = file;
  const plain = createRequire(file);
  const load = (id: string): unknown => {
    if (id === 'convolab') return convolab;
    if (id.startsWith('.')) {
      const path = resolve(dirname(file), id);
      const script = [path, `${path}.ts`, join(path, 'index.ts')].find(
        (name) => name.endsWith('.ts') && existsSync(name),
      );
      if (script) return loadModule(script, others);
    }
    return plain(id);
  };
  module.require = load as typeof module.require;
  others.set(file, module);
  const text = readFileSync(file, 'utf8');
  module._compile(file.endsWith('.ts') ? compile(text, file) : text, file);
  return module.exports;
}

type Compiler = { compile(code: string, file: string): string };
let compiler: Compiler | undefined;

function compile(code: string, file: string): string {
  compiler ??= (require('ts-node') as { create(options: object): Compiler }).create({
    cwd: projectRoot,
    transpileOnly: true,
    skipProject: true,
    compilerOptions: { module: 'CommonJS', moduleResolution: 'Node10', target: 'ES2022', esModuleInterop: true },
  });
  return compiler.compile(code, file);
}

/**
 * What a suite gets for `import … from 'convolab'`: the maths and `defineExercises` of this very process; all else of
 * the library is loaded when it is used, because TensorFlow.js takes a second.
 */
const own: Record<string, unknown> = { ...maths, ...languages, UserError, defineExercises };
const convolab: unknown = new Proxy(own, {
  get(target, name) {
    if (typeof name === 'symbol' || name === '__esModule' || Object.hasOwn(target, name))
      return Reflect.get(target, name);
    return courseLibrary()[name];
  },
});
