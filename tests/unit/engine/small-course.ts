import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(__dirname, '../../..');
const { recipeFor } = require(join(repository, 'scripts/engine/recipes.js'));
const { findCompiler, which } = require(join(repository, 'scripts/engine/toolchain.js'));
const { buildKey, places } = require(join(repository, 'scripts/engine/stamp.js'));
const { noteFailure } = require(join(repository, 'scripts/engine/attempts.js'));

export const installer = join(repository, 'scripts/engine/install.js');

/** Can the whole installation be acted out here? It needs a platform of the table, a compiler and Python. */
export const python: string | undefined = which('python3');
export const canBuild: boolean = Boolean(recipeFor()?.libraries && findCompiler() && python);

/** A folder like the course's, in which an installation takes a moment: the wheel holds a few bytes, the binding one number. */
export interface SmallCourse {
  root: string;
  /** stands in for the Python of .venv; it notes each download in `log` */
  python: string;
  /** stands in for the compiler: to be put into CXX */
  compiler: string;
  downloads(): number;
}

const courses: string[] = [];
process.on('exit', () => {
  for (const root of courses) rmSync(root, { recursive: true, force: true });
});

export function smallCourse(): SmallCourse {
  const root = mkdtempSync(join(tmpdir(), 'convolab-course-'));
  courses.push(root);
  const tools = join(root, 'tools');
  const tfjs = join(root, 'node_modules', 'tfjs-native');
  for (const folder of [tools, join(root, 'python'), join(tfjs, 'binding'), join(tfjs, 'scripts')]) {
    mkdirSync(folder, { recursive: true });
  }
  cpSync(join(repository, 'python/engine.lock'), join(root, 'python/engine.lock'));
  const description = { version: '4.22.0', binary: { host: 'http://127.0.0.1:9/bindings' } };
  writeFileSync(join(tfjs, 'package.json'), JSON.stringify(description));
  writeFileSync(join(tfjs, 'binding', 'tfjs_backend.cc'), '#include "tensorflow/c/c_api.h"\n');
  symlinkSync(join(repository, 'node_modules/node-api-headers'), join(root, 'node_modules/node-api-headers'));
  // the storage host is not asked, unless a test wants it
  noteFailure(root, `npm: ${buildKey(root)}`, { reason: 'not in this test' });

  const wheel = makeWheel(tools);
  const log = join(root, 'downloads.log');
  writeFileSync(log, '');
  const binding = makeBinding(tools);
  const tool = (name: string, lines: string[]) => {
    const path = join(tools, name);
    writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(path, 0o755);
    return path;
  };
  return {
    root,
    python: tool('python', [
      'if [ "$2" = pip ] && [ "$3" = --version ]; then exit 0; fi',
      `if [ "$2" = pip ]; then echo "$@" >> ${log}; for last; do :; done; cp ${wheel} "$last"; exit; fi`,
      `exec ${python} "$@"`,
    ]),
    compiler: tool('compiler', [`while [ "$1" != -o ]; do shift; done; cp ${binding} "$2"`]),
    downloads: () => readFileSync(log, 'utf8').split('\n').filter(Boolean).length,
  };
}

/** A wheel with the files that the installer takes, and one that it leaves. */
function makeWheel(folder: string): string {
  const libraries: string[] = recipeFor().libraries;
  const files: Record<string, string> = {
    'tensorflow/include/LICENSE': 'Apache',
    'tensorflow/THIRD_PARTY_NOTICES.txt': 'notices',
    'tensorflow/include/tensorflow/c/c_api.h': '#include "tensorflow/c/tf_status.h"\n#include <stddef.h>\n',
    'tensorflow/include/tensorflow/c/tf_status.h': '#include "../deep/down.h"\n',
    'tensorflow/include/tensorflow/deep/down.h': '',
    'tensorflow/include/tensorflow/core/unused.h': '',
    'tensorflow/python/unused.py': '',
  };
  for (const library of libraries) files[`tensorflow/${library}`] = `the library ${library}`;
  const path = join(folder, 'tensorflow-0-cp312-cp312-any.whl');
  const script =
    'import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w")\nfor n, t in json.loads(sys.argv[2]).items(): z.writestr(n, t)\nz.close()';
  spawnSync(python as string, ['-c', script, path, JSON.stringify(files)]);
  return path;
}

/** A binding that has only TensorFlow's version, compiled once for each course. */
function makeBinding(folder: string): string {
  const source = join(folder, 'binding.c');
  writeFileSync(
    source,
    `#include <node_api.h>
napi_value init(napi_env env, napi_value exports) {
  napi_value version;
  napi_create_string_utf8(env, "2.20.0", NAPI_AUTO_LENGTH, &version);
  napi_set_named_property(env, exports, "TF_Version", version);
  return exports;
}
NAPI_MODULE(binding, init)
`,
  );
  const path = join(folder, 'binding.node');
  const headers = join(repository, 'node_modules/node-api-headers/include');
  const flags = recipeFor().flags.filter((flag: string) => !flag.startsWith('-Wl,-rpath'));
  const { stderr, status } = spawnSync(findCompiler(), ['-xc', source, `-I${headers}`, ...flags, '-o', path], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return path;
}

export interface Outcome {
  ok: boolean;
  reason?: string;
  remedy?: string;
}

/** Runs the installer with the course's own tools. @returns its answer, and what it said */
export async function install(course: SmallCourse): Promise<Outcome & { said: string[] }> {
  process.env.CXX = course.compiler;
  const said: string[] = [];
  const outcome: Outcome = await require(installer).installNative({
    root: course.root,
    python: course.python,
    tell: (text: string) => said.push(text),
  });
  return { ...outcome, said };
}

export { buildKey, places };
