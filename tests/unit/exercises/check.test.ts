import assert from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkAnswer } from '../../../lib/src/exercises/check';
import { resultToHtml } from '../../../lib/src/exercises/report-html';
import { resultToText } from '../../../lib/src/exercises/report-text';
import type { ExerciseResult } from '../../../lib/src/exercises/result';
import { answerTo, changed } from './answers';
import { Kernel } from './kernel';

let kernel: Kernel;
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  process.env.CONVOLAB_PROGRESS = join(folder, 'progress.json');
  kernel = new Kernel();
});
after(() => {
  kernel.close();
  delete process.env.CONVOLAB_PROGRESS;
  rmSync(folder, { recursive: true });
});

/** Runs a cell in the kernel and checks what it declares. */
async function checked(id: string, source: string, name: string): Promise<ExerciseResult> {
  kernel.complaints.length = 0;
  assert.ok(await kernel.run(source), kernel.complaints.join('\n'));
  return checkAnswer(id, kernel.get(name));
}

/** Everything that a student reads of a result. */
function read(result: ExerciseResult): string {
  const html = resultToHtml(result);
  assert.doesNotMatch(html, /<script|onerror=|\[object/i);
  return resultToText(result);
}

test('every solution is right, every stub is told from a wrong answer and gets a hint', async () => {
  const entries = {
    '2.1': 'conv2d',
    '2.2': 'edgeDetectors',
    '2.3': 'activations',
    '2.4': 'pool2d',
    '2.5': 'outputSizes',
    '2.6': 'samePadding',
    '2.7': 'receptiveFields',
    '2.Q1': 'answerQ1',
    '2.Q2': 'answerQ2',
    '2.Q3': 'answerQ3',
  };
  for (const [id, name] of Object.entries(entries)) {
    const right = await checked(id, answerTo(id), name);
    assert.equal(right.status, 'right', read(right));
    assert.equal(right.points, right.of, id);
    const stub = await checked(id, answerTo(id, 'exercises'), name);
    assert.equal(stub.status, 'stub', read(stub));
    assert.equal(stub.points, 0);
    assert.ok(stub.hint, id);
  }
  const text = await checked('2.T1', answerTo('2.T1'), 'answerT1');
  assert.equal(text.status, 'recorded');
  assert.match(read(text), /Recorded: \d+ words/);
});

test('the usual mistakes in a real conv2d get the right sentence', async () => {
  const mistakes: [string, string, RegExp][] = [
    ['filters[a][b][c][o]', 'filters[kernelHeight - 1 - a][kernelWidth - 1 - b][c][o]', /turned by 180°/],
    ['- kernelHeight) / stride) + 1', '- kernelHeight) / stride)', /Expected 3×3×1 .*, got 2×3×1/],
    ['let sum = bias ? bias[o] : 0', 'let sum = 0', /The bias is missing/],
    ['let sum = bias ? bias[o] : 0', 'let sum = bias[o]', /Cannot read properties|undefined/],
    ['let sum = bias ? bias[o] : 0', 'let sum: any', /is NaN; expected/],
    ['return output;', 'return output.map(String) as any;', /is the text/],
    ['return output;', 'return "done" as any;', /It returned the text "done"; expected 3×3×1/],
    [
      'return output;',
      'return Promise.resolve(output) as any;',
      /returned a Promise; expected the result itself\. Leave out `async`/,
    ],
    ['return output;', '', /returned nothing \(undefined\).*Is the `return` missing\?/],
    ['return output;', 'return null as any;', /It returned null/],
    [
      'return output;',
      'return output[0].map((_, j) => output.map((row) => row[j]));',
      /Height and width of your output are swapped/,
    ],
    [
      'image[i * stride + a][j * stride + b][c]',
      'image[i + a][j + b][c]',
      /right size, but neighbouring windows are one pixel apart/,
    ],
    ['return output;', 'image[0][0][0] = 99; return output;', /changed its first argument in place/],
  ];
  for (const [from, to, sentence] of mistakes) {
    const source = changed('2.1', from, to).replace('): number[][][] {', '): any {');
    const result = await checked('2.1', source, 'conv2d');
    assert.notEqual(result.status, 'right', to);
    assert.match(read(result), sentence, to);
  }
});

test('a helper, constant or import of another cell is named; in the answer cell it works', async () => {
  await kernel.run('function pad(x: number): number { return x; }\nconst half = 0.5;');
  const uses = (what: string): string =>
    changed(
      '2.6',
      'const outputs = Math.ceil(size / stride);',
      `const outputs = Math.ceil(size / stride) + 0 * ${what};`,
    );
  assert.match(
    read(await checked('2.6', uses('pad(1)'), 'samePadding')),
    /`pad` is defined in another cell: helpers and imports must stand in the answer cell/,
  );
  assert.match(read(await checked('2.6', uses('half'), 'samePadding')), /`half` is defined in another cell/);
  const own = `const half = 0.5;\nclass Pad { size = 1; }\nfunction pad(x: number): number { return x * half * new Pad().size; }\n${uses('pad(1)')}`;
  assert.equal((await checked('2.6', own, 'samePadding')).status, 'right');
});

test('calls in the answer cell are left out, and constants that are filled step by step are kept', async () => {
  const around = (body: string): string =>
    `const table = new Map<number, number>();\ntable.set(1, 0);\nfor (let i = 2; i < 9; i++) { table.set(i, 0); }\nlet zero = 5;\nzero = 0;\n${body}\nconsole.log(samePadding(3, 3, 1));\nthrowing();\nsamePadding(5, 3, 1)`;
  await kernel.run(
    'let calls = 0;\nfunction throwing(): void { calls++; if (calls > 1) { throw new Error("called again"); } }',
  );
  const source = changed(
    '2.6',
    'return { before,',
    'return { before: before + (table.get(5) as number) + zero,',
  ).replace('before + (', 'before + (');
  const result = await checked('2.6', around(source), 'samePadding');
  assert.equal(result.status, 'right', read(result));
});

test('imports that the exercise withholds are refused in words', async () => {
  const libraryConv = `import { conv2d as theirs } from 'convolab';\nfunction conv2d(image: any, filters: any, options: any): any { return theirs(image, filters, options); }`;
  assert.match(
    read(await checked('2.1', libraryConv, 'conv2d')),
    /imports `conv2d` from 'convolab'.*written without it.*no import at all/s,
  );
  const files = `import { readFileSync } from 'node:fs';\nfunction conv2d(): any { return readFileSync('x'); }`;
  assert.match(read(await checked('2.1', files, 'conv2d')), /imports "node:fs", which is not there when it is graded/);
  const { conv2d } = await import('../../../lib/src/maths');
  assert.match(read(await checkAnswer('2.1', conv2d)), /comes from a file, not from a cell/);
});

test('an endless loop is stopped, in a function, a promise, a getter', async () => {
  const loops = [
    'function samePadding(): any { for (;;) { } }',
    'async function samePadding(): Promise<any> { await null; for (;;) { } }',
    'function samePadding(): any { return { get before() { for (;;) { } } }; }',
  ];
  for (const source of loops) {
    const result = await checked('2.6', source, 'samePadding');
    assert.match(read(result), /`samePadding` was stopped after 2 s: probably a loop that never ends/);
    assert.match(read(result), /Not tried, because two cases before it did not end/);
  }
});

test('an answer under another name is checked and told to be renamed', async () => {
  const result = await checked(
    '2.6',
    answerTo('2.6').replace('function samePadding', 'function myPadding'),
    'myPadding',
  );
  assert.equal(result.status, 'right');
  assert.match(result.sentence, /Rename `myPadding` to `samePadding`/);
});

test('half an answer keeps its half of the points', async () => {
  const source = changed('2.3', 'return Math.tanh(x);', "throw new Error('YOUR CODE HERE');");
  const result = await checked('2.3', source, 'activations');
  assert.equal(result.status, 'partial');
  assert.equal(result.points, 5.5);
  assert.deepEqual(
    result.cases.filter((one) => one.status === 'unwritten').map((one) => one.name),
    ['tanh'],
  );
});

test('what was reached is kept', () => {
  const { exercises } = JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8'));
  assert.equal(exercises['2.1'].best, 8);
  assert.equal(exercises['2.3'].points, 5.5);
  assert.equal(exercises['2.3'].best, 6);
});
