import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Attempt, Grade, ManualPoints, Release } from '../../../lib/src/grading/classroom/records';
import { finalGrade, type StudentRecords } from '../../../lib/src/grading/grades/final-grade';
import type { GradedExercise } from '../../../lib/src/grading/score/result';

const release: Release = {
  id: '02-3a-1',
  chapter: 2,
  seed: 's',
  due: '2027-01-15T23:59:00+01:00',
  late: { percentPerDay: 10, days: 3 },
  made: '2027-01-01T00:00:00Z',
  sha256: 'handed out',
};

let lastId = 0;
const attempt = (sha256: string, handedIn?: string): Attempt => ({
  id: ++lastId,
  release: release.id,
  student: 'ada',
  sha256,
  handedIn,
  cameAs: `${sha256}.ipynb`,
  file: sha256,
  collected: '2027-02-01T00:00:00Z',
});

/** A program worth 10 points and an essay worth 5. */
function grade(sha256: string, points: number, text?: string, graded = '2027-02-02T00:00:00Z'): Grade {
  const blank = { entry: '', sentence: '', cases: [], printed: '' };
  const exercises: GradedExercise[] = [
    { ...blank, id: '2.1', title: 'Program', points, of: 10, status: points === 10 ? 'right' : 'partial' },
    { ...blank, id: '2.T1', title: 'Essay', points: 0, of: 5, status: text === undefined ? 'stub' : 'recorded', text },
  ];
  const common = { chapter: 2, problems: [], resemblances: [], sandboxed: true, layers: [] };
  const result = { ...common, points, of: 10, waiting: text === undefined ? 0 : 5, exercises };
  const key = { className: '3a', release: release.id, student: 'ada', sha256, graderVersion: graded };
  return { ...key, graded, result };
}

const manual = (exercise: string, points?: number, sha256?: string): ManualPoints => ({
  release: release.id,
  student: 'ada',
  exercise,
  points,
  sha256,
  remark: 'Seen.',
  given: '2027-02-03T00:00:00Z',
});

const final = (records: Partial<StudentRecords>): ReturnType<typeof finalGrade> =>
  finalGrade({
    release,
    student: 'ada',
    of: 15,
    attempts: [],
    grades: [],
    manual: [],
    extensions: [],
    overrides: [],
    ...records,
  });

