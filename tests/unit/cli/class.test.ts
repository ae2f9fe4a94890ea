import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { classCommand } from '../../../lib/src/cli/class';
import { openClass } from '../../../lib/src/grading/classroom/class-folder';
import { inLanguage } from '../../../lib/src/languages/say';
import { madeUpClass } from '../grading/class-of-made-up-students';

let folder: string;
let name: string;

before(() => {
  const made = madeUpClass();
  made.room.store.close();
  folder = made.folder;
  process.env.CONVOLAB_CLASSES = dirname(folder);
  name = folder.slice(dirname(folder).length + 1);
});
after(() => {
  delete process.env.CONVOLAB_CLASSES;
  rmSync(folder, { recursive: true });
});

/** What a command prints to standard output; errors of the user are thrown. */
async function said(...args: string[]): Promise<string> {
  const { write } = process.stdout;
  const { write: warn } = process.stderr;
  let text = '';
  process.stdout.write = ((part: string) => {
    text += part;
    return true;
  }) as typeof write;
  process.stderr.write = (() => true) as typeof warn;
  try {
    assert.equal(await classCommand.run([...args, '--class', name]), 0);
  } finally {
    process.stdout.write = write;
    process.stderr.write = warn;
  }
  return text;
}

describe('convolab class', () => {
  it('gives a student more time, by id, address or name', async () => {
    const more = ['--chapter', '02', '--due', '2027-01-20', '--zone', 'Europe/Berlin', '--reason', 'ill'];
    assert.match(
      await said('extend', 'S01', ...more),
      /Anna Müller \(s01\) .* until Wednesday, 20 January 2027, 23:59/,
    );
    await said('extend', 'öztürk, max', ...more);
    await said('extend', 'kim.b@example.org', ...more);
    const room = openClass(name);
    assert.deepEqual(
      room.store.extensions('02-3a-1').map(({ student, due, reason }) => [student, due, reason]),
      ['s01', 's02', 's04'].map((id) => [id, '2027-01-20T23:59:59+01:00', 'ill']),
    );
    room.store.close();
  });

  it('sets the points of a chapter, and takes that back', async () => {
    const set = ['override', 's03', '--chapter', '02-3a-1', '--reason', 'oral exam'];
    assert.match(await said(...set, '--points', '12,5'), /Kim Lee \(s03\) gets 12\.5 points/);
    assert.match(await said(), /s03 gets 12\.5 points: oral exam/);
    assert.match(await said(...set, '--remove'), /graded counts again/);
    await assert.rejects(said(...set, '--remove'), /nothing to remove/);
    assert.doesNotMatch(await said(), /s03 gets/);
  });

  it('adds students once, whatever the case of an id', async () => {
    const list = join(folder, 'more.csv');
    writeFileSync(list, 'id;name;email\nS01;Anna Maria Müller;anna@example.org\ns06;Bo Ek;bo@example.org\n?;x;\n');
    assert.match(await said('add', list), /1 student added, 1 known; the class has 6\./);
    const room = openClass(name);
    assert.equal(room.store.students().find(({ id }) => id === 's01')?.name, 'Anna Maria Müller');
    room.store.close();
  });

  it('prints what is assigned, and everything that was done', async () => {
    const shown = await said('show');
    assert.match(shown, /6 students, 2 releases/);
    assert.match(shown, /Due Friday, 15 January 2027, 18:00 \(UTC\+1\)\. What comes later does not count/);
    assert.match(shown, /02-3a-1: 0 of 6 students have handed in, 0 late, 6 missing/);
    const lines = (await said('audit')).trim().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/ {2,}/)[1]),
      ['assign', 'assign', 'extend', 'extend', 'extend', 'override', 'override', 'class'],
    );
    assert.match(lines[6], /s03 +Withdrawn: oral exam/);
  });

  it('says in one sentence what is wrong', async () => {
    const wrong: [string[], RegExp][] = [
      [['extend'], /needs a student/],
      [['extend', 's01'], /needs --chapter/],
      [['extend', 's01', '--chapter', '02'], /needs --reason/],
      [['extend', 's01', '--chapter', '02', '--reason', ' '], /needs --reason/],
      [['extend', 's01', '--chapter', '02', '--reason', 'x'], /needs --due/],
      [['extend', 's01', '--chapter', '02', '--reason', 'x', '--due', '2027-01-01'], /cannot end before/],
      [['extend', 's01', '--chapter', '05', '--reason', 'x', '--due', '2027-02-01'], /Chapter 05 is not assigned/],
      [['extend', 'Kim Lee', '--chapter', '02', '--reason', 'x', '--due', '2027-02-01'], /name of s03 and s04/],
      [['extend', 'ann', '--chapter', '02', '--reason', 'x', '--due', '2027-02-01'], /Did you mean s01\?/],
      [['override', 's01', '--chapter', '02', '--reason', 'x', '--points=-1'], /needs --points with a number/],
      [['override', 's01', '--chapter', '02', '--reason', 'x'], /needs --points with a number/],
      [['add'], /needs a class list/],
      [['add', 'gone.csv'], /There is no class list gone\.csv/],
      [['extand'], /Did you mean class extend\?/],
    ];
    for (const [args, sentence] of wrong) await assert.rejects(said(...args), sentence, args.join(' '));
  });

  it('counts points as the language of the teacher does', async () => {
    const set = ['override', 's03', '--chapter', '02-3a-1', '--reason', 'oral exam', '--points'];
    assert.match(await said(...set, '1'), /gets 1 point for/);
    await inLanguage('fr', async () => {
      assert.match(await said(...set, '1,5'), /reçoit 1,5 point pour/);
      assert.match(await said(), /s03 reçoit 1,5 point\s: oral exam/);
    });
  });
});
