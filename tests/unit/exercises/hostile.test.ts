import assert from 'node:assert';
import { test } from 'node:test';
import { compileCell } from '../../../lib/src/exercises/cell-code';
import { openIsolated } from '../../../lib/src/exercises/isolated';
import { judge } from '../../../lib/src/exercises/judge';
import { findExercise } from '../../../lib/src/exercises/load';
import { resultToHtml } from '../../../lib/src/exercises/report-html';
import { resultToText } from '../../../lib/src/exercises/report-text';
import type { ExerciseResult } from '../../../lib/src/exercises/result';
import { openAnswer } from '../../../lib/src/exercises/run';
import type { FunctionExercise } from '../../../lib/src/exercises/spec';

const exercise = findExercise('2.6') as FunctionExercise;

async function judged(cell: string): Promise<ExerciseResult> {
  const answer = await openIsolated(compileCell(cell).code);
  try {
    return await judge(exercise, answer);
  } finally {
    await answer.close();
  }
}

test('hostile answers never get out', { timeout: 60_000 }, async () => {
  const bodies: [string, RegExp][] = [
    ['throw { get message() { throw 1; }, get name() { throw 2; } };', /It stopped with Error/],
    ['throw null;', /It stopped/],
    ['throw "ouch <b>";', /ouch <b>/],
    ['return new Proxy({}, { get() { throw new Error("trap"); } });', /trap/],
    ['return new Proxy([], { get(t, k) { return k === "length" ? 1e9 : 0; } });', /more than two million values/],
    ['return { before: 1, after: 1, get extra() { throw new Error("getter"); } };', /getter/],
    ['return "x".repeat(100000000);', /more than two million values/],
    ['const all: any[] = []; all.push(all); return all;', /contains itself/],
    ['process.exit(3);', /process\.exit\(\) stops the whole notebook/],
    ['for (let i = 0; i < 100000; i++) { console.log("flood", i); } return 1;', /and \d+ lines more/],
    ['console.error("red"); console.log(new Proxy({}, { get() { throw 1; } })); return 1;', /red/],
    ['Promise.reject(new Error("lost")); return 1;', /returned the number 1/],
    ['setTimeout(() => { throw new Error("later"); }, 1); return 1;', /returned the number 1/],
    ['return samePadding();', /calls itself without end/],
    ['Array.prototype.map = null as any; JSON.stringify = null as any; Object.keys = null as any; return 1;', /./],
    ['(globalThis as any).Symbol = null; (globalThis as any).Promise = null; return 1;', /./],
    ['return () => 1;', /a function; expected/],
    ['return 10n as any;', /a bigint/],
    ['return Symbol("x");', /a symbol/],
    ['return { before: -0, after: 1e400 };', /Infinity/],
    ['return "</code><img src=x onerror=alert(1)>";', /onerror/],
  ];
  const { map } = Array.prototype;
  for (const [body, sentence] of bodies) {
    const result = await judged(`function samePadding(...args: any[]): any { ${body} }`);
    assert.notEqual(result.status, 'right');
    const html = resultToHtml(result);
    assert.doesNotMatch(html, /<img src=x|<b>(?!Hint)/, body);
    assert.ok(html.length < 60_000 && resultToText(result).length < 30_000, `${body}: ${html.length}`);
    assert.match(resultToText(result), sentence, body);
  }
  assert.equal(Array.prototype.map, map, "the kernel's own arrays are untouched");
});

test('memory without end ends the process of the answer, and the check goes on', { timeout: 60_000 }, async () => {
  const result = await judged(
    'function samePadding(): any { const all = []; for (;;) { all.push(new Array(1e5).fill(1.5)); } }',
  );
  assert.match(result.cases[0].sentence ?? '', /was stopped after .* s/);
  assert.equal((await judged('function samePadding(): any { return { before: 1, after: 1 }; }')).status, 'partial');
});

test('the cell itself may loop or fail', async () => {
  assert.match(
    (await judged('for (;;) { }\nfunction samePadding(): any { return 1; }')).sentence,
    /^The answer cell was stopped after 2 s/,
  );
  assert.match(
    (await judged('await null; for (;;) { }\nfunction samePadding(): any { return 1; }')).sentence,
    /^The answer cell was stopped after 2 s/,
  );
  assert.match(
    (await judged('const x: any = null;\nconst y = x.length;\nfunction samePadding(): any { return 1; }')).sentence,
    /in the line `const y = x\.length;`: something is null there/,
  );
  assert.match(
    (await judged('function padding(): any { return 1; }')).cases[0].sentence ?? '',
    /declares no `samePadding`/,
  );
});

test('a rejection that nobody waits for stays in the answer', async () => {
  let lost = 0;
  const listener = (): void => void lost++;
  process.on('unhandledRejection', listener);
  const answer = await openAnswer('exports.f = () => { Promise.reject(new Error("lost")); return 1; };');
  const outcome = await answer.call({ path: 'f', calls: [[]] });
  await answer.close();
  assert.equal(outcome.status, 'returned');
  assert.equal(lost, 0);
  assert.deepEqual(process.listeners('unhandledRejection').includes(listener), true, 'the others are put back');
  process.off('unhandledRejection', listener);
});

test('promises, timers and classes work inside', async () => {
  const answer = await openAnswer(
    `exports.f = async (x) => { await new Promise((done) => setTimeout(done, 20)); return structuredClone([x, x]); };
     exports.deep = { g: { h: (x) => new Date(0).getTime() + x } };
     exports.value = [1, NaN];`,
  );
  assert.deepEqual(answer.names, ['f', 'deep', 'value']);
  assert.deepEqual(await answer.call({ path: 'f', calls: [[1], [2]] }), {
    status: 'returned',
    results: [
      [1, 1],
      [2, 2],
    ],
    wasPromise: true,
  });
  assert.deepEqual(await answer.call({ path: 'deep.g.h', calls: [[7]] }), {
    status: 'returned',
    results: [7],
    wasPromise: false,
  });
  assert.deepEqual(await answer.call({ path: 'value', calls: [[]] }), {
    status: 'returned',
    results: [[1, NaN]],
    wasPromise: false,
  });
  await answer.close();
});
