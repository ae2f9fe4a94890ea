import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkCommand } from '../../../lib/src/cli/check';
import { cellText, type NotebookCell } from '../../../lib/src/exercises/answer-cells';
import { checkNotebook } from '../../../lib/src/exercises/check-notebook';
import { findExercise } from '../../../lib/src/exercises/load';
import { resultToText } from '../../../lib/src/exercises/report-text';
import { UserError } from '../../../lib/src/project';
import { cellsOf, changed, chapters, exercisesOf } from './answers';
import { assertRight, trains } from './teachers-notebook';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  process.env.CONVOLAB_PROGRESS = join(folder, 'progress.json');
});
after(() => {
  delete process.env.CONVOLAB_PROGRESS;
  rmSync(folder, { recursive: true });
});

const solved = (): NotebookCell[] => structuredClone(cellsOf('solutions/02-fundamentals'));

/** The teacher's notebook with another answer to one exercise. */
function withAnswer(id: string, source: string): NotebookCell[] {
  const cells = solved();
  for (const cell of cells) {
    const mark = cell.metadata?.convolab;
    if (mark?.exercise === id && mark.role === 'answer') cell.source = source;
  }
  return cells;
}

async function read(cells: NotebookCell[], id: string): Promise<string> {
  const [result] = await checkNotebook(cells, [findExercise(id)]);
  return resultToText(result);
}

/** Runs the command; its output is kept. */
async function command(...args: string[]): Promise<{ status: number; output: string }> {
  const { write } = process.stdout;
  let output = '';
  process.stdout.write = ((text: string) => {
    output += text;
    return true;
  }) as typeof process.stdout.write;
  try {
    return { status: await checkCommand.run(args), output };
  } finally {
    process.stdout.write = write;
  }
}

function save(name: string, cells: unknown): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    typeof cells === 'string' ? cells : JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
  );
  return path;
}

for (const chapter of chapters) {
  test(`${chapter}: the student's notebook is all stubs with hints`, async () => {
    const exercises = exercisesOf(chapter);
    for (const result of await checkNotebook(cellsOf(`exercises/${chapter}`), exercises)) {
      assert.equal(result.status, 'stub', resultToText(result));
      assert.ok(result.hint, result.id);
      assert.match(result.sentence, /^Not (written|answered) yet/);
    }
  });
}

// The stage `notebooks` runs check() in the teacher's notebooks, and `grading` grades them; notebook.full.test.ts does the same as this with those that train.
for (const chapter of chapters.filter((name) => !trains(name))) {
  test(`${chapter}: the teacher's notebook is right`, () => assertRight(chapter));
}

test('what is wrong with the cell is said with its line', async () => {
  const missing = changed('2.6', 'const before = Math.floor(total / 2);', 'const before = Math.floor(total / 2;');
  assert.match(
    await read(withAnswer('2.6', missing), '2.6'),
    /does not compile: line 6: '\)' expected\.|line 6: ',' expected\./,
  );
  const wrongType = changed('2.6', 'const before = Math.floor(total / 2);', "const before: number = 'half';");
  assert.match(
    await read(withAnswer('2.6', wrongType), '2.6'),
    /does not compile: line 6: Type 'string' is not assignable to type 'number'\./,
  );
});

test('a helper of another cell, a misspelt name, a name that is missing', async () => {
  const uses = (name: string): string => changed('2.6', 'Math.ceil(size / stride)', `${name}(size / stride)`);
  const cells = withAnswer('2.6', uses('roundUp'));
  cells.splice(1, 0, { cell_type: 'code', source: 'const roundUp = Math.ceil;', metadata: {} });
  assert.match(await read(cells, '2.6'), /`roundUp` is defined in another cell: helpers and imports must stand/);
  assert.match(
    await read(withAnswer('2.6', uses('ruondUp')), '2.6'),
    /`ruondUp` is not defined: is the name misspelt\?/,
  );
  const renamed = changed('2.6', 'function samePadding', 'function padding');
  assert.match(
    await read(withAnswer('2.6', renamed), '2.6'),
    /declares no `samePadding`: give your answer exactly this name/,
  );
});

test('a check() in the answer cell does no harm', async () => {
  const source = `import { check } from 'convolab';\n${changed('2.6', 'return { before', 'return { before')}\nawait check('2.6', samePadding);`;
  assert.match(await read(withAnswer('2.6', source), '2.6'), /4 of 4 points/);
});

