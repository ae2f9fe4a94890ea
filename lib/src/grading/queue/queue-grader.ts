/** Grades by workers: puts a job into the queue, and takes the grade from where the workers write it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { Queue, QueueEvents } from 'bullmq';
import type { GradeStore } from '../grades/grade-store';
import type { GradingJob } from '../grades/grading-job';
import type { OwnGrader } from '../grades/own-grader';
import { CannotGrade } from '../grades/run-jobs';
import { largestNotebook } from '../reading/read-file';
import type { GradedSubmission } from '../score/result';
import { type JobData, proveRedis, queueName, redisOptions } from './redis';
import { jobId, seal } from './sealed-job';

export interface QueueGraderOptions {
  /** redis://… */
  url: string;
  secret: string;
  /** where the workers write */
  results: GradeStore;
  /** seconds after which a job that nothing was heard of is looked for */
  patience?: number;
  /** called once where jobs wait and no worker is there */
  lonely?: () => void;
}

interface Waiting {
  job: GradingJob;
  since: number;
  resolve(result: GradedSubmission): void;
  reject(error: Error): void;
}

/**
 * Events tell when a job is done. They can get lost with the connection, and a Redis that is killed can lose a job: so
 * what nothing was heard of is looked for, and put into the queue again where it is gone.
 * @throws UserError where no Redis answers
 */
export async function queueGrader(options: QueueGraderOptions): Promise<OwnGrader> {
  const { url, secret, results, patience = 10, lonely = () => {} } = options;
  await proveRedis(url);
  const connection = redisOptions(url);
  const queue = new Queue<JobData, void, string>(queueName, { connection });
  const events = new QueueEvents(queueName, { connection });
  // both connect again by themselves
  queue.on('error', () => {});
  events.on('error', () => {});
  await events.waitUntilReady();
  const waiting = new Map<string, Waiting>();
  let isLonely = true;

  const add = async (job: GradingJob): Promise<void> => {
    const { key, chapter, seed, file } = job;
    const sealed = seal({ key, chapter, seed, name: basename(file), notebook: bytesOf(file) }, secret);
    await queue.add('grade', { sealed }, { jobId: jobId(key), removeOnComplete: true, removeOnFail: true });
  };
  /** Takes the grade; false where there is none. */
  const finish = async (id: string): Promise<boolean> => {
    const one = waiting.get(id);
    if (!one) return true;
    const grade = await results.get(one.job.key);
    if (grade && waiting.delete(id)) one.resolve(grade.result);
    return grade !== undefined;
  };
  const fail = (id: string, error: Error): void => {
    const one = waiting.get(id);
    if (waiting.delete(id)) one?.reject(error);
  };
  const failing = (id: string) => (error: unknown) =>
    fail(id, error instanceof Error ? error : new Error(String(error)));

  events.on('completed', ({ jobId: id }) => void finish(id).catch(failing(id)));
  events.on('failed', ({ jobId: id, failedReason }) => fail(id, new Error(failedReason)));

  const lookFor = async (id: string): Promise<void> => {
    const one = waiting.get(id);
    if (!one || (await queue.getJob(id)) || (await finish(id))) return;
    await add(one.job);
  };
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const late = [...waiting].filter(([, { since }]) => performance.now() - since > 1000 * patience);
    if (isLonely && late.length > 0 && (await queue.getWorkersCount()) === 0) {
      isLonely = false;
      lonely();
    }
    for (const [id] of late) await lookFor(id).catch(failing(id));
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => {});
  }, 1000 * patience);

  return {
    async grade(job) {
      const known = await results.get(job.key);
      if (known) return known.result;
      const id = jobId(job.key);
      const result = new Promise<GradedSubmission>((resolve, reject) => {
        waiting.set(id, { job, since: performance.now(), resolve, reject });
      });
      add(job).catch(failing(id));
      return result;
    },
    async close() {
      clearInterval(timer);
      waiting.clear();
      await Promise.allSettled([queue.close(), events.close()]);
    },
  };
}

/** Of a notebook that is too large, one byte more than is allowed: enough for a worker to refuse it. */
function bytesOf(file: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    throw new CannotGrade(`${file} is gone: put it back, or collect it again.`);
  }
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(descriptor).size, largestNotebook + 1));
    let size = 0;
    for (let got = 1; got > 0 && size < bytes.length; size += got) {
      got = readSync(descriptor, bytes, size, bytes.length - size, null);
    }
    return bytes.subarray(0, size);
  } finally {
    closeSync(descriptor);
  }
}
