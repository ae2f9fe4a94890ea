/** Messages in another language: the files `translations/CODE/messages/*.json`, from the English text to the translated one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../project';
import type { Translation } from './texts';
import { translationsFolder } from './translations';

export type Catalog = ReadonlyMap<string, Translation>;

const known = new Map<string, Catalog>();
const knownOfFigures = new Map<string, Catalog>();
const knownOfErrors = new Map<string, Catalog>();
const knownOfMade = new Map<string, Catalog>();
const knownOfSentences = new Map<string, Catalog>();

/**
 * The messages of a language, read once. There are none for English, nor where the course comes without translations. A reader goes on in
 * English where they cannot be read; `convolab translate` says why.
 */
export function catalogOf(language: string): Catalog {
  return once(known, language, () => readCatalog(join(translationsFolder, language, 'messages')));
}

/**
 * As `catalogOf`, without what live instruments say: nobody meets that in English and has it said again, and words such as 'noise {deviation}'
 * would be found in other sentences.
 */
export function sentenceCatalogOf(language: string): Catalog {
  return once(knownOfSentences, language, () =>
    readCatalog(join(translationsFolder, language, 'messages'), (file) => file !== 'widgets.json'),
  );
}

/**
 * The texts of figures, `translations/CODE/figures.json`: those of visualizers, and the titles that cells of notebooks give. A word of a figure
 * may have another translation than the same word in a sentence.
 */
export function figureCatalogOf(language: string): Catalog {
  return once(knownOfFigures, language, () => readMessages(join(translationsFolder, language, 'figures.json')));
}

/**
 * What `npm start` says, `translations/CODE/set-up.json`. It runs before the library is built and reads the file by itself
 * (scripts/setup/say.js); here it is looked through for what lacks.
 */
export function readSetUpTexts(language: string, folder = translationsFolder): Catalog {
  return readMessages(join(folder, language, 'set-up.json'));
}

/** Messages of errors that library functions throw, `translations/CODE/errors.json`, and the pieces that they are put together from. */
export function errorCatalogOf(language: string): Catalog {
  return once(knownOfErrors, language, () => readMessages(join(translationsFolder, language, 'errors.json')));
}

/**
 * What `sentenceCatalogOf` and `errorCatalogOf` have, and messages of what students do not get, `translations/CODE/teachers.json`: commands
 * of teachers, notebooks with solutions and suites.
 */
export function madeCatalogOf(language: string): Catalog {
  return once(knownOfMade, language, () => {
    const ofTeachers = readMessages(join(translationsFolder, language, 'teachers.json'));
    return new Map([...errorCatalogOf(language), ...ofTeachers, ...sentenceCatalogOf(language)]);
  });
}

/** What `read` gives for a language, worked out once; nothing where it cannot be read. */
export function once(catalogs: Map<string, Catalog>, language: string, read: () => Catalog): Catalog {
  let catalog = catalogs.get(language);
  if (!catalog) {
    catalog = new Map();
    catalogs.set(language, catalog); // before it is read: that it cannot be is an error, whose message is looked for in it
    try {
      catalog = read();
      catalogs.set(language, catalog);
    } catch {
      // the reader goes on in English
    }
  }
  return catalog;
}

/** @throws UserError for a file that is there and cannot be read */
export function readMessages(file: string): Catalog {
  if (!existsSync(file)) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Translation>));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

/**
 * @param folder of the `.json` files
 * @param isRead which of them, by name; all unless given
 * @throws UserError for a file that cannot be read, and for an English text that two files translate differently
 */
export function readCatalog(folder: string, isRead: (file: string) => boolean = () => true): Catalog {
  const catalog = new Map<string, Translation>();
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  for (const file of files.filter(isRead).sort()) {
    for (const [english, translation] of readMessages(join(folder, file))) {
      const before = catalog.get(english);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(translation))
        throw new UserError(`${join(folder, file)} translates "${english}" a second time.`);
      catalog.set(english, translation);
    }
  }
  return catalog;
}
