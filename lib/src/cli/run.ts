import { join, relative, resolve } from 'node:path';
import { toSay } from '../languages/english';
import { say } from '../languages/say';
import { projectRoot, stateFolder, UserError } from '../project';
import type { Command } from './command';
import { executeNotebook, type NotebookRun } from './notebook/execute';
import { findNotebooks, nameOfCopy } from './notebook/find';
import { cellLine, failureText, runTable, summarise } from './notebook/report';
import { readOptions, readSeconds } from './options';

const usage = toSay(`usage: npx --no-install convolab run <02 | name | fr/02 | all | FILE.ipynb>… [OPTIONS]

Executes notebooks from top to bottom in a fresh kernel, without a browser, and prints a table of times.
A cell that fails, that writes to stderr, or that the kernel skips makes the run fail; the cells after it are not run.
The notebooks stay as they are. The executed copies are written to another folder.

  --to DIR       folder for the executed copies (default .convolab/executed)
  --timeout S    seconds that one cell may take (default 300)
  --json         results as JSON on standard output, progress on standard error
`);

export const runCommand: Command = {
  name: 'run',
  summary: 'executes notebooks without a browser and fails on a failing or skipped cell',
  usage,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, positionals } = readOptions('run', args, {
    to: { type: 'string' },
    timeout: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length === 0)
    throw new UserError(say('convolab run needs a notebook: a number (02), a name, all, or a file.'));
  const timeout = readSeconds('--timeout', values.timeout);
  const paths = [...new Set(positionals.flatMap((word) => findNotebooks(word)))];
  const folder = executedFolder(values.to);
  const progress = values.json ? process.stderr : process.stdout;

  const runs: NotebookRun[] = [];
  await withInterrupt(async (signal) => {
    for (const path of paths) {
      if (signal.aborted) break;
      runs.push(await executeAloud(path, { timeout, signal, folder, progress }));
    }
  });

  const summaries = runs.map(summarise);
  const failures = summaries.map(failureText).filter((text) => text !== '');
  const ok = summaries.length === paths.length && summaries.every((summary) => summary.ok);
  if (values.json) process.stdout.write(`${JSON.stringify({ ok, notebooks: summaries }, null, 2)}\n`);
  else progress.write(`\n${runTable(summaries)}\n${failures.length > 0 ? `\n${failures.join('\n\n')}\n` : ''}`);
  if (runs.some((one) => one.saved))
    progress.write(`\n${say('Executed copies: {relative}', { relative: relative(process.cwd(), folder) || '.' })}\n`);
  return runs.some((one) => one.interrupted) ? 130 : ok ? 0 : 1;
}

/** Where executed copies go: never where the clean notebooks are. @throws UserError */
export function executedFolder(to?: string): string {
  const folder = to === undefined ? join(stateFolder, 'executed') : resolve(to);
  for (const clean of ['notebooks', 'exercises', 'solutions']) {
    const path = relative(join(projectRoot, clean), folder);
    if (path === '' || !path.startsWith('..')) {
      throw new UserError(
        say('--to must not be inside {clean}/: the notebooks there are kept without outputs. Take another folder.', {
          clean,
        }),
      );
    }
  }
  return folder;
}

interface Aloud {
  timeout: number;
  signal: AbortSignal;
  folder: string;
  progress: NodeJS.WriteStream;
}

/** Executes one notebook with a line for each cell; on a terminal also the cell that is running. */
export async function executeAloud(path: string, { timeout, signal, folder, progress }: Aloud): Promise<NotebookRun> {
  const transient = (text: string): void => {
    if (progress.isTTY) progress.write(`\r\u001b[K${text}`);
  };
  progress.write(`${relative(process.cwd(), path)}\n`);
  transient(`  ${say('starting the kernel…')}`);
  const result = await executeNotebook(path, {
    timeout,
    signal,
    save: join(folder, nameOfCopy(path)),
    onStart: (number, of, title) =>
      transient(`  ${say('cell {number} of {of} is running: {title}', { number, of, title })}`),
    onCell: (cell, of) => {
      transient('');
      progress.write(`${cellLine(cell, of)}\n`);
    },
  });
  transient('');
  return result;
}

/** Ctrl-C once: the kernel is stopped and what was found is reported. Twice: ends at once. */
export async function withInterrupt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
