import assert from 'node:assert';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../lib/src/project';
import { allowed, filesUnder, forbiddenImports, importCircles, importsOf } from './imports';

const library = join(projectRoot, 'lib', 'src');
const imports = importsOf(library);

test('imports go one way through the folders of the library', () => {
  assert.ok(imports.length > 100, `only ${imports.length} imports were found`);
  assert.deepEqual(forbiddenImports(imports), []);
});

test('every folder of the library has its place in the order', () => {
  const folders = new Set(filesUnder(library, /\.ts$/).flatMap((file) => file.split('/').slice(0, -1)[0] ?? []));
  assert.deepEqual(
    [...folders].filter((folder) => !(folder in allowed)),
    [],
  );
});

test('no files import each other in a circle', () => assert.deepEqual(importCircles(imports), []));

test('only display knows the kernel, the page and MIME types', () => {
  const programs = /^(tslab|jsdom|plotly\.js)/;
  const foreign = imports.filter(({ from, specifier }) => programs.test(specifier) && !from.startsWith('display/'));
  assert.deepEqual(
    foreign.map(({ from, specifier }) => `${from} imports ${specifier}`),
    [],
  );
  const type = /['"`](text\/(html|plain|markdown|latex)|image\/(svg\+xml|png|jpeg)|application\/vnd\.[\w.+-]+)['"`]/;
  const files = filesUnder(library, /\.ts$/).filter((file) => !file.startsWith('display/'));
  const named = files.filter((file) => type.test(readFileSync(join(library, file), 'utf8')));
  assert.deepEqual(named, []);
});

/** Writes a small library, and gives its imports to the check. */
function inLibrary<T>(files: Record<string, string>, check: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'convolab-structure-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return check(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const forbiddenIn = (files: Record<string, string>): string[] =>
  inLibrary(files, (folder) => forbiddenImports(importsOf(folder)));

test('the check finds an import in the wrong direction, however it is written', () => {
  const target = { 'display/show.ts': 'export const show = 1;' };
  const ways = [
    "import { show } from '../display/show';",
    "export * from '../display/show';",
    "const show = require('../display/show');",
    "const show = () => import('../display/show');",
    "import type { show } from '../display/show';",
  ];
  for (const way of ways) {
    assert.equal(forbiddenIn({ ...target, 'visualizers/a.ts': way }).length, 1, way);
    assert.equal(forbiddenIn({ ...target, 'cli/a.ts': way }).length, 0, way);
  }
});

test('the check finds anything that maths imports', () => {
  const project = { 'project.ts': 'export const root = 1;' };
  assert.equal(forbiddenIn({ ...project, 'maths/a.ts': "import '../project';" }).length, 1);
  assert.equal(forbiddenIn({ ...project, 'maths/a.ts': "import 'node:fs';" }).length, 1);
  assert.equal(forbiddenIn({ ...project, 'display/a.ts': "import '../project'; import 'node:fs';" }).length, 0);
});

test('the check finds a folder without a place and an import from outside of the library', () => {
  const maths = { 'maths/a.ts': '' };
  assert.match(forbiddenIn({ ...maths, 'elsewhere/b.ts': "import '../maths/a';" })[0], /does not know the folder/);
  assert.match(forbiddenIn({ 'cli/a.ts': "import '../../tests/b';" })[0], /outside/);
});

test('the check finds circles of values and lets circles of types be', () => {
  const circle = (b: string): string[] =>
    inLibrary({ 'maths/a.ts': "import { b } from './b';", 'maths/b.ts': b }, (folder) =>
      importCircles(importsOf(folder)),
    );
  assert.deepEqual(circle("import { a } from './a';"), ['maths/a.ts → maths/b.ts → maths/a.ts']);
  assert.deepEqual(circle("import type { a } from './a';"), []);
  assert.deepEqual(circle("import { type a } from './a';"), []);
});
