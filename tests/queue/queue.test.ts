/** Grading by workers on a real Redis and a real PostgreSQL, while workers and Redis are killed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { GradingJob } from '../../lib/src/grading/grades/grading-job';
import { openGrades } from '../../lib/src/grading/grades/open-grades';
import { ownGrader } from '../../lib/src/grading/grades/own-grader';
import { type RunProgress, runJobs } from '../../lib/src/grading/grades/run-jobs';
import { queueGrader } from '../../lib/src/grading/queue/queue-grader';
import { cellsWith, madeUpSuite, notebookText } from '../grading/made-up-suite';
import { sandboxOrReason } from '../grading/sandbox-or-reason';
import { gradeStoreContract } from '../unit/grading/grade-store-contract';
import { type Server, serversOrReason, startPostgres, startRedis } from './servers';
import { gradeSynthetic, syntheticJob, version } from './synthetic';
import { secret, startWorkerProcess, type WorkerProcess } from './worker-process';

const { skip } = serversOrReason();

describe('grading by workers', { skip }, () => {
  let folder: string;
  let redis: Server;
  let postgres: Server;
  const workers: WorkerProcess[] = [];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convolab-queue-'));
    chmodSync(folder, 0o755); // PostgreSQL runs as another user
    for (const name of ['redis', 'hand-ins']) mkdirSync(join(folder, name));
    [redis, postgres] = await Promise.all([startRedis(join(folder, 'redis')), startPostgres(folder)]);
  });
  after(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await Promise.all([redis?.stop(), postgres?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const worker = async (role: Partial<Parameters<typeof startWorkerProcess>[0]> = {}): Promise<WorkerProcess> => {
    const usual = { queue: redis.url, results: postgres.url, inSandboxes: false, jobs: 8, seconds: 1 };
    const started = await startWorkerProcess({ ...usual, ...role });
    workers.push(started);
    return started;
  };

  /** Grades by the queue into a class of its own. @returns what its database holds then, by student */
  async function gradeByQueue(name: string, jobs: GradingJob[], progress?: (told: RunProgress) => void) {
    const [store, results] = await Promise.all([openGrades(join(folder, `${name}.db`)), openGrades(postgres.url)]);
    const { grade, close } = await queueGrader({ url: redis.url, secret, results, patience: 3 });
    const report = await runJobs(jobs, { grade, store, parallel: 500, progress });
    await close();
    const grades = await store.ofRelease(jobs[0].key.className, jobs[0].key.release);
    const written = await results.ofRelease(jobs[0].key.className, jobs[0].key.release);
    await Promise.all([store.close(), results.close()]);
    return { report, grades, written };
  }

  describe('grades in PostgreSQL', () => {
    gradeStoreContract(() => openGrades(postgres.url));
  });

  test('10,000 hand-ins get one grade each, as without a queue, while a worker and Redis are killed', async () => {
    const jobs = Array.from({ length: 10_000 }, (_, index) => syntheticJob(join(folder, 'hand-ins'), index));
    const [first] = await Promise.all([worker(), worker()]);
    const killed: Promise<unknown>[] = [];
    const { report, grades, written } = await gradeByQueue('many', jobs, ({ done }) => {
      if (done === 2500) killed.push(first.kill().then(() => worker()));
      if (done === 5000) killed.push(redis.restart());
    });
    await Promise.all(killed);
    assert.deepEqual([report.graded.length, report.failed], [10_000, []]);
    assert.equal(killed.length, 2);
    assert.deepEqual([grades.length, written.length], [10_000, 10_000]);
    const byStudent = new Map(grades.map((grade) => [grade.student, grade]));
    assert.equal(byStudent.size, 10_000);
    for (const job of jobs) {
      const { graded, ...grade } = byStudent.get(job.key.student) ?? assert.fail(`${job.key.student} has no grade`);
      assert.deepEqual(grade, { ...job.key, result: await gradeSynthetic(job) });
    }
    assert.equal(grades.filter(({ result }) => result.refused !== undefined).length, 100);
  });

  test('a worker with another secret or another version of the course grades nothing, and says why', async () => {
    const [job] = [syntheticJob(join(folder, 'hand-ins'), 1)].map((one) => ({
      ...one,
      key: { ...one.key, release: 'other', graderVersion: 'another' },
    }));
    const { report, grades } = await gradeByQueue('other', [job]);
    assert.deepEqual(grades, []);
    assert.match(report.failed[0].sentence, /version synthetic of the grader, and another is asked for/);
  });

  test('a hundred hand-ins are graded in sandboxes, as without a queue', sandboxOrReason(), async () => {
    await Promise.all(workers.splice(0).map((one) => one.kill()));
    const jobs = Array.from({ length: 100 }, (_, index) => realJob(index));
    const own = ownGrader({ jobs: 2, suites: [madeUpSuite] });
    const alone = await Promise.all(jobs.slice(0, 20).map(own.grade));
    await own.close();
    const role = { inSandboxes: true, jobs: 2, seconds: 10 };
    const first = await worker(role);
    const killed: Promise<unknown>[] = [];
    const { report, grades, written } = await gradeByQueue('real', jobs, ({ done }) => {
      if (done === 30) killed.push(first.kill().then(() => worker(role)));
    });
    await Promise.all(killed);
    assert.deepEqual([report.graded.length, report.failed], [100, []]);
    assert.deepEqual([grades.length, written.length], [100, 100]);
    const byStudent = new Map(grades.map(({ student, result }) => [student, result]));
    for (const [index, result] of alone.entries()) assert.deepEqual(byStudent.get(`real-${index}`), result);
    for (let index = 20; index < 100; index++) {
      const like = byStudent.get(`real-${index % 20}`);
      assert.equal(byStudent.get(`real-${index}`)?.points, like?.points);
    }
  });

  /** Every twentieth says nothing but a program that ends the process. */
  function realJob(index: number): GradingJob {
    const answer = index % 20 === 7 ? 'process.exit(0);' : `const answerQ1 = '${index % 2 === 0 ? 'a' : 'b'}';`;
    const id = index % 20 === 7 ? '9.1' : '9.Q1';
    const text = notebookText([
      ...cellsWith({ [id]: answer }),
      { cell_type: 'markdown', source: `${index}`, metadata: {} },
    ]);
    const file = join(folder, 'hand-ins', `real-${index}.ipynb`);
    writeFileSync(file, text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const key = { className: '3a', release: 'real', student: `real-${index}`, sha256, graderVersion: version };
    return { key, chapter: 9, seed: 'a secret', file };
  }
});
