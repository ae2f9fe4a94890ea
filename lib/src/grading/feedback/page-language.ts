/** Which language the page of a student is in. */
import { join } from 'node:path';
import { askedLanguage } from '../../languages/reader';
import { language } from '../../languages/say';
import { english, languages } from '../../languages/translations';
import { readSubmittedFile } from '../reading/read-file';
import type { ClassResults } from '../results/class-results';

/**
 * The language that the teacher asks for with `--lang` or CONVOLAB_LANG; else that of the notebook that the student handed in for the
 * chapter assigned last; else that of the assignment, and for an old one, which has none noted, the language of the command.
 */
export function pageLanguage({ folder, chapters }: ClassResults, student: string): string {
  const asked = askedLanguage();
  if (asked !== undefined) return asked;
  const newest = [...chapters].sort((a, b) => Date.parse(b.release.made) - Date.parse(a.release.made));
  const handedIn = newest.find(({ grades }) => grades.get(student)?.counts);
  const file = handedIn?.grades.get(student)?.counts?.attempt.file;
  const named = file === undefined ? undefined : namedIn(join(folder, file));
  return named ?? (handedIn ?? newest[0])?.release.language ?? language();
}

/** The `lang` in the metadata of a notebook, which translated ones have, where the course has this language. */
function namedIn(file: string): string | undefined {
  try {
    const { metadata } = JSON.parse(readSubmittedFile(file).text) as { metadata?: { lang?: unknown } };
    return [english, ...languages()].find(({ code }) => code === metadata?.lang)?.code;
  } catch {
    return undefined; // the page says what is wrong with the file
  }
}
