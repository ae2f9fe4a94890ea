/** The languages of the course: a folder in `translations/` for each, besides English, which everything is written in first. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectRoot, UserError } from '../project';

/** What `translations/CODE/language.json` says. */
export interface Language {
  /** as in ISO 639-1; also the name of the folders with its notebooks: 'fr' */
  code: string;
  /** what its speakers call it: 'Français' */
  name: string;
}

export const english: Language = { code: 'en', name: 'English' };

/** Whoever makes a translation may keep it elsewhere: CONVOLAB_TRANSLATIONS. */
export const translationsFolder = process.env.CONVOLAB_TRANSLATIONS
  ? resolve(process.env.CONVOLAB_TRANSLATIONS)
  : join(projectRoot, 'translations');

/**
 * The languages that there are translations for, by their codes.
 * @throws UserError for a `language.json` that cannot be read or says another code than its folder
 */
export function languages(folder = translationsFolder): Language[] {
  if (!existsSync(folder)) return [];
  const codes = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'language.json')));
  return codes.sort().map((code) => readLanguage(folder, code));
}

/** What its speakers call a language: 'Français'. */
export function nameOfLanguage(code: string): string {
  return [english, ...languages()].find((one) => one.code === code)?.name ?? code;
}

function readLanguage(folder: string, code: string): Language {
  const file = `translations/${code}/language.json`;
  let found: Partial<Language> | null;
  try {
    found = JSON.parse(readFileSync(join(folder, code, 'language.json'), 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}.`);
  }
  if (found?.code !== code || typeof found.name !== 'string' || found.name === '') {
    throw new UserError(
      `${file} must hold { "name": "…", "code": "${code}" }: the language's own name, and its folder.`,
    );
  }
  return { code, name: found.name };
}
