import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { sourceOptions } from '../../engine/source-options';
import { UserError } from '../../project';
import type { SearchListener, TrialEvent } from './search-events';
import type { SearchPlan } from './study';

/** What a process of a search is asked to do. */
export interface SearchTask {
  plan: SearchPlan;
  file: string;
  /** path of the module that exports the trial */
  trial: string;
  processes: number;
}

export type ToWorker = { kind: 'begin'; task: SearchTask } | { kind: 'stop' };

export type FromWorker = { kind: 'event'; event: TrialEvent } | { kind: 'error'; message: string };

/**
 * Lets several processes work on a study. One that ends early takes nothing with it: the others take over its trial.
 * @throws UserError if a process tells an error, or all end before the work is done; what the listener throws, which ends the search
 */
export async function inProcesses(task: SearchTask, signal: AbortSignal, onEvent?: SearchListener): Promise<void> {
  let failure: string | undefined;
  let told: Promise<void> = Promise.resolve();
  let unheard: { error: unknown } | undefined;
  const workers = Array.from({ length: task.processes }, start);
  const stop = () => {
    for (const worker of workers) send(worker, { kind: 'stop' });
  };
  const hear = async (event: TrialEvent) => {
    try {
      if (!unheard) await onEvent?.(event);
    } catch (error) {
      unheard = { error };
      stop();
    }
  };
  signal.addEventListener('abort', stop);
  try {
    const statuses = await Promise.all(
      workers.map((worker) => {
        worker.on('message', (message: FromWorker) => {
          if (message.kind === 'error') failure = message.message;
          else told = told.then(() => hear(message.event));
        });
        send(worker, { kind: 'begin', task });
        if (signal.aborted) send(worker, { kind: 'stop' }); // it was so before anybody listened
        return new Promise<number | null>((done) => {
          worker.on('error', () => done(null));
          worker.on('exit', done);
        });
      }),
    );
    await told;
    if (unheard) throw (unheard as { error: unknown }).error;
    if (signal.aborted || statuses.includes(0)) return;
    throw new UserError(
      failure ?? 'All processes of the search ended early: the same call goes on from where they were.',
    );
  } finally {
    signal.removeEventListener('abort', stop);
    for (const worker of workers) worker.kill();
  }
}

function start(): ChildProcess {
  const extension = extname(__filename);
  return fork(join(__dirname, `search-worker${extension}`), [], {
    execArgv: sourceOptions(extension),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function send(worker: ChildProcess, message: ToWorker): void {
  if (worker.connected) worker.send(message, () => {}); // one that is just ending needs no message
}
