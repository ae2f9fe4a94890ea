import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openDatabase } from '../../../lib/src/grading/classroom/database';
import { ClassStore } from '../../../lib/src/grading/classroom/store';
import { SqliteGrades } from '../../../lib/src/grading/grades/grade-store';
import { gradeStoreContract } from './grade-store-contract';

const folder = mkdtempSync(join(tmpdir(), 'grades-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('grades in SQLite', () => {
  gradeStoreContract(async () => new SqliteGrades(openDatabase(join(folder, 'class.db'))));
});

describe('points that a teacher gives', () => {
  const given = { release: '02-3a-1', student: 'ada', exercise: '2.T1', remark: 'Good.' };

  it('are kept for each notebook, and replaced whole', () => {
    const store = new ClassStore(openDatabase(join(folder, 'manual.db')));
    store.giveManual({ ...given, sha256: 'a', points: 3, rubric: [2, 1] });
    store.giveManual({ ...given, sha256: 'b', points: 1 });
    store.giveManual({ ...given, points: 2, remark: 'In all.' });
    store.giveManual({ ...given, sha256: 'a', remark: 'Read again.' });
    assert.deepEqual(
      store.manual('02-3a-1').map(({ sha256, points, rubric, remark }) => [sha256, points, rubric, remark]),
      [
        [undefined, 2, undefined, 'In all.'],
        ['a', undefined, undefined, 'Read again.'],
        ['b', 1, undefined, 'Good.'],
      ],
    );
    store.close();
  });

  it('outlive the change of the database from its first form', () => {
    const file = join(folder, 'old.db');
    const database = openDatabase(file);
    database.exec(
      `ALTER TABLE release DROP COLUMN language;
       DROP TABLE manual;
       CREATE TABLE manual (
         release TEXT NOT NULL, student TEXT NOT NULL, exercise TEXT NOT NULL, points REAL, rubric TEXT,
         remark TEXT NOT NULL, given TEXT NOT NULL, PRIMARY KEY (release, student, exercise)) STRICT;
       INSERT INTO manual VALUES ('02-3a-1', 'ada', '2.T1', 2.5, '[2.5]', 'Good.', '2027-01-20T00:00:00Z');
       INSERT INTO release VALUES ('02-3a-1', 2, 'seed', '2027-01-15T23:59:00Z', NULL, '2027-01-01T00:00:00Z', 'a');
       PRAGMA user_version = 1;`,
    );
    database.close();
    const store = new ClassStore(openDatabase(file));
    assert.deepEqual(
      store.releases().map(({ id, language }) => [id, language]),
      [['02-3a-1', undefined]],
    );
    assert.deepEqual(store.manual('02-3a-1'), [
      { ...given, points: 2.5, rubric: [2.5], given: '2027-01-20T00:00:00Z' },
    ]);
    store.close();
  });
});
