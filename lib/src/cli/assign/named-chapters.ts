/** The student notebooks that the words of `convolab assign` name, in one language. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadSuites } from '../../exercises/load';
import type { AssignChapter } from '../../grading/assign/assign';
import type { ReleaseNotebook } from '../../grading/release';
import { makeEdition } from '../../languages/edition';
import { say } from '../../languages/say';
import { english, languages } from '../../languages/translations';
import { projectRoot, UserError } from '../../project';
import { findNotebooks, nameOfCopy, readNotebook } from '../notebook/find';
import { release } from '../release';

export interface NamedChapters {
  chapters: AssignChapter[];
  /** code of the language that all of them are in */
  language: string;
}

const folders = { solutions: join(projectRoot, 'solutions'), exercises: join(projectRoot, 'exercises') };

/**
 * @param words chapters: '02', 'fundamentals', 'all', 'fr/02', or a file
 * @param spoken code of the language of those that name none
 * @throws UserError where there is no such notebook, or it is not the one that solution and translation give
 */
export function namedChapters(words: string[], spoken: string): NamedChapters {
  const paths = [...new Set(words.flatMap((word) => pathsNamed(word, spoken)))].sort();
  const [language, another] = new Set(paths.map(languageOf));
  if (another !== undefined) {
    throw new UserError(
      say(
        'An assignment is in one language, and these notebooks are in two ({one}, {other}): assign them one by one.',
        {
          one: language,
          other: another,
        },
      ),
    );
  }
  return { chapters: paths.map((path) => chapterOf(path, language)), language };
}

function pathsNamed(word: string, spoken: string): string[] {
  const paths = findNotebooks(word, folders.exercises);
  if (spoken === english.code || /\/|\.ipynb$/.test(word)) return paths;
  return paths.map((path) => {
    const translated = join(folders.exercises, spoken, basename(path));
    if (existsSync(translated)) return translated;
    const name = basename(path, '.ipynb');
    throw new UserError(
      say('There is no exercises/{language}/{name}.ipynb: assign {english}/{name}, the English one.', {
        language: spoken,
        name,
        english: english.code,
      }),
    );
  });
}

function languageOf(path: string): string {
  const folder = basename(dirname(path));
  return languages().some(({ code }) => code === folder) ? folder : english.code;
}

function chapterOf(path: string, language: string): AssignChapter {
  const name = basename(path);
  if (existsSync(join(folders.solutions, name))) {
    const { changed } = release([basename(name, '.ipynb')], { check: true, folders });
    if (changed.length > 0) {
      throw new UserError(
        say('exercises/{name} is older than its solution: run npx --no-install convolab release.', { name }),
      );
    }
  }
  if (language !== english.code) needTranslation(name, language);
  const suite = loadSuites().find(({ chapter }) => chapter === Number.parseInt(name, 10));
  if (!suite)
    throw new UserError(say('exercises/{name} has no suite in tests/exercises, so nobody could check it.', { name }));
  return { suite, name: nameOfCopy(path), notebook: readNotebook(path) as unknown as ReleaseNotebook };
}

/** A translated notebook must be the one that the English notebook and its translation give now. */
function needTranslation(name: string, language: string): void {
  const translation = `translations/${language}/exercises/${basename(name, '.ipynb')}.md`;
  if (!existsSync(join(projectRoot, translation))) return;
  const { changed, problems } = makeEdition(language, { root: projectRoot, check: true });
  const path = `exercises/${language}/${name}`;
  if (!changed.includes(path) && !problems.some((problem) => problem.includes(translation))) return;
  throw new UserError(
    say('{path} is older than its English text or its translation: run npx --no-install convolab translate.', { path }),
  );
}
