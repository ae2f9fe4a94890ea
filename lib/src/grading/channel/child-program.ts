/**
 * Puts the program of the sandbox into one text: the child, with the parts of `exercises/` that it needs; and those parts
 * of the library that an answer may import into another. So the sandbox needs no folder of the course.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';
import { projectRoot, UserError } from '../../project';

const source = resolve(__dirname, '..', '..');

/** As the library is compiled; comments say nothing to a machine. */
const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  removeComments: true,
};

/** The program that a sandbox runs. */
export function childProgram(): string {
  const entry = require.resolve('./child');
  return programOf([entry], `load(${key(entry)}).serve().finally(() => process.exit());`);
}

/** The program that a sandbox for models runs. Packages are found beside it or, unless it is sandboxed, where the course has them. */
export function modelProgram(sandboxed: boolean): string {
  const entry = require.resolve('./model-child');
  const from = sandboxed ? '__filename' : JSON.stringify(join(projectRoot, 'package.json'));
  const program = programOf(
    [entry],
    `load(${key(entry)}).serveModels().catch(console.error).finally(() => process.exit());`,
  );
  return `require = require('node:module').createRequire(${from});\n${program}`;
}

/**
 * An expression whose value is an object with these parts of the library.
 * @param imports names that an answer may import from 'convolab', of the maths
 * @throws UserError for a name that the sandbox cannot offer
 */
export function libraryProgram(imports: readonly string[]): string {
  const files = imports.map(fileOf);
  const parts = imports.map((name, i) => `${JSON.stringify(name)}: load(${key(files[i])})[${JSON.stringify(name)}]`);
  return `(() => {\n${programOf(files, `return { ${parts.join(', ')} };`)}})()`;
}

/** The modules with all that they import, a loader for them, and what to do with them. */
function programOf(files: string[], use: string): string {
  const modules = new Map<string, string>();
  for (const file of files) addModule(file, modules);
  const definitions = [...modules].map(
    ([file, code]) => `${key(file)}: function (exports, require, module, __dirname) {\n${code}\n}`,
  );
  return `'use strict';
const loaded = new Map();
const modules = {\n${definitions.join(',\n')}\n};
function load(key) {
  if (!loaded.has(key)) {
    const module = { exports: {} };
    loaded.set(key, module);
    const folder = key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : '';
    const own = (id) => (id.startsWith('.') ? load(found(resolve(folder, id))) : require(id));
    own.resolve = (id) => require.resolve(id);
    modules[key](module.exports, own, module, '/sandbox/' + folder);
  }
  return loaded.get(key).exports;
}
function found(path) {
  return path in modules ? path : path + '/index';
}
function resolve(folder, id) {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of id.split('/')) part === '..' ? parts.pop() : part === '.' || parts.push(part);
  return parts.join('/');
}
${use}
`;
}

/** The name of a module inside: its path below the source folder, without an ending. */
const key = (file: string): string =>
  JSON.stringify(
    relative(source, file)
      .replaceAll('\\', '/')
      .replace(/\.[jt]s$/, ''),
  );

function addModule(file: string, modules: Map<string, string>): void {
  if (modules.has(file)) return;
  const text = readFileSync(file, 'utf8');
  const code = ts.transpileModule(text, { compilerOptions }).outputText.replace(/^\/\/# sourceMappingURL=.*$/m, '');
  modules.set(file, code);
  for (const [, id] of code.matchAll(/\brequire\(["'](\.[^"']+)["']\)/g))
    addModule(moduleFile(resolve(dirname(file), id)), modules);
}

function moduleFile(path: string): string {
  const found = [`${path}.ts`, `${path}.js`, join(path, 'index.ts'), join(path, 'index.js')].find((file) =>
    existsSync(file),
  );
  if (!found) throw new Error(`${path} is no module of the library`);
  return found;
}

/** The file of the maths that defines a name. */
function fileOf(name: string): string {
  const folder = join(source, 'maths');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?!index\.|.*\.d\.ts$).*\.[jt]s$/.test(basename(file)),
  );
  const file = files.find((one) => Object.hasOwn(require(join(folder, one)) as object, name));
  if (!file)
    throw new UserError(
      `An exercise lets answers import \`${name}\`, which the sandbox of the grader has not: only names of the maths can be allowed.`,
    );
  return join(folder, file);
}
