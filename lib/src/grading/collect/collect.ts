/** Collects hand-ins: finds out whose and of which chapter each is, and keeps it. Nothing is overwritten, and nothing kept twice. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError, writeWhole } from '../../project';
import type { ClassRoom } from '../classroom/class-folder';
import type { Attempt, Release } from '../classroom/records';
import { type FoundNotebook, type Gathered, shownPath } from './found';
import { gatherFromFolder } from './from-folder';
import { gatherFromZip } from './from-zip';
import { type Inside, lookInto } from './look-into';
import { StudentFinder, type Whose } from './whose';
import type { Worksheet } from './worksheet';

export interface CollectOptions {
  /** folder or archive */
  from: string;
  chapter?: number;
  worksheet?: Worksheet;
  now?: Date;
}

export interface Collected {
  /** attempts that are new */
  added: Omit<Attempt, 'id'>[];
  /** notebooks that were there before */
  known: number;
  /** sentences, one for each thing that was left out or needs a look */
  problems: string[];
  /** releases that something came for, and those that were asked for */
  releases: Release[];
}

/** Why a time is not proven; that of the worksheet is Moodle's own. */
const doubts = {
  git: 'The time is that of the committer’s clock.',
  archive: 'The time is that of the file in the archive.',
  file: 'The time is that of the file on this computer.',
};

/** @throws UserError where there is nothing to collect from, or nothing is assigned */
export async function collect(room: ClassRoom, options: CollectOptions): Promise<Collected> {
  const { from, chapter, worksheet, now = new Date() } = options;
  const all = room.store.releases();
  const releases = all.filter((release) => chapter === undefined || release.chapter === chapter);
  if (releases.length === 0) {
    throw new UserError(
      chapter === undefined
        ? `Nothing is assigned to ${room.name} yet.`
        : `Chapter ${chapter} is not assigned to ${room.name} yet.`,
    );
  }
  const finder = new StudentFinder(room.store.students(), worksheet?.rows);
  const { notebooks, problems, others } = await gather(from);
  const result: Collected = {
    added: [],
    known: 0,
    problems: [...(worksheet?.problems ?? []), ...problems],
    releases: [],
  };
  const touched = new Set<Release>(chapter === undefined ? [] : releases);
  const handedIn = new Set<string>();
  for (const found of notebooks) {
    const inside = lookInto(found.bytes);
    const release = releaseOf(found, inside, releases, all);
    if (typeof release === 'string') {
      result.problems.push(release);
      continue;
    }
    const whose = finder.find(found, inside.student);
    if (!whose.student) {
      result.problems.push(String(whose.problem));
      continue;
    }
    touched.add(release);
    handedIn.add(whose.student.id);
    const attempt = attemptOf(found, inside, { ...whose, student: whose.student }, release, now);
    if (keep(room, attempt, found.bytes)) result.added.push(attempt);
    else result.known++;
    if (inside.problem) result.problems.push(`${shownPath(found.cameAs)}: ${inside.problem} It is kept as it came.`);
  }
  for (const row of worksheet?.rows ?? []) {
    const student = finder.ofRow(row);
    if (row.handedIn === undefined || (student && handedIn.has(student.id))) continue;
    const who = student?.id ?? shownPath(row.name || `participant ${row.participant}`);
    result.problems.push(`${who} has handed in by the worksheet, and no notebook was found.`);
  }
  if (notebooks.length === 0) result.problems.push(nothingIn(from, others));
  result.releases = [...touched];
  return result;
}

async function gather(from: string): Promise<Gathered> {
  const stats = lstatSync(from, { throwIfNoEntry: false });
  if (!stats) throw new UserError(`There is no folder or archive ${from}.`);
  if (stats.isDirectory()) return gatherFromFolder(from);
  if (stats.isFile() && /\.zip$/i.test(from)) return gatherFromZip(from);
  throw new UserError(`${from} is neither a folder nor a zip archive.`);
}

/** The release that a notebook answers, or one sentence. */
function releaseOf(found: FoundNotebook, inside: Inside, wanted: Release[], all: Release[]): Release | string {
  const shown = shownPath(found.cameAs);
  const named = all.find(({ id }) => id === inside.release);
  const number = inside.chapter ?? named?.chapter ?? chapterInName(found.cameAs);
  // the mark of a release counts only where the exercises are of its chapter
  if (named && named.chapter === number && wanted.includes(named)) return named;
  if (number === undefined && inside.problem !== undefined) {
    const which =
      'Its name tells no chapter, and several are collected: it is left out; name it like 02-answers.ipynb.';
    return wanted.length === 1 ? wanted[0] : `${shown}: ${inside.problem} ${which}`;
  }
  if (number === undefined) return `${shown} has no exercise of this course: it is left out.`;
  const newest = wanted.filter(({ chapter }) => chapter === number).at(-1);
  return newest ?? `${shown} is of chapter ${number}, which is not collected now or not assigned to this class.`;
}

function chapterInName(path: string): number | undefined {
  const number = /(?:^|_)(\d\d)-/.exec(basename(path))?.[1];
  return number === undefined ? undefined : Number(number);
}

function attemptOf(
  found: FoundNotebook,
  inside: Inside,
  { student, row, doubtful }: Whose & { student: { id: string } },
  release: Release,
  now: Date,
): Omit<Attempt, 'id'> {
  const sha256 = createHash('sha256').update(found.bytes).digest('hex');
  const time =
    row?.handedIn !== undefined
      ? { handedIn: row.handedIn, timeFrom: 'worksheet' as const }
      : { handedIn: found.at, timeFrom: found.timeFrom };
  const reasons = [
    time.handedIn === undefined ? 'Nothing tells when it was handed in.' : undefined,
    time.timeFrom && time.timeFrom !== 'worksheet' ? doubts[time.timeFrom] : undefined,
    doubtful,
    inside.problem,
  ].filter((one) => one !== undefined);
  return {
    release: release.id,
    student: student.id,
    sha256,
    ...time,
    ...(reasons.length > 0 ? { doubtful: reasons.join(' ') } : {}),
    cameAs: shownPath(found.cameAs),
    file: ['attempts', release.id, student.id, `${sha256}.ipynb`].join('/'),
    collected: now.toISOString(),
  };
}

/** Bytes that are known come again only with a better time. @returns false where nothing was added */
function keep(room: ClassRoom, attempt: Omit<Attempt, 'id'>, bytes: Buffer): boolean {
  const proven = ({ timeFrom }: Omit<Attempt, 'id'>): boolean => timeFrom === 'worksheet' || timeFrom === 'git';
  const same = room.store
    .attempts(attempt.release)
    .filter(({ student, sha256 }) => student === attempt.student && sha256 === attempt.sha256);
  if (same.length > 0 && !proven(attempt)) return false;
  const path = join(room.folder, attempt.file);
  if (!existsSync(path)) writeWhole(path, bytes);
  return room.store.addAttempt(attempt);
}

function nothingIn(from: string, others: string[]): string {
  const some = others.slice(0, 3).map(shownPath).join(', ');
  const rest = others.length > 3 ? ' …' : '';
  return `${from} holds no notebook${some ? `; it holds ${some}${rest}` : ''}.`;
}
