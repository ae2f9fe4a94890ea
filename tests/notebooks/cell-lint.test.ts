import assert from 'node:assert';
import { test } from 'node:test';
import { cellTraps, type Trap } from './cell-lint';

/** Each was sent to the kernel, which failed or did something else than it says. */
const bad: Record<string, Trap['rule'][]> = {
  'await (p)': ['await'],
  'const q = await (p)': ['await'],
  'const q = await (async () => 5)()': ['await'],
  'console.log(await (p))': ['await'],
  'if (true) { await (p) }': ['await'],
  '[await p, await (p)]': ['await'],
  'const t = `${await (p)}`': ['await'],
  'await [1, 2]': ['await'],
  'const s = await `a`': ['await'],
  'let n = await -1': ['await'],
  'await +1': ['await'],
  'await /a/': ['await'],
  'await/**/(p)': ['await'],
  'await <any>p': ['await'],
  "import * as fs from 'fs'; const r = await (p)": ['await'],
  'for await (const x of list()) console.log(x)': ['for await'],
  '{ for await (const x of list()) console.log(x) }': ['for await'],
  'const o = { w }': ['shorthand'],
  'function k() { return { w, v } }': ['shorthand', 'shorthand'],
  '({ v } = { v: 9 })': ['shorthand'],
  "import type { Image } from 'convolab'; const o = { w }": ['shorthand'],
  "import { conv2d } from '../lib/dist'": ['relative import'],
  "import '../lib/src/maths'": ['relative import'],
  "const lib = require('../lib')": ['relative import'],
  "const lib = await import('../lib/dist/index.js')": ['relative import'],
  "export * from './more'": ['relative import', 'export'],
  'export const e = 5': ['export'],
  'export function f() { return 1 }': ['export'],
  'export default 3': ['export'],
  'show(figure)': ['not awaited'],
  "const a = 1\ncheck('2.1', conv2d)": ['not awaited'],
  "import { engineReady } from 'convolab'\nawait engineReady();": ['printed'],
};

/** Each was sent to the kernel, which did what it says. */
const good = [
  'await p',
  'const q = (await p)',
  'await new Promise((done) => setTimeout(done, 1))',
  'await Promise.all([1])',
  'await gen().next()',
  'void (async () => { console.log(await (p)) })()',
  'async function g() { return await (p) }',
  'class Q { async m() { await (p); return [await [1]] } }',
  'async function h() { for await (const x of gen()) console.log(x) }',
  'const o = { w: w }',
  'const local = 3; console.log({ local })',
  'console.log(((w) => ({ w }))(5))',
  'for (const w of [1]) { console.log({ w }) }',
  'const { a, b } = { a: 1, b: 2 }; console.log({ a, b })',
  "import { conv2d } from 'convolab'\nconsole.log({ conv2d })",
  'const globals = { Math, console }',
  "import { conv2d, show } from 'convolab'",
  "const z = await import('convolab')",
  'await show(figure)',
  'const shown = show(figure)\nawait shown',
  '',
  '// only a comment',
];

for (const [code, rules] of Object.entries(bad)) {
  test(`finds the trap in: ${code}`, () =>
    assert.deepEqual(
      cellTraps(code).map(({ rule }) => rule),
      rules,
    ));
}

for (const code of good) {
  test(`lets pass: ${code}`, () => assert.deepEqual(cellTraps(code), []));
}

test('names the line and what to write instead', () => {
  assert.deepEqual(cellTraps('const a = 1;\nconst o = { a, w };'), [
    { rule: 'shorthand', line: 2, message: '{ w } does not find w of an earlier cell: write { w: w }' },
  ]);
});
