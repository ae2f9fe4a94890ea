import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { cellText } from '../../../lib/src/exercises/answer-cells';
import { compileCell } from '../../../lib/src/exercises/cell-code';
import { checkCells, typeErrors } from '../../../lib/src/exercises/type-check';
import { cellsOf } from './answers';

const sources = [
  ...cellsOf('solutions/02-fundamentals')
    .filter((cell) => cell.cell_type === 'code')
    .map(cellText),
  "import { a, type B, c } from 'convolab';\nconst x: B = a(1);",
  "import d, * as n from 'convolab';\nconst f = () => n.z;",
  "import { U } from 'convolab';\nlet v: U;",
  'enum E { A, B }\nclass Q { constructor(private p: number) { } }',
  'function f(x: number): number;\nfunction f(x: any) { return x; }',
  'const same = 1;',
  'const same = 2;',
  '',
];

/** The same code in one layout: a call that is left out leaves an empty statement in one, and nothing in the other. */
function inOneLayout(code: string): string {
  const file = ts.createSourceFile('code.js', code, ts.ScriptTarget.ES2022, true);
  const statements = file.statements.filter((statement) => !ts.isEmptyStatement(statement));
  const printer = ts.createPrinter({ removeComments: true });
  return statements.map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, file)).join('\n');
}

test('cells that are checked compile to the same as each by itself', () => {
  const checked = checkCells(new Map(sources.map((source, i) => [String(i), source])));
  for (const [i, source] of sources.entries()) {
    const compiled = checked.get(String(i))?.compile() ?? '';
    // a name that is not there is no type, as far as one cell alone tells
    if (/type B|let v: U/.test(source)) continue;
    assert.equal(inOneLayout(compiled), inOneLayout(compileCell(source).code), source);
  }
});

test('what a cell exports by itself is exported once, and an import for what does not count is left out', () => {
  const source = [
    "import { tf } from 'convolab';",
    "import * as fs from 'fs';",
    'export const a = tf.scalar(1), b = 2;',
    'const c = 3;',
    'export { c };',
    'export default function d() {}',
    'await fs.promises.readFile(String(b));',
  ].join('\n');
  const cell = checkCells(new Map([['x', source]])).get('x');
  assert.equal(cell?.error, undefined);
  const code = cell?.compile() ?? '';
  const exported: Record<string, unknown> = {};
  const asked: string[] = [];
  new Function('exports', 'require', code)(exported, (name: string) => {
    asked.push(name);
    return { tf: { scalar: (x: number) => x } };
  });
  assert.deepEqual(asked, ['convolab']);
  assert.deepEqual([exported.a, exported.b, exported.c, typeof exported.d], [1, 2, 3, 'function']);
});

test('`await` outside of functions, and names of other cells, are no type errors; a wrong argument is one', () => {
  const cells = {
    wait: 'const x = await Promise.resolve(1);',
    other: 'const y = elsewhere(1);',
    wrong: '\nMath.max("1");',
  };
  assert.deepEqual(
    [...typeErrors(new Map(Object.entries(cells)))].map(([id, { line }]) => [id, line]),
    [['wrong', 2]],
  );
});

test("a cell compiles to what TypeScript's own compiler of one module makes of it", () => {
  for (const source of sources) {
    const { code, names } = compileCell(source);
    if (/^\s*(await )?[\w.]+\(/m.test(source)) continue; // calls are left out of an answer
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
    const expected = ts.transpileModule(`${source}\nexport { ${names.join(', ')} };`, { compilerOptions });
    assert.equal(code, expected.outputText);
  }
});
