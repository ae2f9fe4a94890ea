import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ClassRoom } from '../../../lib/src/grading/classroom/class-folder';
import { collect } from '../../../lib/src/grading/collect/collect';
import { overviewOf, overviewText } from '../../../lib/src/grading/collect/overview';
import { handIn, madeUpClass, unchanged } from './class-of-made-up-students';

let room: ClassRoom;
let folder: string;
let from: string;
beforeEach(() => {
  ({ room, folder } = madeUpClass());
  from = join(folder, 'in');
});
afterEach(() => {
  room.store.close();
  rmSync(folder, { recursive: true });
});

function put(path: string, text: string, time = '2027-01-15T12:00:00Z'): void {
  mkdirSync(dirname(join(from, path)), { recursive: true });
  writeFileSync(join(from, path), text);
  utimesSync(join(from, path), new Date(time), new Date(time));
}

const whose = (): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  for (const { student, cameAs } of room.store.attempts('02-3a-1'))
    found[student] = [...(found[student] ?? []), cameAs];
  return found;
};

describe('collecting from a folder', () => {
  it('finds students by folder, name, address, file name and what the notebook says', async () => {
    put('S01/02-fundamentals.ipynb', handIn('a'));
    put('Max Öztürk/answers.ipynb', handIn('b'));
    put('02-fundamentals-s03 (1).ipynb', handIn('c'));
    put('kim.b@example.org/02.ipynb', handIn('d'));
    put('mine.ipynb', handIn('e', { student: 's05', release: '02-3a-1' }));
    put('s01/.ipynb_checkpoints/02-fundamentals.ipynb', handIn('old'));
    const { added, problems } = await collect(room, { from });
    assert.deepEqual(problems, []);
    assert.equal(added.length, 5);
    assert.deepEqual(whose(), {
      s01: ['S01/02-fundamentals.ipynb'],
      s02: ['Max Öztürk/answers.ipynb'],
      s03: ['02-fundamentals-s03 (1).ipynb'],
      s04: ['kim.b@example.org/02.ipynb'],
      s05: ['mine.ipynb'],
    });
    assert.ok(
      added.every(({ timeFrom, doubtful }) => timeFrom === 'file' && /file on this computer/.test(doubtful ?? '')),
    );
  });

  it('keeps every attempt as it came, and adds nothing the second time', async () => {
    put('s01/02-fundamentals.ipynb', handIn('first'));
    await collect(room, { from });
    put('s01/02-fundamentals.ipynb', handIn('second'), '2027-01-16T18:00:00Z');
    assert.equal((await collect(room, { from })).added.length, 1);
    // copied once more, with another date
    utimesSync(join(from, 's01', '02-fundamentals.ipynb'), new Date(), new Date());
    const { added, known } = await collect(room, { from });
    assert.deepEqual([added.length, known], [0, 1]);
    const attempts = room.store.attempts('02-3a-1');
    assert.deepEqual(
      attempts.map(({ file }) => readFileSync(join(folder, file), 'utf8')),
      [handIn('first'), handIn('second')],
    );
    for (const { file, sha256 } of attempts)
      assert.equal(
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
        sha256,
      );
    assert.equal(room.store.audit().filter(({ action }) => action === 'collect').length, 2);
  });

  it('says what it cannot place, and goes on', async () => {
    put('nobody/02-fundamentals.ipynb', handIn('a'));
    put('Kim Lee/02-fundamentals.ipynb', handIn('b'));
    put('s01/notes.ipynb', JSON.stringify({ nbformat: 4, cells: [{ cell_type: 'code', source: '1', metadata: {} }] }));
    put('s02/02-fundamentals.ipynb', '{"cells": [');
    put('s03/02-fundamentals.ipynb', '');
    put('s05/02-fundamentals.ipynb', handIn('good'));
    symlinkSync('/etc/passwd', join(from, 's05', 'link.ipynb'));
    const { added, problems } = await collect(room, { from });
    const told = problems.join('\n');
    assert.match(told, /^nobody\/02-fundamentals\.ipynb: nobody in the class list fits/m);
    assert.match(told, /^Kim Lee\/02-fundamentals\.ipynb could be of s03 or s04/m);
    assert.match(told, /^s01\/notes\.ipynb has no exercise of this course/m);
    assert.match(told, /^s02\/02-fundamentals\.ipynb: The notebook is no JSON.*kept as it came/m);
    assert.match(told, /^s03\/02-fundamentals\.ipynb: The file is empty/m);
    assert.match(told, /^s05\/link\.ipynb is a link to another place/m);
    assert.equal(problems.length, 6);
    // broken ones are kept: something was handed in
    assert.deepEqual(
      added.map(({ student }) => student),
      ['s02', 's03', 's05'],
    );
  });

  it('tells a broken notebook from one of another subject where it cannot know the chapter', async () => {
    const [release] = room.store.releases();
    room.store.addRelease({ ...release, id: '04-3a-1', chapter: 4 });
    put('s01.ipynb', '{"cells": [');
    const { added, problems } = await collect(room, { from });
    assert.deepEqual(added, []);
    assert.match(problems[0], /^s01\.ipynb: The notebook is no JSON.* tells no chapter.* left out; name it like 02-/);
    assert.equal(problems.length, 1);
  });

  it('takes the folder before the id in the notebook, and two of one name apart by it', async () => {
    put('s01/02-fundamentals.ipynb', handIn('a', { student: 's02' }));
    put('Kim Lee/02-fundamentals.ipynb', handIn('b', { student: 'S04' }));
    const { added } = await collect(room, { from });
    const byStudent = new Map(added.map((one) => [one.student, one.doubtful ?? '']));
    assert.match(byStudent.get('s01') ?? '', /By the folder it is of s01, by the notebook itself of s02/);
    assert.doesNotMatch(byStudent.get('s04') ?? 'none', /By the/);
  });

  it('takes the chapter from the exercises, whatever the name says', async () => {
    put('s01/02-fundamentals.ipynb', handIn('a', { release: '02-3a-1' }, '03-building-cnns'));
    put('s02/02-fundamentals.ipynb', handIn('b'));
    const { problems, added } = await collect(room, { from, chapter: 2 });
    assert.match(problems.join(), /s01.* is of chapter 3, which is not collected now/);
    assert.deepEqual(
      added.map(({ release }) => release),
      ['02-3a-1'],
    );
    await collect(room, { from });
    assert.equal(room.store.attempts('03-3a-1').length, 1);
    await assert.rejects(collect(room, { from, chapter: 4 }), /Chapter 4 is not assigned to 3a yet/);
    await assert.rejects(collect(room, { from: join(folder, 'gone') }), /There is no folder or archive/);
  });
});

