/**
 * Runs an answer in a process of its own: one that takes all the memory, or that a time limit inside cannot stop, takes
 * nothing else with it. This guards against accidents, not against malice: a grader adds a sandbox.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { watchMemory } from './memory-watch';
import { waitInSeconds } from './patience';
import type { OpenAnswer, Outcome, Request, RunOptions } from './run';
import { encode, type Given, readGiven } from './wire';

export type ToChild =
  | { kind: 'open'; id: number; code: string; options: RunOptions }
  | { kind: 'call'; id: number; path: string; calls: string };

export interface FromChild {
  id: number;
  outcome: Outcome;
  /** encoded results of an outcome that returned */
  results?: string;
  names: string[];
  printed: string;
}

/** Seconds for a process to start, for the library to be loaded and an engine to be chosen, and those given to an answer that the limit inside should have stopped. */
const startLimit = 30;
const engineLimit = 120;
const grace = 2;

/** Processes that wait for the next answer: starting one takes longer than most checks. */
const idle: ChildProcess[] = [];

let lastId = 0;

/**
 * Opens an answer in a process of its own.
 * @param code compiled JavaScript of the cell
 * @returns as `openAnswer`; `loaded` has the status 'ended' where no process can be started
 */
export async function openIsolated(code: string, options: RunOptions = {}): Promise<OpenAnswer> {
  const seconds = options.seconds ?? 2;
  let child: ChildProcess | undefined;
  let healthy = true;
  let names: string[] = [];
  let printed = '';
  let earlier = '';

  async function open(): Promise<Outcome> {
    earlier += printed;
    printed = '';
    child = takeIdle();
    if (!child) {
      child = start();
      const ready = await reply(0, startLimit);
      if (ready.status !== 'returned') return ready;
    }
    const id = ++lastId;
    if (options.models) watchMemory(child);
    child.send({ kind: 'open', id, code, options } satisfies ToChild, () => {});
    const loads = options.models !== undefined || (options.imports ?? []).length > 0;
    return reply(id, seconds + grace + (loads ? engineLimit : 0));
  }

  /** TensorFlow.js that was cut off in the middle of its work is not used again. */
  function giveUp(): void {
    child?.kill('SIGKILL');
    child = undefined;
  }

  /** Waits for the reply with this id; a process that is silent for too long, or that ends, is given up. */
  function reply(id: number, limit: number): Promise<Outcome> {
    const from = child;
    const begun = performance.now();
    return new Promise((resolve) => {
      const finish = (outcome: Outcome): void => {
        stop();
        from?.off('message', listen);
        from?.off('exit', lost);
        from?.off('error', lost);
        if (outcome.status !== 'returned' && outcome.status !== 'threw') healthy = false;
        resolve(outcome);
      };
      const lost = (): void => {
        from?.kill('SIGKILL');
        if (child === from) child = undefined;
        finish({ status: 'ended', seconds: Math.round((performance.now() - begun) / 100) / 10 });
      };
      const listen = (message: unknown): void => {
        const told = message as FromChild;
        if (told?.id !== id) return;
        names = told.names;
        printed = told.printed;
        const results = told.results === undefined ? [] : (readGiven(told.results) as Given[]);
        finish(told.outcome.status === 'returned' ? { ...told.outcome, results } : told.outcome);
      };
      const stop = waitInSeconds(from?.pid, limit, lost);
      from?.on('message', listen);
      from?.once('exit', lost);
      from?.once('error', lost);
      if (from && (from.exitCode !== null || !from.connected)) lost();
    });
  }

  const loaded = await open();
  return {
    loaded,
    get names() {
      return names;
    },
    async call(request: Request) {
      if (!child) {
        const again = await open();
        if (again.status !== 'returned') return again;
      }
      const id = ++lastId;
      child?.send({ kind: 'call', id, path: request.path, calls: encode(request.calls) } satisfies ToChild, () => {});
      // a context in which code was cut off is replaced first, and the cell loaded again
      const outcome = await reply(id, 2 * seconds + grace);
      if (options.models && outcome.status !== 'returned' && outcome.status !== 'threw') giveUp();
      return outcome;
    },
    printed: () => earlier + printed,
    async close() {
      const last = child;
      child = undefined;
      if (!last || last.exitCode !== null) return;
      // an answer may have changed TensorFlow.js itself, so that process serves no other
      if (healthy && !options.models && last.connected && idle.length < 2) {
        // it must not keep the notebook or the command from ending
        last.unref();
        last.channel?.unref();
        idle.push(last);
        return;
      }
      last.kill('SIGKILL');
      await new Promise((resolve) => last.once('exit', resolve));
    },
  };
}

function takeIdle(): ChildProcess | undefined {
  for (let child = idle.pop(); child; child = idle.pop()) {
    if (child.exitCode !== null || !child.connected) continue;
    child.ref();
    child.channel?.ref();
    return child;
  }
  return undefined;
}

function start(): ChildProcess {
  // as this process was started, so that it works from TypeScript sources too
  const own = process.execArgv.filter((option) => !/^--(inspect|test|watch|eval|print|input-type)|^-[ep]/.test(option));
  const execArgv = [...own, '--max-old-space-size=512'];
  // what an answer prints is captured inside; nothing of it may reach the notebook's own streams
  return fork(require.resolve('./isolated-child'), [], { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}
