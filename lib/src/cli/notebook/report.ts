import { say } from '../../languages/say';
import type { CellResult, NotebookRun } from './execute';

/** One notebook in `convolab run --json`. */
export interface RunSummary {
  notebook: string;
  ok: boolean;
  cells: number;
  ran: number;
  seconds: number;
  slowest: { cell: number; seconds: number; title: string } | null;
  failed: CellResult[];
  skipped: number[];
  problem?: string;
}

export function summarise(run: NotebookRun): RunSummary {
  const ran = run.cells.filter((cell) => cell.status !== 'skipped');
  const slowest = ran.reduce<CellResult | null>(
    (most, cell) => (cell.seconds > (most?.seconds ?? -1) ? cell : most),
    null,
  );
  return {
    notebook: run.notebook,
    ok: run.ok,
    cells: run.cells.length,
    ran: ran.length,
    seconds: round(run.seconds),
    slowest: slowest && { cell: slowest.number, seconds: round(slowest.seconds), title: slowest.title },
    failed: run.cells.filter((cell) => cell.status === 'failed'),
    skipped: run.cells.filter((cell) => cell.status === 'skipped').map((cell) => cell.number),
    ...(run.problem ? { problem: run.problem } : {}),
  };
}

/** `  cell  3 of 12   0.41 s  const image = …` */
export function cellLine(cell: CellResult, of: number): string {
  const number = String(cell.number).padStart(String(of).length);
  const time = `${cell.seconds.toFixed(2)} s`.padStart(9);
  const word = cell.status === 'ok' ? '' : `${cell.status.toUpperCase()}  `;
  return `  ${say('cell {number} of {of}', { number, of })} ${time}  ${word}${cell.title}`;
}

/** A table with one line a notebook: notebook, cells, seconds, slowest cell, result. */
export function runTable(runs: RunSummary[]): string {
  const rows = runs.map((run) => [
    run.notebook,
    run.ran === run.cells ? String(run.cells) : say('{ran} of {cells}', { ran: run.ran, cells: run.cells }),
    run.seconds.toFixed(1),
    run.slowest === null
      ? ''
      : say('cell {cell}, {seconds} s', { cell: run.slowest.cell, seconds: run.slowest.seconds.toFixed(1) }),
    result(run),
  ]);
  const lines = [[say('notebook'), say('cells'), say('seconds'), say('slowest cell'), say('result')], ...rows];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const isNumber = [false, true, true, false, false];
  return lines
    .map((line) =>
      line
        .map((text, i) => (isNumber[i] ? text.padStart(widths[i]) : text.padEnd(widths[i])))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** What a reader needs after a failure: which cell, its first line, the message without the kernel's own frames. */
export function failureText(run: RunSummary): string {
  const parts = run.failed.map((cell) => {
    return `${say('{notebook}, cell {number}: {title}', { notebook: run.notebook, number: cell.number, title: cell.title })}\n${indent(ownFrames(cell.error ?? say('no message')))}`;
  });
  if (run.problem) parts.push(`${run.notebook}: ${ownFrames(run.problem)}`);
  return parts.join('\n\n');
}

function result(run: RunSummary): string {
  if (run.ok) return say('passed');
  const failed = run.failed.map((cell) => say('cell {number} failed', { number: cell.number }));
  const skipped = run.skipped.length > 0 ? [say('{count} skipped', { count: run.skipped.length })] : [];
  return [...failed, ...skipped].join(', ') || say('failed');
}

/** Leaves out the lines of a stack trace that lie in Node or in tslab: they say nothing about the notebook. */
function ownFrames(message: string): string {
  const foreign = /^\s+at .*(node:|[\\/]node_modules[\\/]tslab[\\/]|sigintHandlersWrap)/;
  return message
    .split('\n')
    .filter((line) => !foreign.test(line))
    .join('\n');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
