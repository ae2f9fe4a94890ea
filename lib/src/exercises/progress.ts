/** What a student has reached, kept in a local file and shown as a table over all chapters. */
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { showHtml } from '../display/html';
import { figures, inLanguage, say, sayCount } from '../languages/say';
import { projectRoot, stateFolder, writeWhole } from '../project';
import { languageHere } from './language-here';
import { loadSuite, suiteFiles } from './load';
import { bar, escapeHtml, frame } from './report-html';
import type { ExerciseResult } from './result';
import type { Suite } from './spec';

/** What the file holds for each exercise. */
export interface Entry {
  status: ExerciseResult['status'];
  /** of the last check */
  points: number;
  /** of the best check so far */
  best: number;
  of: number;
  /** of the last check, ISO 8601 */
  when: string;
}

export type ProgressEntries = Record<string, Entry>;

/** The file; CONVOLAB_PROGRESS names another one. */
export function progressFile(): string {
  return process.env.CONVOLAB_PROGRESS || join(stateFolder, 'progress.json');
}

/** Reads the file. A missing or unreadable one counts as empty. */
export function readProgress(file: string = progressFile()): ProgressEntries {
  try {
    const { exercises } = JSON.parse(readFileSync(file, 'utf8')) as { exercises?: unknown };
    const rows = exercises !== null && typeof exercises === 'object' ? Object.entries(exercises) : [];
    return Object.fromEntries(
      rows.filter(([, row]) => Number.isFinite((row as Entry | null)?.best)),
    ) as ProgressEntries;
  } catch {
    return {};
  }
}

/** Adds a result to the file. Where that is impossible, the check goes on without it. */
export async function recordProgress(result: ExerciseResult, file: string = progressFile()): Promise<void> {
  if (result.of === 0 || isSolutionsNotebook()) return;
  try {
    await mkdir(dirname(file), { recursive: true });
    await withLock(`${file}.lock`, () => {
      const exercises = readProgress(file);
      const { status, points, of } = result;
      const best = Math.max(points, exercises[result.id]?.best ?? 0);
      exercises[result.id] = { status, points, best, of, when: new Date().toISOString() };
      writeWhole(file, `${JSON.stringify({ version: 1, exercises }, null, 2)}\n`);
    });
  } catch {
    // a read-only folder or a full disk must not hide the result of the check
  }
}

/** Who reads the solutions and runs them has not solved the exercises. A kernel runs in the folder of its notebook. */
function isSolutionsNotebook(): boolean {
  try {
    return resolve(process.cwd()) === join(projectRoot, 'solutions');
  } catch {
    return false; // the folder is gone
  }
}

/** Several notebooks may write at once: each waits for its turn. A lock that is left behind counts for ten seconds. */
async function withLock(lock: string, work: () => void): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      closeSync(openSync(lock, 'wx'));
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      if (isOld(lock)) rmSync(lock, { force: true });
      await new Promise((resolve) => setTimeout(resolve, 10 + (attempt % 7)));
      continue;
    }
    try {
      return work();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function isOld(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > 10_000;
  } catch {
    return false; // gone already
  }
}

/**
 * Shows what you have reached in all exercises.
 * @example await progress()
 */
export async function progress(): Promise<void> {
  inLanguage(languageHere(), showProgress);
}

function showProgress(): void {
  const suites: Suite[] = [];
  const problems: string[] = [];
  for (const file of suiteFiles()) {
    try {
      suites.push(loadSuite(file));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  const entries = readProgress();
  showHtml(progressToHtml(suites, entries, problems), progressToText(suites, entries, problems));
}

const words: Record<Entry['status'] | 'new', string> = {
  right: '✓ done',
  partial: '◐ in part',
  wrong: '✗ not yet',
  broken: '✗ does not run',
  stub: '○ not written',
  recorded: '✓ recorded, graded by your teacher',
  new: '○ not tried',
};

function sums(suite: Suite, entries: ProgressEntries): { reached: number; of: number } {
  const reached = suite.exercises.reduce((sum, { id, points }) => sum + Math.min(entries[id]?.best ?? 0, points), 0);
  return { reached, of: suite.exercises.reduce((sum, { points }) => sum + points, 0) };
}

const pointsOf = (reached: number, of: number): string =>
  sayCount(of, '{reached} of {n} point', '{reached} of {n} points', { reached: figures(reached) });

/** What a row says: the status of the last check, unless an earlier one already had all the points. */
function statusOf(id: string, points: number, entries: ProgressEntries): Entry['status'] | 'new' {
  const entry = entries[id];
  if (!entry) return 'new';
  return entry.best >= points ? 'right' : entry.status in words ? entry.status : 'new';
}

/** The table for terminals. */
export function progressToText(suites: Suite[], entries: ProgressEntries, problems: string[] = []): string {
  const lines: string[] = [];
  for (const suite of suites) {
    const { reached, of } = sums(suite, entries);
    const filled = Math.round((20 * reached) / of);
    const blocks = '█'.repeat(filled) + '░'.repeat(20 - filled);
    lines.push(
      `${say('Chapter {chapter}', { chapter: suite.chapter })} ${say(suite.title)}  ${blocks}  ${pointsOf(reached, of)}`,
    );
    for (const { id, title, points } of suite.exercises) {
      const score = `${figures(Math.min(entries[id]?.best ?? 0, points))} / ${points}`;
      lines.push(
        `  ${id.padEnd(5)} ${say(title).padEnd(44)} ${score.padStart(8)}  ${say(words[statusOf(id, points, entries)])}`,
      );
    }
  }
  return [...lines, ...problems].join('\n') || say('There are no exercises yet.');
}

/** The table for notebooks. */
export function progressToHtml(suites: Suite[], entries: ProgressEntries, problems: string[] = []): string {
  const parts = suites.map((suite) => {
    const { reached, of } = sums(suite, entries);
    const cell = 'padding:2px 12px 2px 0;text-align:left;background:transparent;border:none';
    const rows = suite.exercises.map(({ id, title, points }) => {
      const best = Math.min(entries[id]?.best ?? 0, points);
      const status = say(words[statusOf(id, points, entries)]);
      return `<tr style="background:transparent"><td style="${cell}">${escapeHtml(id)}</td><td style="${cell}">${escapeHtml(say(title))}</td><td style="${cell};min-width:90px">${bar(best, points)}</td><td style="${cell};text-align:right">${figures(best)} / ${points}</td><td style="${cell}">${status}</td></tr>`;
    });
    const heading = `<div style="font-weight:600;margin-top:6px">${say('Chapter {chapter}', { chapter: suite.chapter })} · ${escapeHtml(say(suite.title))} · ${pointsOf(reached, of)}</div>`;
    return `${heading}${bar(reached, of)}<table style="border-collapse:collapse;margin:6px 0;font-size:inherit">${rows.join('')}</table>`;
  });
  const notes = problems.map((problem) => `<div>${escapeHtml(problem)}</div>`);
  return frame([...parts, ...notes].join('') || say('There are no exercises yet.'));
}
