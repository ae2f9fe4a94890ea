/** Assigns chapters to a class: a release with a secret seed for each, and a student edition for all of them. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Suite } from '../../exercises/spec';
import { english } from '../../languages/translations';
import { UserError } from '../../project';
import type { ClassRoom } from '../classroom/class-folder';
import type { LatePolicy, Release } from '../classroom/records';
import { notebookText, type ReleaseNotebook } from '../release';
import { type EditionChapter, writeEdition } from './edition';
import { instructions } from './instructions';
import { zipFolder } from './zip';

export interface AssignChapter {
  suite: Suite;
  /** below `exercises`: '02-fundamentals.ipynb', 'fr/02-fundamentals.ipynb' */
  name: string;
  /** the student notebook */
  notebook: ReleaseNotebook;
}

export interface AssignOptions {
  /** ISO 8601 with a zone */
  due: string;
  late?: LatePolicy;
  /** code of the language of notebooks and instructions; English unless given */
  language?: string;
  /** folder in which the edition is made */
  to: string;
  zip?: boolean;
  /** the commands of `convolab` that go with it */
  studentsCommands: string[];
  now?: Date;
}

export interface Assignment {
  releases: Release[];
  /** the folder or the archive for students */
  path: string;
  /** sentences */
  problems: string[];
}

/**
 * Makes the edition first and notes the releases when it is whole, so that a failure leaves nothing behind.
 * @throws UserError
 */
export async function assign(room: ClassRoom, chapters: AssignChapter[], options: AssignOptions): Promise<Assignment> {
  const { due, late, language = english.code, to, zip = false, now = new Date() } = options;
  const taken = room.store.releases().map(({ id }) => id);
  const releases: Release[] = [];
  const editions: EditionChapter[] = [];
  for (const { suite, name, notebook } of chapters) {
    const id = nextId(suite.chapter, room.name, taken);
    const text = notebookText({ ...notebook, metadata: { ...notebook.metadata, convolab: { release: id } } });
    if (/BEGIN SOLUTION/.test(text)) {
      throw new UserError(`exercises/${name} holds a solution: make it again with npx --no-install convolab release.`);
    }
    const sha256 = createHash('sha256').update(text).digest('hex');
    const seed = randomBytes(32).toString('hex');
    releases.push({ id, chapter: suite.chapter, seed, due, late, made: now.toISOString(), sha256, language });
    editions.push({ suite, notebook: name, text });
  }
  const name = editionName(releases, room.name);
  const path = join(resolve(to), zip ? `${name}.zip` : name);
  if (existsSync(path)) throw new UserError(`${path} is there already: move it away, or take another --to.`);
  mkdirSync(resolve(to), { recursive: true });
  const work = mkdtempSync(join(resolve(to), '.assign-'));
  try {
    const readme = instructions(
      editions.map(({ suite, notebook }) => ({
        chapter: suite.chapter,
        title: suite.title,
        notebook,
        points: suite.exercises.reduce((sum, { points }) => sum + points, 0),
      })),
      { due, late, language },
    );
    const folder = join(work, name);
    const { studentsCommands } = options;
    const problems = await writeEdition(folder, editions, { instructions: readme, studentsCommands });
    if (zip) await zipFolder(folder, name, path);
    else renameSync(folder, path);
    for (const release of releases) room.store.addRelease(release);
    return { releases, path, problems };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function nextId(chapter: number, className: string, taken: string[]): string {
  const start = `${String(chapter).padStart(2, '0')}-${className}-`;
  let count = 1;
  while (taken.includes(`${start}${count}`)) count++;
  return `${start}${count}`;
}

/** '02-3a-1', or '02-03-3a-1' for two chapters. */
function editionName(releases: Release[], className: string): string {
  const counts = releases.map(({ id }) => Number(/\d+$/.exec(id)?.[0]));
  const chapters = releases.map(({ chapter }) => String(chapter).padStart(2, '0'));
  return `${chapters.join('-')}-${className}-${Math.max(...counts)}`;
}
