/**
 * Reads answer cells in a process of its own. The compiler runs nothing of a submission, but a submission can make it
 * run for ever or take all the memory: then the process is ended, and the submission is read answer by answer.
 */
import { type ChildProcess, fork } from 'node:child_process';
import type { NotebookCell } from '../../exercises/answer-cells';
import type { SubmittedAnswer, Wanted } from './answers';
import type { ToReader } from './reader-process';
import type { Original, Resemblance } from './resemblance';

export interface ReadSubmission {
  /** by the id of the exercise */
  answers: Record<string, SubmittedAnswer>;
  problems: { exercise?: string; sentence: string }[];
  resemblances: Resemblance[];
}

/** Seconds for one submission; the first one waits for the compiler to load. */
const limit = 15;
const startLimit = 60;

const tooHard = 'The answer cell cannot be compiled: the compiler needs too much time or memory for it.';

export class Reader {
  private process: ChildProcess | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  /** @param seconds for one submission */
  constructor(private readonly seconds = limit) {}

  /** One submission after the other. */
  read(cells: NotebookCell[], wanted: Wanted[], originals: Original[] = []): Promise<ReadSubmission> {
    const turn = this.last.then(() => this.readNow(cells, wanted, originals));
    this.last = turn.catch(() => {});
    return turn;
  }

  close(): void {
    this.process?.kill('SIGKILL');
    this.process = undefined;
  }

  private async readNow(cells: NotebookCell[], wanted: Wanted[], originals: Original[]): Promise<ReadSubmission> {
    const whole = await this.ask(cells, wanted, originals);
    if (whole) return whole;
    const result: ReadSubmission = { answers: {}, problems: [], resemblances: [] };
    for (const exercise of wanted) {
      const one = await this.ask(cells, [exercise], originals);
      Object.assign(result.answers, one?.answers ?? { [exercise.id]: unread() });
      result.problems.push(
        ...(one?.problems.filter((problem) => problem.exercise) ?? [{ exercise: exercise.id, sentence: tooHard }]),
      );
      result.resemblances.push(...(one?.resemblances ?? []));
    }
    return result;
  }

  /** Undefined where the process had to be ended. */
  private async ask(
    cells: NotebookCell[],
    wanted: Wanted[],
    originals: Original[],
  ): Promise<ReadSubmission | undefined> {
    this.process ??= await start();
    const child = this.process;
    const id = ++this.lastId;
    const read = await reply(child, id, this.seconds, () =>
      child.send({ id, cells, wanted, originals } satisfies ToReader, () => {}),
    );
    if (!read) this.close();
    return read;
  }
}

const unread = (): SubmittedAnswer => ({ cell: 0, source: '', code: '', fault: tooHard, elsewhere: [] });

async function start(): Promise<ChildProcess> {
  // as this process was started, so that it works from TypeScript sources too
  const own = process.execArgv.filter((option) => !/^--(inspect|test|watch|eval|print|input-type)|^-[ep]/.test(option));
  const child = fork(require.resolve('./reader-process'), [], {
    execArgv: [...own, '--max-old-space-size=1024'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await reply(child, 0, startLimit, () => {});
  return child;
}

function reply(child: ChildProcess, id: number, seconds: number, ask: () => void): Promise<ReadSubmission | undefined> {
  return new Promise((resolve) => {
    const finish = (read: ReadSubmission | undefined): void => {
      clearTimeout(timer);
      child.off('message', listen);
      child.off('exit', lost);
      child.off('error', lost);
      resolve(read);
    };
    const lost = (): void => {
      child.kill('SIGKILL');
      finish(undefined);
    };
    const listen = (message: unknown): void => {
      const told = message as { id: number; read: ReadSubmission };
      if (told.id === id) finish(told.read);
    };
    const timer = setTimeout(lost, seconds * 1000);
    child.on('message', listen);
    child.once('exit', lost);
    child.once('error', lost);
    if (child.exitCode !== null || !child.connected) return lost();
    ask();
  });
}
