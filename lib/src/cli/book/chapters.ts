/** What a book is made of: chapters, each in the languages that it is translated into. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { english, languages } from '../../languages/translations';
import { projectRoot, UserError } from '../../project';
import { codeCells, findNotebooks, type Notebook, readNotebook, sourceOf } from '../notebook/find';

export interface BookChapter {
  /** '02-fundamentals' */
  name: string;
  /** path of the notebook, by language; English is always there */
  notebooks: ReadonlyMap<string, string>;
  /** path of the students' notebook with its exercises, by language */
  exercises: ReadonlyMap<string, string>;
}

/**
 * Chapters of the course that words of a command line name, in the order of the course; all of them without a word.
 * @throws UserError for a word that names no chapter of the course
 */
export function chaptersNamed(words: string[]): BookChapter[] {
  const folder = join(projectRoot, 'notebooks');
  const paths = (words.length === 0 ? ['all'] : words).flatMap((word) => findNotebooks(word, folder));
  for (const path of paths) {
    if (dirname(path) !== folder)
      throw new UserError(
        `The book is made of the English chapters in notebooks/, each with its translations; got ${path}.`,
      );
  }
  return [...new Set(paths)].sort().map((path) => ({
    name: basename(path, '.ipynb'),
    notebooks: editionsOf(path),
    exercises: editionsOf(join(projectRoot, 'exercises', basename(path))),
  }));
}

/** A notebook and its translations, which lie in folders beside it. */
export function editionsOf(path: string): Map<string, string> {
  const candidates = [english, ...languages()].map(({ code }): [string, string] => {
    return [code, code === english.code ? path : join(dirname(path), code, basename(path))];
  });
  return new Map(candidates.filter(([, file]) => existsSync(file)));
}

/** What decides how a chapter runs: its code. Text may change without running it again. */
export function codeHash(notebook: Notebook): string {
  return createHash('sha256')
    .update(JSON.stringify(codeCells(notebook).map(sourceOf)))
    .digest('hex');
}

/**
 * A notebook with the outputs of another one that has the same code, such as an edition in another language.
 * @throws UserError if the code is not the same
 */
export function withOutputsOf(path: string, executed: Notebook): Notebook {
  const notebook = readNotebook(path);
  if (codeHash(notebook) !== codeHash(executed))
    throw new UserError(`${path} has other code than the chapter in English. Run convolab translate.`);
  const outputs = codeCells(executed).map((cell) => cell.outputs);
  for (const [i, cell] of codeCells(notebook).entries()) cell.outputs = outputs[i];
  return notebook;
}
