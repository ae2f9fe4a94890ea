import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { say } from '../../languages/say';
import { coursePython, pythonFolder, pythonVariables } from '../python';
import { codeCells, readNotebook, sourceOf } from './find';

export interface CellResult {
  /** from 1, code cells only: the number that JupyterLab shows in brackets after Run All */
  number: number;
  /** `skipped`: not run, because an earlier cell failed or because the kernel dropped it */
  status: 'ok' | 'failed' | 'skipped';
  seconds: number;
  /** first line of its code */
  title: string;
  error?: string;
}

export interface NotebookRun {
  notebook: string;
  ok: boolean;
  /** one for each code cell, also for those that were not reached */
  cells: CellResult[];
  /** all of it, with the start of the kernel */
  seconds: number;
  /** what went wrong outside of the cells: no kernel, an error after the last cell, an interruption */
  problem?: string;
  interrupted?: boolean;
  /** where the executed notebook was written, if it was */
  saved?: string;
}

export interface ExecuteOptions {
  /** seconds for one cell; default 300 */
  timeout?: number;
  /** seconds for the kernel to answer, which is started twice at most; default 60 */
  startup?: number;
  /** where to write the executed notebook, also after a failure */
  save?: string;
  /** send the next cell at once after a failure, as JupyterLab may: the kernel then drops cells; default false */
  rush?: boolean;
  /** stops the kernel and the run */
  signal?: AbortSignal;
  onStart?(number: number, of: number, title: string): void;
  onCell?(cell: CellResult, of: number): void;
}

type Event =
  | { event: 'kernel'; status: 'ready' | 'failed' | 'missing'; seconds: number; error?: string }
  | { event: 'started'; cell: number }
  | { event: 'cell'; cell: number; status: CellResult['status']; seconds: number; error: string }
  | { event: 'end'; stopped: boolean; late: string };

/**
 * Executes a notebook with nbclient in the course's Python environment, in the notebook's own folder, as JupyterLab does.
 * Stops at the first cell that fails; `ok` is true only if every code cell ran, without one word on stderr.
 * @throws UserError if the file is no notebook or `.venv` is missing; everything else is in the result
 */
export async function executeNotebook(path: string, options: ExecuteOptions = {}): Promise<NotebookRun> {
  const titles = codeCells(readNotebook(path)).map((cell) => titleOf(sourceOf(cell)));
  const python = coursePython();
  const begun = performance.now();
  const results = new Map<number, CellResult>();
  let problem: string | undefined;
  let ended = false;
  let interrupted = false;

  const child = spawn(python, [join(pythonFolder, 'run_notebook.py'), path, ...driverOptions(options)], {
    env: pythonVariables(),
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in the terminal must reach only us: we then close the driver's input, which stops the kernel in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const stop = (): void => {
    interrupted = true;
    child.stdin.end();
  };
  child.stdin.on('error', () => undefined); // the driver may be gone already
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();

  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000);
  });
  const exit = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, killedBy) => resolve(`status ${code ?? killedBy}`));
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line) as Event;
    if (event.event === 'kernel' && event.status !== 'ready') {
      problem = kernelProblem(event.status, event.error ?? '');
    } else if (event.event === 'started') {
      options.onStart?.(event.cell, titles.length, titles[event.cell - 1]);
    } else if (event.event === 'cell') {
      const { cell: number, status, seconds, error } = event;
      const result: CellResult = { number, status, seconds, title: titles[number - 1], ...(error ? { error } : {}) };
      results.set(number, result);
      options.onCell?.(result, titles.length);
    } else if (event.event === 'end') {
      ended = !event.stopped;
      if (event.late) problem = say('after the last cell: {late}', { late: event.late });
    }
  }
  const status = await exit;
  options.signal?.removeEventListener('abort', stop);
  if (interrupted) problem = say('interrupted');
  else if (!ended && problem === undefined)
    problem = say('the notebook runner stopped ({status}): {log}', { status, log: lastLine(log) });

  const cells = titles.map((title, i): CellResult => {
    return results.get(i + 1) ?? { number: i + 1, status: 'skipped', seconds: 0, title, error: say('not run') };
  });
  const ok = problem === undefined && cells.every((cell) => cell.status === 'ok');
  const seconds = (performance.now() - begun) / 1000;
  const notebook = basename(path, '.ipynb');
  return {
    notebook,
    ok,
    cells,
    seconds,
    ...(problem ? { problem } : {}),
    ...(interrupted ? { interrupted } : {}),
    ...(ended && options.save ? { saved: options.save } : {}),
  };
}

function driverOptions({ timeout, startup, save, rush }: ExecuteOptions): string[] {
  return [
    ...(timeout === undefined ? [] : ['--timeout', String(timeout)]),
    ...(startup === undefined ? [] : ['--startup', String(startup)]),
    ...(save === undefined ? [] : ['--save', save]),
    ...(rush ? ['--rush'] : []),
  ];
}

function kernelProblem(status: 'failed' | 'missing', error: string): string {
  const what = status === 'missing' ? say('the TypeScript kernel is not installed') : say('the kernel did not start');
  return say('{what} ({error}). Run npm start -- --setup-only, then npx --no-install convolab doctor', {
    what,
    error: lastLine(error),
  });
}

/** First line that is code rather than a comment, else the first line. */
function titleOf(source: string): string {
  const lines = source.split('\n').map((line) => line.trim());
  const title = lines.find((line) => line !== '' && !line.startsWith('//')) ?? lines.find((line) => line !== '') ?? '';
  return title.length > 60 ? `${title.slice(0, 59)}…` : title;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || say('no message');
}
