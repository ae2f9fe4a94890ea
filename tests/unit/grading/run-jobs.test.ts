import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openDatabase } from '../../../lib/src/grading/classroom/database';
import type { Grade } from '../../../lib/src/grading/classroom/records';
import { SqliteGrades } from '../../../lib/src/grading/grades/grade-store';
import type { GradingJob } from '../../../lib/src/grading/grades/grading-job';
import {
  CannotGrade,
  Doubtful,
  type RunOptions,
  type RunReport,
  runJobs,
} from '../../../lib/src/grading/grades/run-jobs';
import { madeUpGrade } from './grade-store-contract';

const folder = mkdtempSync(join(tmpdir(), 'run-jobs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let databases = 0;
const newStore = (): SqliteGrades => new SqliteGrades(openDatabase(join(folder, `${++databases}.db`)));

const jobs = (count: number): GradingJob[] =>
  Array.from({ length: count }, (_, i) => ({
    key: { className: '3a', release: 'r', student: `s${i}`, sha256: `${i}`, graderVersion: 'v' },
    chapter: 9,
    seed: 's',
    file: '',
  }));

const resultFor = ({ key }: GradingJob): Grade['result'] => ({ ...madeUpGrade().result, points: Number(key.sha256) });

function run(wanted: GradingJob[], options: Partial<RunOptions>): Promise<RunReport> {
  return runJobs(wanted, { store: newStore(), parallel: 3, grade: async (job) => resultFor(job), ...options });
}

describe('many hand-ins', () => {
  it('get one grade each, so many at a time as wanted', async () => {
    const store = newStore();
    let now = 0;
    let most = 0;
    const grade = async (job: GradingJob): Promise<Grade['result']> => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return resultFor(job);
    };
    const report = await run(jobs(20), { store, grade, parallel: 3 });
    assert.equal(report.graded.length, 20);
    assert.equal(most, 3);
    const grades = await store.ofRelease('3a', 'r');
    assert.deepEqual(
      grades.map(({ student, result }) => [student, result.points]).sort(),
      jobs(20)
        .map(({ key }) => [key.student, Number(key.sha256)])
        .sort(),
    );
  });

  it('are not graded where another process was faster', async () => {
    const store = newStore();
    await run(jobs(5), { store });
    const report = await run(jobs(8), {
      store,
      grade: async (job) => {
        assert.ok(Number(job.key.sha256) >= 5, `${job.key.student} is graded twice`);
        return resultFor(job);
      },
    });
    assert.deepEqual([report.graded.length, report.failed.length], [8, 0]);
  });

  it('are tried again, one at a time, where the machine failed, and only told after that', async () => {
    const tries = new Map<string, number>();
    let now = 0;
    const report = await run(jobs(6), {
      grade: async (job) => {
        const count = (tries.get(job.key.student) ?? 0) + 1;
        tries.set(job.key.student, count);
        now++;
        await new Promise(setImmediate);
        if (count > 1) assert.equal(now, 1);
        now--;
        if (job.key.student === 's1' && count === 1) throw new Error('the sandbox does not start');
        if (job.key.student === 's2') throw new Error('the disk is full');
        return resultFor(job);
      },
    });
    assert.deepEqual(
      report.failed.map(({ key, sentence }) => [key.student, sentence]),
      [['s2', 'the disk is full']],
    );
    assert.equal(report.graded.length, 5);
    assert.deepEqual([tries.get('s0'), tries.get('s1'), tries.get('s2')], [1, 2, 3]);
  });

  it('that cannot be graded at all are not tried again', async () => {
    let tries = 0;
    const report = await run(jobs(1), {
      grade: async () => {
        tries++;
        throw new CannotGrade('the file is gone');
      },
    });
    assert.deepEqual([tries, report.failed.length], [1, 1]);
  });

  it('get no points of a machine without memory, unless it is so each time', async () => {
    const store = newStore();
    let tries = 0;
    await run(jobs(2), {
      store,
      grade: async (job) => {
        if (job.key.student === 's0' && ++tries === 1) throw new Doubtful({ ...resultFor(job), points: -1 });
        if (job.key.student === 's1') throw new Doubtful({ ...resultFor(job), points: 0 });
        return { ...resultFor(job), points: 7 };
      },
    });
    assert.deepEqual(
      (await store.ofRelease('3a', 'r')).map(({ result }) => result.points),
      [7, 0],
    );
  });

  it('are given up where one after the other fails', async () => {
    const store = newStore();
    let tries = 0;
    const failing = run(jobs(500), {
      store,
      grade: async () => {
        tries++;
        throw new Error('there is no sandbox');
      },
    });
    await assert.rejects(failing, /^UserError: there is no sandbox$/);
    assert.ok(tries < 20, `${tries} were tried`);
  });

  it('are left where the run is stopped, and what comes after that is no grade', async () => {
    const store = newStore();
    const controller = new AbortController();
    const late: ((result: Grade['result']) => void)[] = [];
    const report = await run(jobs(10), {
      store,
      signal: controller.signal,
      grade: (job) => {
        if (Number(job.key.sha256) < 3) return Promise.resolve(resultFor(job));
        return new Promise((resolve) => {
          late.push(resolve);
          if (late.length === 3) controller.abort();
        });
      },
    });
    for (const resolve of late) resolve({ ...madeUpGrade().result, points: 0 });
    await new Promise(setImmediate);
    assert.equal(report.stopped, true);
    assert.equal((await store.ofRelease('3a', 'r')).length, 3);
    const rest = await run(jobs(10), { store });
    assert.equal(rest.graded.length, 10);
    assert.equal((await store.ofRelease('3a', 'r')).length, 10);
  });

  it('tell how long the rest takes', async () => {
    let time = 0;
    const left: (number | undefined)[] = [];
    await run(jobs(4), {
      parallel: 1,
      clock: () => time,
      progress: ({ secondsLeft }) => left.push(secondsLeft),
      grade: async (job) => {
        time += 2000;
        return resultFor(job);
      },
    });
    assert.deepEqual(left, [6, 4, 2, 0]);
  });
});
