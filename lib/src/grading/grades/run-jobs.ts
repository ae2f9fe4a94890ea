/** Grades many hand-ins, some at a time; one that fails holds nobody up. */
import { UserError } from '../../project';
import type { GradeKey } from '../classroom/records';
import type { GradedSubmission } from '../score/result';
import type { GradeStore } from './grade-store';
import type { GradingJob } from './grading-job';

/**
 * Grades one hand-in, wherever. What it throws is no fault of the submission (the sandbox did not start, the disk was
 * full): such a job is tried again.
 */
export type GradeOne = (job: GradingJob) => Promise<GradedSubmission>;

/** Trying again does not help. */
export class CannotGrade extends UserError {}

/** A result that may come from a machine that ran out of memory. It counts where it comes again with nothing else running. */
export class Doubtful extends UserError {
  constructor(readonly result: GradedSubmission) {
    super('The machine ran out of memory.');
  }
}

export interface RunProgress {
  job: GradingJob;
  /** none: it could not be graded, for now or at all */
  result?: GradedSubmission;
  /** why, one sentence */
  failure?: string;
  done: number;
  total: number;
  /** undefined before the first is done */
  secondsLeft?: number;
}

export interface RunOptions {
  grade: GradeOne;
  store: GradeStore;
  /** graded at the same time */
  parallel: number;
  /** ends it: what is not done by then is left for another time */
  signal?: AbortSignal;
  progress?: (progress: RunProgress) => void;
  /** the clock that the time left is told by, in milliseconds */
  clock?: () => number;
}

export interface RunReport {
  graded: GradeKey[];
  failed: { key: GradeKey; sentence: string }[];
  /** by its signal */
  stopped: boolean;
}

/** Times that a job is tried, in all. */
const mostTries = 3;
/** Jobs in a row that fail, after which the rest would fail as well. */
const mostFailures = 8;

/**
 * Grades all jobs and keeps each grade at once, so that a process that is killed loses only what it was at. A job whose
 * key has a grade by then is left out. Jobs that failed are tried again at the end, one at a time.
 */
export async function runJobs(jobs: GradingJob[], options: RunOptions): Promise<RunReport> {
  const { store, signal, progress = () => {}, clock = () => performance.now() } = options;
  const report: RunReport = { graded: [], failed: [], stopped: false };
  const begun = clock();
  const waiting = [...jobs];
  let again: GradingJob[] = [];
  let failures = 0;
  let givenUp = false;
  const isOver = (): boolean => givenUp || (signal?.aborted ?? false);
  const stopped = whenAborted(signal);

  const tell = (job: GradingJob, told: Pick<RunProgress, 'result' | 'failure'>): void => {
    const done = report.graded.length + report.failed.length;
    const secondsLeft = done > 0 ? ((clock() - begun) / 1000 / done) * (jobs.length - done) : undefined;
    progress({ job, ...told, done, total: jobs.length, secondsLeft });
  };
  const fail = (job: GradingJob, sentence: string): void => {
    report.failed.push({ key: job.key, sentence });
    tell(job, { failure: sentence });
  };
  const attempt = async (job: GradingJob, isLast: boolean): Promise<void> => {
    const outcome = await Promise.race([gradeOnce(job, options, isLast), stopped]);
    // what a grader says that is being closed is no grade
    if (outcome === undefined || isOver()) return;
    if ('result' in outcome) {
      failures = 0;
      // another process may have been faster: its grade stays
      await store.put({ ...job.key, graded: new Date().toISOString(), result: outcome.result });
      report.graded.push(job.key);
      tell(job, { result: outcome.result });
      return;
    }
    if (!outcome.isDoubt && ++failures > mostFailures) {
      givenUp = true;
      throw new UserError(outcome.sentence);
    }
    if (isLast || outcome.isFinal) fail(job, outcome.sentence);
    else again.push(job);
  };
  const work = async (isLast: boolean): Promise<void> => {
    for (let job = waiting.shift(); job && !isOver(); job = waiting.shift()) {
      const known = await store.get(job.key);
      if (known) {
        report.graded.push(job.key);
        tell(job, { result: known.result });
      } else await attempt(job, isLast);
    }
  };

  await Promise.all(Array.from({ length: options.parallel }, () => work(false)));
  for (let tries = 2; tries <= mostTries && again.length > 0; tries++) {
    waiting.push(...again);
    again = [];
    await work(tries === mostTries);
  }
  report.stopped = signal?.aborted ?? false;
  return report;
}

type Outcome = { result: GradedSubmission } | { sentence: string; isFinal: boolean; isDoubt: boolean };

async function gradeOnce(
  job: GradingJob,
  { grade, signal }: RunOptions,
  isLast: boolean,
): Promise<Outcome | undefined> {
  try {
    return { result: await grade(job) };
  } catch (error) {
    if (signal?.aborted) return undefined;
    if (error instanceof Doubtful && isLast) return { result: error.result };
    const sentence = error instanceof Error ? error.message : String(error);
    return { sentence, isFinal: error instanceof CannotGrade, isDoubt: error instanceof Doubtful };
  }
}

function whenAborted(signal?: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined);
    signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
