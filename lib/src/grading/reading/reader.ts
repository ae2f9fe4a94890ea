/**
 * Reads answer cells in a process of its own. The compiler runs nothing of a submission, but a submission can make it
 * run for ever or take all the memory: then the process is ended, and the cells that did it are left out.
 */
import { type ChildProcess, fork } from 'node:child_process';
import type { NotebookCell } from '../../exercises/answer-cells';
import { waitInSeconds } from '../../exercises/patience';
import { UserError } from '../../project';
import type { Wanted } from './answers';
import type { ReadSubmission, ToReader } from './messages';
import type { Original } from './resemblance';

/** Seconds for one submission; the first one waits for the compiler to load. */
const limit = 15;
const startLimit = 60;

const tooHard = 'The answer cell cannot be compiled: the compiler needs too much time or memory for it.';

export class Reader {
  private process: ChildProcess | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private lastId = 0;
  private closed = false;

  /**
   * @param wanted the exercises of the chapter
   * @param originals texts that answers are compared with
   * @param seconds for one submission
   */
  constructor(
    private readonly wanted: Wanted[],
    private readonly originals: Original[],
    private readonly seconds = limit,
  ) {}

  /** One submission after the other. */
  read(cells: NotebookCell[]): Promise<ReadSubmission> {
    const turn = this.last.then(() => this.readNow(cells));
    this.last = turn.catch(() => {});
    return turn;
  }

  close(): void {
    this.closed = true;
    this.end();
  }

  private end(): void {
    this.process?.kill('SIGKILL');
    this.process = undefined;
  }

  private async readNow(cells: NotebookCell[]): Promise<ReadSubmission> {
    const whole = await this.ask(cells);
    if (whole) return whole;
    const hard = await this.hardCells(cells);
    const easy = cells.map((cell, index) => (hard.has(index) ? { ...cell, source: '' } : cell));
    const read = await this.ask(easy);
    if (!read) throw new UserError('The code of the notebook cannot be compiled: it needs too much time or memory.');
    for (const { id } of this.wanted) {
      if (hard.has((read.answers[id]?.cell ?? 0) - 1)) read.answers[id].fault = tooHard;
    }
    for (const index of hard)
      read.problems.push({ sentence: `Cell ${index + 1} cannot be compiled, and is not looked at.` });
    return read;
  }

  /** The cells that the compiler cannot manage, found one by one. A submission that has many of them is given up. */
  private async hardCells(cells: NotebookCell[]): Promise<Set<number>> {
    const hard = new Set<number>();
    for (const [index, cell] of cells.entries()) {
      if (cell.cell_type !== 'code' || (await this.ask([cell], false))) continue;
      hard.add(index);
      if (hard.size > 3)
        throw new UserError('The code of the notebook cannot be compiled: it needs too much time or memory.');
    }
    return hard;
  }

  /** Undefined where the process had to be ended. */
  private async ask(cells: NotebookCell[], compared = true): Promise<ReadSubmission | undefined> {
    // what it was reading is not read anew by another process, which nobody would end
    if (this.closed) throw new UserError('The grader is closed: open it again to grade more.');
    this.process ??= await start({ wanted: this.wanted, originals: this.originals });
    const child = this.process;
    const id = ++this.lastId;
    const read = await reply(child, id, this.seconds, { id, cells, compared });
    if (child.exitCode !== null || child.killed) this.end();
    return read;
  }
}

async function start(setting: ToReader): Promise<ChildProcess> {
  // as this process was started, so that it works from TypeScript sources too
  const own = process.execArgv.filter((option) => !/^--(inspect|test|watch|eval|print|input-type)|^-[ep]/.test(option));
  const child = fork(require.resolve('./reader-process'), [], {
    // what is made for one submission is garbage after it: with much room for the young, most of it is never looked at
    execArgv: [...own, '--max-old-space-size=1024', '--max-semi-space-size=64'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await reply(child, 0, startLimit, setting);
  return child;
}

function reply(
  child: ChildProcess,
  id: number,
  seconds: number,
  request: ToReader,
): Promise<ReadSubmission | undefined> {
  return new Promise((resolve) => {
    const finish = (read: ReadSubmission | undefined): void => {
      stop();
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
      const told = message as { id: number; read?: ReadSubmission };
      if (told.id === id) finish(told.read);
    };
    const stop = waitInSeconds(child.pid, seconds, lost);
    child.on('message', listen);
    child.once('exit', lost);
    child.once('error', lost);
    if (child.exitCode !== null || !child.connected) return lost();
    child.send(request, () => {});
  });
}