test('endless loops at top level, in a microtask and in the function are stopped', { timeout: 120_000 }, async () => {
  const exercises = exercisesOf('02-fundamentals');
  const cells = withAnswer('2.6', changed('2.6', 'return { before', 'for (;;) { }\nreturn { before'));
  const answer = (id: string): NotebookCell =>
    cells.find(
      (cell) => cell.metadata?.convolab?.exercise === id && cell.metadata.convolab.role === 'answer',
    ) as NotebookCell;
  answer('2.5').source = `while (true) { }\n${cellText(answer('2.5'))}`;
  answer('2.7').source =
    `Promise.resolve().then(() => { for (;;) { } });\nconst wait = Promise.resolve().then(() => { for (;;) { } });\n${cellText(answer('2.7'))}`;
  const wanted = exercises.filter(({ id }) => ['2.5', '2.6', '2.7', '2.4'].includes(id));
  const told: string[] = [];
  const results = await checkNotebook(cells, wanted, ({ id }) => told.push(id));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['right', 'broken', 'wrong', 'broken'],
  );
  assert.match(results[1].sentence, /^The answer cell was stopped after 2 s/);
  assert.match(results[2].cases[0].sentence ?? '', /^`samePadding` was stopped after 2 s/);
  assert.match(results[3].sentence, /^The answer cell was stopped after 2 s/);
  assert.equal(told.length, 4);
});

test('missing and doubled answer cells', async () => {
  const without = solved().filter((cell) => cell.metadata?.convolab?.exercise !== '2.6');
  assert.match(await read(without, '2.6'), /no answer cell for 2\.6: a code cell that declares `samePadding`/);
  const unmarked = solved().map((cell) => ({ ...cell, metadata: {} }));
  assert.match(await read(unmarked, '2.6'), /4 of 4 points/);
  const cells = withAnswer('2.6', 'function samePadding() { return 1; }');
  const twice = cells.findIndex(
    (cell) => cell.metadata?.convolab?.exercise === '2.6' && cell.metadata.convolab.role === 'answer',
  );
  cells.splice(twice + 1, 0, { ...cells[twice], source: changed('2.6', 'return {', 'return {') });
  assert.match(await read(cells, '2.6'), new RegExp(`2 answer cells; cell ${twice + 1} counts, not ${twice + 2}`));
});

test('the command prints a table and fails if something is wrong', { timeout: 120_000 }, async () => {
  const right = save('02-right.ipynb', solved());
  const one = await command(right, '--exercise', '2.6', '--exercise', '2.Q1');
  assert.equal(one.status, 0, one.output);
  assert.match(one.output, /2\.6 +The zeros of 'same' padding +4 \/ 4 +right/);
  assert.match(one.output, /5 of 5 points/);

  const wrong = save(
    '02-wrong.ipynb',
    withAnswer('2.6', changed('2.6', 'Math.floor(total / 2)', 'Math.ceil(total / 2)')),
  );
  const { status, output } = await command(wrong, '--exercise', '2.6', '--json');
  assert.equal(status, 1);
  const report = JSON.parse(output);
  assert.equal(report.ok, false);
  assert.equal(report.notebooks[0].results[0].id, '2.6');
  assert.match(JSON.stringify(report), /`before` is rounded down, `after` gets the rest/);
});

test('what the command cannot work with is said in one sentence', async () => {
  const good = save('02-good.ipynb', solved());
  const calls: [string[], RegExp][] = [
    [[], /needs a notebook/],
    [['09'], /There is no notebook "09"/],
    [[save('broken.ipynb', '{ "cells": ')], /cannot be read as a notebook/],
    [[save('old.ipynb', '{ "worksheets": [] }')], /not a notebook of format 4/],
    [[save('empty.ipynb', [])], /names no exercise of this course/],
    [[good, '--exercise', '2.99'], /no exercise "2\.99"/],
    [
      [
        save('02-unknown.ipynb', [
          { cell_type: 'code', source: '', metadata: { convolab: { exercise: '2.77', role: 'answer' } } },
        ]),
      ],
      /no exercise "2\.77"/,
    ],
    [[good, '--exercises', '2.1'], /has no option --exercises/],
  ];
  for (const [args, sentence] of calls) {
    await assert.rejects(checkCommand.run(args), (error: Error) => {
      assert.ok(error instanceof UserError, String(error.stack));
      assert.match(error.message, sentence);
      return true;
    });
  }
});