describe('collecting from clones', () => {
  it('takes what was committed last, and its time', async () => {
    const clone = join(from, 'assignment-s01');
    const git = (args: string[], date = '2027-01-15T17:00:00+01:00'): void => {
      const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' };
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=max@example.org', ...args], { cwd: clone, env });
    };
    put('assignment-s01/exercises/02-fundamentals.ipynb', handIn('committed'));
    git(['init', '-q']);
    git(['add', '-A']);
    git(['commit', '-q', '-m', 'one']);
    writeFileSync(join(clone, 'README.md'), 'later');
    symlinkSync('/etc/passwd', join(clone, 'passwd.ipynb'));
    git(['add', '-A']);
    git(['commit', '-q', '-m', 'two'], '2027-01-20T17:00:00+01:00');
    writeFileSync(join(clone, 'exercises', '02-fundamentals.ipynb'), handIn('not committed'));
    cpSync(clone, join(from, 'unnamed'), { recursive: true });
    mkdirSync(join(from, 's05'));
    execFileSync('git', ['init', '-q'], { cwd: join(from, 's05') });
    const { added, problems } = await collect(room, { from });
    assert.deepEqual(
      added.map(({ student, handedIn, timeFrom }) => [student, Date.parse(handedIn ?? ''), timeFrom]),
      [
        ['s01', Date.UTC(2027, 0, 15, 16), 'git'],
        // nothing but the author of the commit tells
        ['s02', Date.UTC(2027, 0, 15, 16), 'git'],
      ],
    );
    assert.match(added[0].doubtful ?? '', /committer’s clock.*by the commit of s02/);
    assert.equal(readFileSync(join(folder, added[0].file), 'utf8'), handIn('committed'));
    assert.match(problems.join('\n'), /^s05 has no commit that git can read/m);
    assert.match(problems.join('\n'), /^assignment-s01\/passwd\.ipynb is a link/m);
  });
});

describe('the overview', () => {
  it('names missing, late and equal hand-ins; an extension moves the due time', async () => {
    put('s01/02-fundamentals.ipynb', handIn('copied', { student: 's01' }));
    // other metadata and spaces, the same code
    put('s02/02-fundamentals.ipynb', handIn('copied ', { student: 's02' }), '2027-01-15T17:00:01Z');
    put('s03/02-fundamentals.ipynb', handIn('own'), '2027-01-17T17:00:00Z');
    put('s04/02-fundamentals.ipynb', unchanged());
    put('s05/02-fundamentals.ipynb', unchanged());
    await collect(room, { from });
    const [release] = room.store.releases();
    room.store.extend({ release: release.id, student: 's03', due: '2027-01-16T18:00:00+01:00', reason: 'ill' });
    const overview = overviewOf(room, release);
    const rows = new Map(overview.rows.map((row) => [row.student.id, row]));
    assert.deepEqual([rows.get('s01')?.sameAs, rows.get('s02')?.sameAs], [['s02'], ['s01']]);
    assert.deepEqual([rows.get('s04')?.sameAs, rows.get('s05')?.sameAs], [[], []]);
    assert.deepEqual(
      ['s01', 's02', 's03'].map((id) => rows.get(id)?.lateDays),
      [0, 1, 1],
    );
    const text = overviewText(overview);
    assert.match(text, /02-3a-1: 5 of 5 students have handed in, 2 late, 0 missing/);
    assert.match(text, /s02 +Öztürk, Max +1 day late +2027-01-15 18:00 +same as s01; doubtful/);
  });
});
