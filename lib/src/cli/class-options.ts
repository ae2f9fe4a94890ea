/** What the commands about a class have in common: which class, which chapters, which students. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { openOnlyClass } from '../grading/classroom/class-folder';
import type { Student } from '../grading/classroom/records';
import { type ClassResults, classResults, needGrades } from '../grading/results/class-results';
import { say } from '../languages/say';
import { UserError } from '../project';
import { nearest } from './nearest';

/** @throws UserError unless each is a number such as 02 */
export function readChapters(words: string[] | undefined): number[] | undefined {
  return words?.map((word) => {
    if (/^\d{1,2}$/.test(word)) return Number(word);
    throw new UserError(say('--chapter is the number of a chapter, such as 02; got "{word}".', { word }));
  });
}

/** @throws UserError for an option that stands alone */
export function refuseWords(command: string, words: string[]): void {
  if (words.length > 0)
    throw new UserError(say('convolab {command} takes options only; got "{word}".', { command, word: words[0] }));
}

/**
 * Opens the class, puts its results together, and closes it again.
 * @throws UserError where there is no such class or chapter, or nothing is graded yet
 */
export async function gradedClass(options: { class?: string; chapter?: string[] }): Promise<ClassResults> {
  const chapters = readChapters(options.chapter);
  const room = openOnlyClass(options.class);
  try {
    const results = await classResults(room, { chapters });
    needGrades(results);
    return results;
  } finally {
    room.store.close();
  }
}

/** The students with these ids; all of them unless given. @throws UserError for an unknown id */
export function studentsNamed({ students, className }: ClassResults, ids?: string[]): Student[] {
  for (const id of ids ?? []) {
    if (students.some((student) => student.id === id)) continue;
    const known = students.map((student) => student.id);
    const meant = nearest(id, known);
    throw new UserError(
      say('Class {className} has no student "{id}".{advice}', {
        className,
        id,
        advice: meant ? ` ${say('Did you mean {meant}?', { meant })}` : '',
      }),
    );
  }
  return students.filter(({ id }) => ids?.includes(id) ?? true);
}

/** @throws UserError where a file stands in the place of the folder */
export function folderFor(option: string, path: string): string {
  const folder = resolve(path);
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new UserError(say('{option} is a folder, but {path} is a file.', { option, path }));
  return folder;
}
