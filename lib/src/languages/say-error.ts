/** Messages of errors that library functions throw, in the language of the reader: `translations/CODE/errors.json`. */
import { errorCatalogOf } from './catalog';
import { patternFinder } from './patterns';
import { language } from './say';

/** `{name}` is an argument and `{n}` a number; they stay, and so does what a place like `{rawList}` holds; the rest is said again. */
const find = patternFinder({
  leastLetters: 2,
  holds: (place) => ({ name: '[^: ]+', n: '[^ ,\\p{L}]+' })[place] ?? '.*?',
});

/** The message in the reader's language; as it is where it is not known. */
export function sayError(message: string): string {
  const catalog = errorCatalogOf(language());
  const said = (text: string): string =>
    find(text, catalog, (value, place) => (place === 'name' || place.startsWith('raw') ? value : said(value))) ?? text;
  return catalog.size === 0 ? message : said(message);
}
