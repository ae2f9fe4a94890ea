/** Messages in another language: the files `translations/CODE/messages/*.json`, from the English text to the translated one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../project';
import { translationsFolder } from './translations';

/**
 * A translated text, or its forms by the plural categories of the language ('one', 'few', 'many', 'other'; see Intl.PluralRules).
 * A place `{name}` is filled with the value of that name, as in the English text.
 */
export type Translation = string | Partial<Record<Intl.LDMLPluralRule, string>>;

export type Catalog = ReadonlyMap<string, Translation>;

const known = new Map<string, Catalog>();

/**
 * The messages of a language, read once. There are none for English, nor where the course comes without translations. A reader goes on in
 * English where they cannot be read; `convolab translate` says why.
 */
export function catalogOf(language: string): Catalog {
  let catalog = known.get(language);
  if (!catalog) {
    try {
      catalog = readCatalog(join(translationsFolder, language, 'messages'));
    } catch {
      catalog = new Map();
    }
    known.set(language, catalog);
  }
  return catalog;
}

/**
 * @param folder of the `.json` files
 * @throws UserError for a file that cannot be read, and for an English text that two files translate
 */
export function readCatalog(folder: string): Catalog {
  const catalog = new Map<string, Translation>();
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  for (const file of files.sort()) {
    let messages: Record<string, Translation>;
    try {
      messages = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    } catch (error) {
      throw new UserError(`${join(folder, file)} cannot be read: ${(error as Error).message}.`);
    }
    for (const [english, translation] of Object.entries(messages)) {
      if (catalog.has(english)) throw new UserError(`${join(folder, file)} translates "${english}" a second time.`);
      catalog.set(english, translation);
    }
  }
  return catalog;
}
