/** What every store of grades must do, whatever database it writes to. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Odd } from '../../../lib/src/exercises/wire';
import type { Grade } from '../../../lib/src/grading/classroom/records';
import type { GradeStore } from '../../../lib/src/grading/grades/grade-store';

export function madeUpGrade(change: Partial<Grade> = {}): Grade {
  const got = [Number.NaN, Number.POSITIVE_INFINITY, undefined, new Odd('a Promise'), { __proto__x: '\u0000 \ud800' }];
  const result: Grade['result'] = {
    chapter: 9,
    points: 1.5,
    of: 4,
    waiting: 3,
    exercises: [
      {
        id: '9.1',
        title: 'Scale',
        entry: 'scale',
        status: 'partial',
        points: 1.5,
        of: 4,
        sentence: 'Größe \u{1f600}',
        cases: [{ name: 'one', status: 'failed', weight: 1, got: got as never, expected: [1, 2] }],
        printed: '',
      },
    ],
    problems: [],
    resemblances: [],
    sandboxed: true,
    layers: [],
  };
  const key = { className: '3a', release: '09-3a-1', student: 'ada', sha256: 'a1', graderVersion: 'v1' };
  return { ...key, graded: '2027-02-01T00:00:00.000Z', result, ...change };
}

/** @param open the same database each time */
export function gradeStoreContract(open: () => Promise<GradeStore>): void {
  it('gives back what was put in, NaN and what is no data included', async () => {
    const store = await open();
    const grade = madeUpGrade({ release: 'back' });
    assert.equal(await store.get(grade), undefined);
    assert.equal(await store.put(grade), true);
    assert.deepEqual(await store.get(grade), grade);
    await store.close();
    const again = await open();
    assert.deepEqual(await again.get(grade), grade);
    await again.close();
  });

  it('keeps the first of two grades with the same key', async () => {
    const store = await open();
    const first = madeUpGrade({ release: 'first' });
    const second = { ...first, graded: '2027-02-02T00:00:00.000Z' };
    assert.deepEqual([await store.put(first), await store.put(second)], [true, false]);
    assert.deepEqual(await store.ofRelease('3a', 'first'), [first]);
    await store.close();
  });

  it('keeps one of many that are written at the same time from several connections', async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => open()));
    const kept = await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const grade = madeUpGrade({ release: 'race', student: `s${i % 10}`, graded: new Date(i).toISOString() });
        return stores[i % 4].put(grade);
      }),
    );
    assert.equal(kept.filter(Boolean).length, 10);
    assert.equal((await stores[0].ofRelease('3a', 'race')).length, 10);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('tells grades apart by each part of the key, and lists those of one release in order', async () => {
    const store = await open();
    const grade = madeUpGrade({ release: 'parts', student: 'zoe', graded: '2027-02-03T00:00:00.000Z' });
    const others: Partial<Grade>[] = [
      { className: '3b' },
      { release: 'other' },
      { student: 'ada' },
      { sha256: 'b2', graded: '2027-02-01T00:00:00.000Z' },
      { graderVersion: 'v2', graded: '2027-02-02T00:00:00.000Z' },
    ];
    for (const change of [{}, ...others]) assert.equal(await store.put({ ...grade, ...change }), true);
    const listed = await store.ofRelease('3a', 'parts');
    assert.deepEqual(
      listed.map(({ student, sha256, graderVersion }) => [student, sha256, graderVersion]),
      [
        ['ada', 'a1', 'v1'],
        ['zoe', 'b2', 'v1'],
        ['zoe', 'a1', 'v2'],
        ['zoe', 'a1', 'v1'],
      ],
    );
    await store.close();
  });
}