describe('the final grade', () => {
  it('tells nothing handed in from not graded', () => {
    assert.deepEqual(
      [final({}), final({ attempts: [attempt('a')] })].map(({ status, points, of }) => [status, points, of]),
      [
        ['missing', 0, 15],
        ['ungraded', 0, 15],
      ],
    );
  });

  it('takes nothing off in the last second, in whatever zone it is written', () => {
    for (const handedIn of ['2027-01-15T22:59:00Z', '2027-01-15T17:59:00-05:00', '2027-01-16T07:59:00+09:00']) {
      const { points, why } = final({ attempts: [attempt('a', handedIn)], grades: [grade('a', 8)] });
      assert.equal(points, 8);
      assert.equal(why, 'The only attempt counts.');
    }
  });

  it('takes a share off for each day begun, the teacher’s points included', () => {
    const late = (handedIn: string): number =>
      final({
        attempts: [attempt('a', handedIn)],
        grades: [grade('a', 6, 'essay')],
        manual: [manual('2.T1', 4, 'a')],
      }).points;
    assert.equal(late('2027-01-15T22:59:01Z'), 9);
    assert.equal(late('2027-01-16T22:59:00Z'), 9);
    assert.equal(late('2027-01-16T22:59:01Z'), 8);
    assert.equal(late('2027-01-18T22:59:00Z'), 7);
    assert.equal(late('2027-01-18T22:59:01Z'), 0);
  });

  it('counts a day of 24 hours where clocks are put forward', () => {
    const spring = { ...release, due: '2027-03-27T20:00:00+01:00' };
    const graded = final({
      release: spring,
      attempts: [attempt('a', '2027-03-28T20:30:00+02:00')],
      grades: [grade('a', 10)],
    });
    assert.equal(graded.counts?.lateDays, 1);
  });

  it('counts nothing that is late where there is no rule for it', () => {
    const strict = { ...release, late: undefined };
    const { points, counts, why } = final({
      release: strict,
      attempts: [attempt('a', '2027-01-16T00:00:00Z')],
      grades: [grade('a', 8)],
    });
    assert.deepEqual([points, counts?.deduction], [0, 8]);
    assert.match(why, /1 day late, and nothing of it counts/);
  });

  it('uses the due time of the student alone', () => {
    const extensions = ['ada', 'bob'].map((student) => ({
      release: release.id,
      student,
      due: student === 'ada' ? '2027-01-17T00:00:00Z' : '2027-01-01T00:00:00Z',
      reason: 'ill',
    }));
    const records = { attempts: [attempt('a', '2027-01-17T00:00:00Z')], grades: [grade('a', 8)] };
    assert.equal(final({ ...records, extensions }).points, 8);
    assert.equal(final({ ...records, extensions: extensions.slice(1) }).points, 6.4);
  });

  it('lets the attempt with the most points after lateness count', () => {
    const attempts = [attempt('late', '2027-01-16T12:00:00Z'), attempt('early', '2027-01-14T12:00:00Z')];
    const better = final({ attempts, grades: [grade('late', 10), grade('early', 8)] });
    assert.equal(better.counts?.attempt.sha256, 'late');
    assert.equal(better.points, 9);
    assert.match(better.why, /^Attempt 2 of 2 counts, with the most points; it is 1 day late, which takes 1 point off/);
    const early = final({ attempts, grades: [grade('late', 10), grade('early', 9.5)] });
    assert.equal(early.counts?.attempt.sha256, 'early');
  });

  it('waits for essays only where they can change the points', () => {
    const attempts = [attempt('a', '2027-01-14T12:00:00Z'), attempt('b', '2027-01-15T12:00:00Z')];
    const waits = final({ attempts, grades: [grade('a', 10), grade('b', 7, 'essay')] });
    assert.deepEqual([waits.status, waits.points, waits.counts?.attempt.sha256], ['waiting', 10, 'a']);
    const settled = final({ attempts, grades: [grade('a', 10), grade('b', 3, 'essay')] });
    assert.equal(settled.status, 'final');
    const equal = final({ attempts, grades: [grade('a', 6), grade('b', 6, 'essay')] });
    assert.deepEqual([equal.counts?.attempt.sha256, equal.waiting], ['b', 5]);
  });

  it('gives a teacher’s points to the text that was read and to its copies, not to another text', () => {
    const attempts = ['a', 'b', 'c'].map((name) => attempt(name, '2027-01-14T12:00:00Z'));
    const grades = [grade('a', 1, 'one text'), grade('b', 2, 'one text'), grade('c', 3, 'another')];
    const given = final({ attempts, grades, manual: [manual('2.T1', 4, 'a')] }).attempts;
    assert.deepEqual(
      given.map(({ earned, waiting }) => [earned, waiting]),
      [
        [5, 0],
        [6, 0],
        [3, 5],
      ],
    );
  });

  it('puts a teacher’s points in the place of the grader’s, and leaves them where there is only a remark', () => {
    const records = { attempts: [attempt('a', '2027-01-14T12:00:00Z')], grades: [grade('a', 4, 'essay')] };
    assert.equal(final({ ...records, manual: [manual('2.1', 9)] }).points, 9);
    const remarked = final({ ...records, manual: [manual('2.1')] });
    assert.equal(remarked.points, 4);
    assert.equal(remarked.counts?.exercises[0].manual?.remark, 'Seen.');
  });

  it('is that of the newest version of the grader', () => {
    const grades = [grade('a', 9, undefined, '2027-02-05T00:00:00Z'), grade('a', 4, undefined, '2027-02-02T00:00:00Z')];
    assert.equal(final({ attempts: [attempt('a', '2027-01-14T12:00:00Z')], grades }).points, 9);
  });

  it('is what the teacher sets, above all else', () => {
    const overrides = [{ release: release.id, student: 'ada', points: 12.5, reason: 'oral exam' }];
    const set = final({ attempts: [attempt('a')], grades: [grade('a', 4)], overrides });
    assert.deepEqual([set.status, set.points, set.why], ['override', 12.5, 'Set by the teacher: oral exam']);
    assert.equal(final({ overrides }).points, 12.5);
  });

  it('says where the time of a hand-in is not known', () => {
    const { points, why } = final({ attempts: [attempt('a')], grades: [grade('a', 4)] });
    assert.equal(points, 4);
    assert.match(why, /not known, so it counts as in time/);
  });

  it('adds up hundredths without an error', () => {
    const graded = grade('a', 0.1, 'essay');
    const { points } = final({
      attempts: [attempt('a', '2027-01-14T12:00:00Z')],
      grades: [graded],
      manual: [manual('2.T1', 0.2)],
    });
    assert.equal(points, 0.3);
  });
});
