import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readClassList } from '../../../lib/src/grading/classroom/class-list';
import { openDatabase } from '../../../lib/src/grading/classroom/database';
import { ClassStore } from '../../../lib/src/grading/classroom/store';

const folder = mkdtempSync(join(tmpdir(), 'classroom-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a class list', () => {
  it('keeps the good lines and names the bad ones', () => {
    const text =
      'ID,Name,E-Mail\nada,"Lovelace, Ada",ada@x.org\n\n../x,Mallory,\nAda,Other,\nbob,,\nzoe,Zoë,zoe@x\nmax,Max\n';
    const { students, problems } = readClassList(text, 'list.csv');
    assert.deepEqual(
      students.map(({ id, name }) => [id, name]),
      [
        ['ada', 'Lovelace, Ada'],
        ['zoe', 'Zoë'],
      ],
    );
    assert.deepEqual(
      problems.map((sentence) => /^list\.csv, line (\d+):/.exec(sentence)?.[1]),
      ['4', '5', '6', '8'],
    );
  });

  it('reads the semicolons of other countries, and a byte order mark', () => {
    assert.equal(readClassList('\uFEFFid;name;email\nx1;Uta, Ulm;u@x.de\n', 'l').students[0].name, 'Uta, Ulm');
  });

  it('says which column is missing', () => {
    assert.throws(
      () => readClassList('name,mail\nA,b\n', 'list.csv'),
      /list\.csv has no column id and no column email/,
    );
    assert.throws(() => readClassList('id,name,email\n"a', 'list.csv'), /list\.csv is no CSV file/);
    assert.throws(() => readClassList('id,name,email\n', 'list.csv'), /names no student/);
  });
});

describe('the records of a class', () => {
  const release = {
    id: '02-3a-1',
    chapter: 2,
    seed: 's',
    due: '2027-01-15T23:59:00+01:00',
    made: '2027-01-01T00:00:00Z',
  };
  const attempt = { release: release.id, student: 'ada', sha256: 'b', cameAs: 'x.ipynb', file: 'f', collected: 'now' };

  it('come back as they went in, from another process as well', () => {
    const file = join(folder, 'a', 'class.db');
    const store = new ClassStore(openDatabase(file));
    store.keepStudents([{ id: 'ada', name: 'Ada', email: '' }]);
    store.addRelease({ ...release, sha256: 'a', late: { percentPerDay: 10, days: 3 } });
    assert.equal(store.addAttempt(attempt), true);
    assert.equal(store.addAttempt(attempt), false);
    assert.equal(store.addAttempt({ ...attempt, handedIn: '2027-01-15T10:00:00Z', timeFrom: 'worksheet' }), true);
    // corrects a name although an attempt hangs on the student
    store.keepStudents([{ id: 'ada', name: 'Ada L.', email: 'a@x' }]);
    const other = new ClassStore(openDatabase(file));
    assert.deepEqual(other.students(), [{ id: 'ada', name: 'Ada L.', email: 'a@x' }]);
    assert.deepEqual(other.releases()[0].late, { percentPerDay: 10, days: 3 });
    assert.equal(other.attempts(release.id).length, 2);
    assert.equal('handedIn' in other.attempts(release.id)[0], false);
    assert.throws(() => store.addAttempt({ ...attempt, student: 'nobody', sha256: 'c' }), /FOREIGN KEY/);
    other.close();
    store.close();
  });

  it('leave a line in the audit trail for every change', () => {
    const store = new ClassStore(openDatabase(join(folder, 'b.db')), () => new Date(0));
    store.keepStudents([{ id: 'ada', name: 'Ada', email: '' }]);
    store.addRelease({ ...release, sha256: 'a' });
    store.extend({ release: release.id, student: 'ada', due: '2027-01-20T00:00:00Z', reason: 'ill' });
    store.giveManual({
      release: release.id,
      student: 'ada',
      exercise: '2.T1',
      points: 1,
      rubric: [1, 0],
      remark: 'Good.',
    });
    store.giveManual({ release: release.id, student: 'ada', exercise: '2.T1', points: 2, rubric: [1, 1], remark: '' });
    store.override({ release: release.id, student: 'ada', points: 7, reason: 'oral exam' });
    assert.deepEqual(
      store.audit().map(({ action }) => action),
      ['assign', 'extend', 'manual', 'manual', 'override'],
    );
    assert.equal(store.audit()[0].at, '1970-01-01T00:00:00.000Z');
    assert.deepEqual(store.manual(release.id)[0].rubric, [1, 1]);
    store.close();
  });

  it('refuses a file that is no database, in one sentence', () => {
    const file = join(folder, 'text.db');
    writeFileSync(file, 'this is no database, and long enough to be seen as something else than an empty file');
    assert.throws(() => openDatabase(file), {
      name: 'UserError',
      message: /cannot be opened as the database of a class/,
    });
  });
});
