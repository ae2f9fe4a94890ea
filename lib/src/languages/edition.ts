/** The notebooks of the course in another language, made from the English ones and `translations/CODE/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError, writeWhole } from '../project';
import { readBlocks } from './blocks';
import { movedLinks } from './links';
import { type TextNotebook, translateNotebook } from './translate-notebook';

/** Folders with notebooks that readers get. Those for exercises are translated from `solutions/`, which has the same text cells. */
export const translatedFolders = ['notebooks', 'exercises'] as const;

export interface EditionReport {
  /** paths below the root: 'notebooks/fr/01-introduction.ipynb' */
  made: string[];
  /** those of them that were different before */
  changed: string[];
  /** one sentence each; a chapter that has one is not made */
  problems: string[];
}

/**
 * Makes the notebooks of a language, or with `check` only compares them. A chapter without a translation is left out.
 * @param root folder of the course
 * @throws UserError for a file that cannot be read
 */
export function makeEdition(language: string, { root, check }: { root: string; check: boolean }): EditionReport {
  const report: EditionReport = { made: [], changed: [], problems: [] };
  for (const folder of translatedFolders) {
    const translated = translatedIn(folder, language, root);
    for (const name of translated) makeNotebook(`${folder}/${name}.ipynb`, { language, root, check }, report);
    for (const file of filesIn(join(root, folder, language), '.ipynb')) {
      if (translated.includes(file)) continue;
      const path = `${folder}/${language}/${file}.ipynb`;
      report.problems.push(
        `${path} has no translation: write translations/${language}/${folder}/${file}.md, or delete it.`,
      );
    }
  }
  return report;
}

/** Names of the chapters that a folder has a translation of. */
export function translatedIn(folder: string, language: string, root: string): string[] {
  return filesIn(join(root, 'translations', language, folder), '.md');
}

function makeNotebook(
  english: string,
  { language, root, check }: { language: string; root: string; check: boolean },
  report: EditionReport,
): void {
  const [folder, file] = english.split('/');
  const name = `translations/${language}/${folder}/${file.replace(/\.ipynb$/, '.md')}`;
  if (!existsSync(join(root, english))) {
    report.problems.push(`${name} belongs to no chapter: there is no ${english}.`);
    return;
  }
  const has = (path: string): boolean =>
    existsSync(join(root, 'translations', language, path.replace(/\.ipynb$/, '.md')));
  const { notebook, problems } = translateNotebook(
    readJson(root, english),
    readBlocks(readFileSync(join(root, name), 'utf8'), name),
    {
      language,
      name,
      others: folder === 'exercises' ? cellIds(root, `solutions/${file}`) : undefined,
      rewrite: (markdown) => movedLinks(markdown, { folder, language, has }),
    },
  );
  report.problems.push(...problems);
  if (!notebook) return;
  const path = `${folder}/${language}/${file}`;
  const text = `${JSON.stringify(notebook, null, 1)}\n`;
  const target = join(root, path);
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    report.changed.push(path);
    if (!check) writeWhole(target, text);
  }
  report.made.push(path);
}

function cellIds(root: string, path: string): ReadonlySet<string> {
  return new Set(existsSync(join(root, path)) ? readJson(root, path).cells.map(({ id }) => String(id)) : []);
}

function readJson(root: string, path: string): TextNotebook {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')) as TextNotebook;
  } catch (error) {
    throw new UserError(`${path} cannot be read as a notebook: ${(error as Error).message}.`);
  }
}

/** Names without their ending, sorted. */
function filesIn(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(ending) && !file.startsWith('.'));
  return files.map((file) => basename(file, ending)).sort();
}
