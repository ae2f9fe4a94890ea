import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { say } from '../../languages/say';
import { english, languages } from '../../languages/translations';
import { projectRoot, UserError } from '../../project';
import { nearest } from '../nearest';

/** The part of the notebook format that the command line reads. */
export interface Notebook {
  cells: Cell[];
  metadata: { kernelspec?: { name?: string }; title?: string } & Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  id?: string;
  source: string | string[];
  metadata: { tags?: string[] } & Record<string, unknown>;
  outputs?: unknown[];
  execution_count?: number | null;
}

/**
 * Paths of the notebooks that a word on the command line stands for: `all` (notebooks/ in order), a chapter number
 * (`02` or `2`), a name (`02-fundamentals` or `fundamentals`), each of them in a language (`fr/02`, `fr/all`, `en/02`), or a path to an
 * .ipynb file.
 * @throws UserError if there is none
 */
export function findNotebooks(word: string, folder = join(projectRoot, 'notebooks')): string[] {
  const asPath = resolve(word);
  if (word.endsWith('.ipynb') && existsSync(asPath)) return [asPath];
  const [, language, inLanguage] = /^([a-z]{2,3})\/([^/]+)$/.exec(word) ?? [];
  if (language === english.code) return findNotebooks(inLanguage, folder);
  if (language !== undefined) return findNotebooks(inLanguage, join(folder, knownLanguage(language, word)));
  const place = folderWithNotebooks(folder);
  const names = notebooksIn(place);
  if (word === 'all') {
    if (names.length === 0) throw new UserError(say('There is no notebook in {folder}.', { folder }));
    return names.map((name) => join(place, `${name}.ipynb`));
  }
  const wanted = basename(word, '.ipynb');
  const number = /^\d+$/.test(wanted) ? wanted.padStart(2, '0') : undefined;
  const found = names.filter((name) => name === wanted || titlePart(name) === wanted || name.startsWith(`${number}-`));
  if (found.length > 0) return found.map((name) => join(place, `${name}.ipynb`));
  const meant = nearest(wanted, [...names, ...names.map(titlePart)]);
  const list =
    names.length > 0
      ? say('There is: {list}.', { list: [...names, 'all'].join(', ') })
      : say('{folder} has none.', { folder });
  const advice = meant ? say('Did you mean {meant}?', { meant }) : list;
  throw new UserError(say('There is no notebook "{word}". {advice}', { word, advice }));
}

/** @throws UserError unless the course is translated into it */
function knownLanguage(code: string, word: string): string {
  const codes = languages().map((one) => one.code);
  if (codes.includes(code)) return code;
  const list = [english.code, ...codes].map((one) => word.replace(code, one)).join(', ');
  throw new UserError(
    say('There is no notebook "{word}". {advice}', { word, advice: say('There is: {list}.', { list }) }),
  );
}

/** The folder; where no notebook lies in it, the one of a language inside of it: an assignment in French has `exercises/fr` alone. */
export function folderWithNotebooks(folder: string): string {
  const inside = languages().map(({ code }) => join(folder, code));
  return [folder, ...inside].find((one) => notebooksIn(one).length > 0) ?? folder;
}

/** Where a copy of a notebook is kept in a folder of copies: those of other languages have a folder of their own there. */
export function nameOfCopy(path: string): string {
  const folder = basename(dirname(resolve(path)));
  const isTranslated = languages().some(({ code }) => code === folder);
  return isTranslated ? join(folder, basename(path)) : basename(path);
}

/** Names without .ipynb, sorted. */
export function notebooksIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ipynb') && !file.startsWith('.'))
    .map((file) => basename(file, '.ipynb'))
    .sort();
}

/** @throws UserError if the file is not a notebook of format 4 */
export function readNotebook(path: string): Notebook {
  let parsed: Partial<Notebook>;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) as Partial<Notebook>;
  } catch (error) {
    throw new UserError(
      say('{path} cannot be read as a notebook: {message}.', { path, message: (error as Error).message }),
    );
  }
  if (!Array.isArray(parsed?.cells) || parsed.nbformat !== 4) {
    throw new UserError(
      say('{path} is not a notebook of format 4. Open it in JupyterLab and save it again.', { path }),
    );
  }
  return parsed as Notebook;
}

/** The text of a cell: the format allows one string or a list of lines. */
export function sourceOf(cell: Cell): string {
  return typeof cell.source === 'string' ? cell.source : cell.source.join('');
}

/** Code cells with something in them, in order: the ones that a run executes. Cell number 1 is the first of these. */
export function codeCells(notebook: Notebook): Cell[] {
  return notebook.cells.filter((cell) => cell.cell_type === 'code' && sourceOf(cell).trim() !== '');
}

function titlePart(name: string): string {
  return name.replace(/^\d+-/, '');
}
