import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { cellText } from '../../../lib/src/exercises/answer-cells';
import { compileCell, compileCells } from '../../../lib/src/exercises/cell-code';
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

test('many cells compile to the same as each by itself', () => {
  assert.deepEqual(compileCells(sources), sources.map(compileCell));
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
