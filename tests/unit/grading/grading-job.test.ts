import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Grade } from '../../../lib/src/grading/classroom/records';
import { graderVersion } from '../../../lib/src/grading/grades/grader-version';
import { planGrading, releasesOf, type Selection } from '../../../lib/src/grading/grades/grading-job';
import { changeInWords, changesBy } from '../../../lib/src/grading/grades/regrade-diff';
import { madeUpGrade } from './grade-store-contract';
import { madeUpClass, madeUpRelease } from './made-up-class';

const folder = mkdtempSync(join(tmpdir(), 'grading-job-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('what is to be graded', () => {
  const room = madeUpClass(join(folder, '3a'), { ada: ['one', 'two', 'one'], bob: ['one'], zoe: [] });
  after(() => room.store.close());
  const grades: Grade[] = [];
  const plan = (selection: Selection = {}): ReturnType<typeof planGrading> =>
    planGrading(room, [madeUpRelease], grades, { versionOf: () => 'v1', ...selection });
  const gradeAll = (selection: Selection, most = 10): string[] => {
    const { jobs } = plan(selection);
    const graded = jobs.slice(0, most).map(({ key }) => ({ ...madeUpGrade(), ...key }));
    grades.push(...graded);
    return graded.map(({ student, graderVersion: version }) => `${student} ${version}`);
  };

  it('is each notebook once, with the seed of its release', () => {
    const { jobs } = plan();
    assert.deepEqual(
      jobs.map(({ key, seed }) => [key.student, seed]),
      ['ada', 'ada', 'bob'].map((student) => [student, 'a secret']),
    );
    assert.equal(new Set(jobs.map(({ key }) => key.sha256)).size, 2);
    assert.deepEqual(
      plan({ students: ['bob'] }).jobs.map(({ key }) => key.student),
      ['bob'],
    );
  });

  it('is nothing that has a grade, also of an earlier version, until it is asked for', () => {
    assert.equal(gradeAll({}).length, 3);
    const later = plan({ versionOf: () => 'v2' });
    assert.deepEqual([later.jobs.length, later.before, later.byOthers], [0, 3, 3]);
  });

  it('goes on with a regrade that was broken off, and begins a new one after its end', () => {
    assert.deepEqual(gradeAll({ regrade: true, versionOf: () => 'v2' }, 1), ['ada v2']);
    assert.deepEqual(gradeAll({ regrade: true, versionOf: () => 'v2' }), ['ada v2', 'bob v2']);
    assert.deepEqual(gradeAll({ regrade: true, versionOf: () => 'v2' }, 2), ['ada v2/2', 'ada v2/2']);
    assert.deepEqual(gradeAll({ regrade: true, versionOf: () => 'v2' }), ['bob v2/2']);
    assert.deepEqual(gradeAll({ regrade: true, versionOf: () => 'v2' }, 1), ['ada v2/3']);
    assert.equal(plan({ versionOf: () => 'v2' }).byOthers, 0);
  });

  it('refuses a chapter or a student that is not there', () => {
    assert.throws(() => plan({ students: ['eve'] }), /The class 3a has no student "eve"/);
    assert.throws(() => releasesOf(room, [2]), /Chapter 2 was not assigned to the class 3a; assigned are 9\./);
  });
});

describe('the version of the grader', () => {
  /** Each tree is a place of its own: a version is remembered by place. */
  let trees = 0;
  function versionOf(change: Record<string, string> = {}): string {
    const root = join(folder, `tree-${++trees}`);
    const files: Record<string, string> = {
      'suites/02-two.ts': 'two',
      'suites/02-two/part.ts': 'part',
      'suites/03-three.ts': 'three',
      'suites/shared.ts': 'shared\nlines',
      'code/maths/conv.js': 'conv',
      'code/maths/conv.d.ts': 'declaration',
      'code/exercises/judge.js': 'judge',
      'code/grading/score/grader.js': 'grader',
      'code/grading/classroom/store.js': 'store',
      'code/visualizers/heatmap.js': 'heatmap',
      ...change,
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return graderVersion(2, { suites: join(root, 'suites'), code: join(root, 'code') });
  }
  const before = versionOf();

  it('changes with whatever may judge', () => {
    assert.match(before, /^\d+\.\d+\.\d+-[0-9a-f]{12}$/);
    const judging = ['suites/02-two.ts', 'suites/02-two/part.ts', 'suites/shared.ts', 'code/maths/conv.js'];
    for (const name of [...judging, 'code/exercises/judge.js', 'code/grading/score/grader.js', 'code/maths/new.js']) {
      assert.notEqual(versionOf({ [name]: 'changed' }), before, name);
    }
  });

  it('stays with all the rest', () => {
    const rest = ['suites/03-three.ts', 'code/maths/conv.d.ts', 'code/grading/classroom/store.js'];
    for (const name of [...rest, 'code/visualizers/heatmap.js']) assert.equal(versionOf({ [name]: 'changed' }), before);
    assert.equal(versionOf({ 'suites/shared.ts': 'shared\r\nlines' }), before);
  });

  it('is found for the chapters of this course', () => {
    assert.notEqual(graderVersion(2), graderVersion(3));
  });
});

describe('what a regrade changes', () => {
  const [exercise] = madeUpGrade().result.exercises;
  const grade = (student: string, version: string, points: number, day: number): Grade => {
    const base = madeUpGrade({ student, graderVersion: version, graded: `2027-02-0${day}T00:00:00Z` });
    const status = points === 4 ? 'right' : 'partial';
    return { ...base, result: { ...base.result, points, exercises: [{ ...exercise, points, status }] } };
  };

  it('is told for each notebook, against the newest grade before', () => {
    const all = [
      grade('ada', 'v0', 1, 1),
      grade('ada', 'v1', 2, 2),
      grade('ada', 'v2', 4, 3),
      grade('bob', 'v1', 3, 2),
      grade('bob', 'v2', 3, 3),
      grade('new', 'v2', 3, 3),
      grade('ada', 'v3', 0, 4),
    ];
    assert.deepEqual(changesBy('v2', all).map(changeInWords), ['ada: 2 → 4 points; 9.1: 2 → 4 of 4 (partial → right)']);
  });

  it('names exercises that came or went', () => {
    const before = grade('ada', 'v1', 2, 1);
    const after = grade('ada', 'v2', 2, 2);
    after.result.exercises = [{ ...exercise, id: '9.5', points: 2, of: 3 }];
    assert.deepEqual(changesBy('v2', [before, after]).map(changeInWords), [
      'ada: 2 points; 9.1: not asked for any more; 9.5: 2 of 3, not asked for before',
    ]);
  });
});
