/** A worker: takes jobs from the queue, grades them on its machine, and writes the grades. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'bullmq';
import { UserError } from '../../project';
import type { GradeKey } from '../classroom/records';
import type { GradeStore } from '../grades/grade-store';
import { graderVersion } from '../grades/grader-version';
import { baseVersion, type GradingJob } from '../grades/grading-job';
import { Doubtful, type GradeOne } from '../grades/run-jobs';
import type { GradedSubmission } from '../score/result';
import { type JobData, proveRedis, queueName, redisOptions } from './redis';
import { type QueuedJob, unseal } from './sealed-job';

export interface WorkerOptions {
  /** redis://… */
  url: string;
  secret: string;
  results: GradeStore;
  grade: GradeOne;
  /** at the same time */
  jobs: number;
  /** seconds that one hand-in may take */
  seconds?: number;
  /** told after each: a grade, or why there is none */
  progress?: (key: GradeKey | undefined, outcome: GradedSubmission | string) => void;
  /** for tests: the version of the grader */
  versionOf?: (chapter: number) => string;
}

export interface GradingWorker {
  /** ends when what is under way is done */
  close(): Promise<void>;
}

/** Times that a job may lose its worker before it is given up: what ends one worker after the other is no bad luck. */
const mostLosses = 5;

/**
 * At least once: a job whose worker was killed is given to another one when its lock has run out. Exactly one grade: the
 * key in the database decides.
 * @throws UserError where no Redis answers
 */
export async function startWorker(options: WorkerOptions): Promise<GradingWorker> {
  const { url, jobs, seconds = 180, progress = () => {} } = options;
  await proveRedis(url);
  const folder = mkdtempSync(join(tmpdir(), 'convolab-worker-'));
  // above the time that a job may take; it is renewed at half of that, unless this process is gone
  const lockDuration = 2000 * seconds;
  const worker = new Worker<JobData, void, string>(
    queueName,
    async ({ data, id }) => {
      let key: GradeKey | undefined;
      try {
        const job = unseal(data.sealed, options.secret);
        key = job.key;
        progress(key, await perform(job, join(folder, String(id)), options));
      } catch (error) {
        progress(key, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    {
      connection: redisOptions(url),
      concurrency: jobs,
      lockDuration,
      stalledInterval: Math.min(30_000, lockDuration / 2),
      maxStalledCount: mostLosses,
    },
  );
  // it connects again by itself
  worker.on('error', () => {});
  await worker.waitUntilReady();
  return {
    async close() {
      await worker.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function perform(job: QueuedJob, place: string, options: WorkerOptions): Promise<GradedSubmission> {
  const { results, versionOf = graderVersion } = options;
  const { key, chapter, seed } = job;
  const known = await results.get(key);
  if (known) return known.result;
  const own = versionOf(chapter);
  if (baseVersion(key.graderVersion) !== own) {
    throw new UserError(
      `A worker has version ${own} of the grader, and ${baseVersion(key.graderVersion)} is asked for: give it the same course.`,
    );
  }
  const folder = mkdtempSync(`${place}-`);
  try {
    const file = join(folder, basename(job.name));
    writeFileSync(file, job.notebook);
    const result = await untilSure({ key, chapter, seed, file }, options.grade);
    await results.put({ ...key, graded: new Date().toISOString(), result });
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What comes of a machine that ran out of memory counts where it comes three times. */
async function untilSure(job: GradingJob, grade: GradeOne): Promise<GradedSubmission> {
  for (let tries = 1; ; tries++) {
    try {
      return await grade(job);
    } catch (error) {
      if (!(error instanceof Doubtful)) throw error;
      if (tries === 3) return error.result;
    }
  }
}
