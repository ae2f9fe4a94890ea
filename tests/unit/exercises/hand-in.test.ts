import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { packCommand } from '../../../lib/src/cli/pack';
import { findAnswer } from '../../../lib/src/exercises/answer-cells';
import { makeHandIn } from '../../../lib/src/exercises/hand-in';
import { loadSuites } from '../../../lib/src/exercises/load';
import type { Suite } from '../../../lib/src/exercises/spec';
import { answerTo, cellsOf } from './answers';

const { exercises } = loadSuites().find(({ chapter }) => chapter === 2) as Suite;
const folder = mkdtempSync(join(tmpdir(), 'hand-in-'));
after(() => rmSync(folder, { recursive: true }));

/** The notebook that was handed out, with the answer to 2.1 and one output. */
function notebook(without?: string): Parameters<typeof makeHandIn>[0] {
  const cells = cellsOf('exercises/02-fundamentals').flatMap((cell) => {
    const { exercise, role } = cell.metadata?.convolab ?? {};
    if (role !== 'answer') return [{ ...cell, outputs: [{ data: 'x'.repeat(1000) }], execution_count: 3 }];
    if (exercise === without) return [];
    return [exercise === '2.1' ? { ...cell, source: answerTo('2.1') } : cell];
  });
  return { cells, metadata: { kernelspec: { name: 'tslab' }, convolab: { release: '02-3a-1' } } };
}

describe('a hand-in', () => {
  it('holds the answers and the id, and no outputs', () => {
    const { text, sha256 } = makeHandIn(notebook(), exercises, 's01');
    const { cells, metadata } = JSON.parse(text);
    assert.deepEqual(metadata.convolab, { release: '02-3a-1', student: 's01' });
    assert.deepEqual(metadata.kernelspec, { name: 'tslab' });
    assert.equal(sha256, createHash('sha256').update(text).digest('hex'));
    assert.equal(findAnswer(cells, exercises[0])?.source, answerTo('2.1'));
    for (const cell of cells) {
      if (cell.cell_type === 'code') assert.deepEqual([cell.outputs, cell.execution_count], [[], null]);
      else assert.ok(!('outputs' in cell) || cell.outputs.length > 0);
    }
  });

  it('says what is open', () => {
    const { open } = makeHandIn(notebook('2.4'), exercises, 's01');
    assert.equal(open.length, exercises.length - 1);
    assert.ok(!open.some((sentence) => sentence.startsWith('2.1 ')));
    assert.match(open.find((sentence) => sentence.startsWith('2.4')) ?? '', /no cell that declares `pool2d`/);
    assert.match(open.find((sentence) => sentence.startsWith('2.Q1')) ?? '', /`answerQ1` is empty/);
    assert.match(open.find((sentence) => sentence.startsWith('2.5')) ?? '', /some values are not filled in/);
    assert.match(open.find((sentence) => sentence.startsWith('2.T1')) ?? '', /`answerT1` is empty/);
  });

  it('takes an answer as written although the comment of the stub stands beside it', () => {
    const solved = cellsOf('solutions/02-fundamentals').map((cell) => {
      const { exercise, role } = cell.metadata?.convolab ?? {};
      const source = role === 'answer' ? answerTo(String(exercise)) : cell.source;
      const plain = String(source).replace(/^.*(BEGIN|END) SOLUTION.*\n?|^.*\/\/ STUB .*\n?/gm, '');
      return role === 'answer' ? { ...cell, source: `// YOUR CODE HERE\n${plain}` } : cell;
    });
    assert.deepEqual(makeHandIn({ cells: solved, metadata: {} }, exercises, 's01').open, []);
  });

  it('is refused for an id that nobody has, and for another notebook', () => {
    for (const id of ['', '../x', 'a b', '=1'])
      assert.throws(() => makeHandIn(notebook(), exercises, id), /no student id/);
    assert.throws(() => makeHandIn({ cells: [], metadata: {} }, exercises, 's01'), /none of the answer cells/);
  });

  it('is written whole by the command, and one sentence says what is wrong otherwise', async () => {
    const file = join(folder, '02-fundamentals.ipynb');
    writeFileSync(file, JSON.stringify({ ...notebook(), nbformat: 4, nbformat_minor: 5 }));
    const to = join(folder, 'out');
    assert.equal(await packCommand.run([file, '--student', 's01', '--to', to]), 0);
    assert.deepEqual(readdirSync(to), ['02-fundamentals-s01.ipynb']);
    assert.equal(
      JSON.parse(readFileSync(join(to, '02-fundamentals-s01.ipynb'), 'utf8')).metadata.convolab.student,
      's01',
    );
    writeFileSync(file, '{"cells": [');
    await assert.rejects(packCommand.run([file, '--student', 's02', '--to', to]), /cannot be read as a notebook/);
    await assert.rejects(packCommand.run([file]), /needs your id/);
    await assert.rejects(packCommand.run(['99', '--student', 's02']), /There is no notebook "99"/);
    assert.ok(!existsSync(join(to, '02-fundamentals-s02.ipynb')));
  });
});
