/** A worker in a process of its own. It says a word when it listens, and one for each grade. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { openGrades } from '../../lib/src/grading/grades/open-grades';
import { ownGrader } from '../../lib/src/grading/grades/own-grader';
import { startWorker } from '../../lib/src/grading/queue/worker';
import { madeUpSuite } from '../grading/made-up-suite';
import { readTypeScript } from '../read-typescript';
import { gradeSynthetic, version } from './synthetic';

export const secret = 'the secret of the queue in these tests';

interface Role {
  queue: string;
  results: string;
  /** in sandboxes, or synthetic */
  inSandboxes: boolean;
  jobs: number;
  /** that a job may take; a lock lasts twice as long */
  seconds: number;
}

if (require.main === module) {
  const { queue: url, results, inSandboxes, jobs, seconds } = JSON.parse(process.argv[2]) as Role;
  void openGrades(results).then(async (store) => {
    const { grade } = inSandboxes ? ownGrader({ jobs, suites: [madeUpSuite] }) : { grade: gradeSynthetic };
    const progress = (): void => console.log('graded');
    await startWorker({ url, secret, results: store, grade, jobs, seconds, progress, versionOf: () => version });
    console.log('listening');
  });
}

export interface WorkerProcess {
  /** waits until it has graded so many */
  graded(count: number): Promise<void>;
  kill(): Promise<void>;
}

export async function startWorkerProcess(role: Role): Promise<WorkerProcess> {
  const args = [...readTypeScript, __filename, JSON.stringify(role)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let count = 0;
  const listeners = new Set<() => void>();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line === 'listening') return resolve();
      count++;
      for (const listener of listeners) listener();
    });
    void gone.then(() => reject(new Error('the worker ended before it listened')));
  });
  return {
    graded: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (count < wanted) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
