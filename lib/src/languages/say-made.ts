/** Sentences that were put together in English before anybody knew the reader: stored ones, errors on their way, what a collection has found. */
import { type Catalog, madeCatalogOf } from './catalog';
import { patternFinder } from './patterns';
import { language } from './say';
import { sentencesOf } from './say-again';

/** `{n}` is a number; what a place like `{rawFile}` holds stays as it is. */
const find = patternFinder({ holds: (place) => (place === 'n' ? '[^ \\p{L}]+' : '.*?') });

/**
 * The text in the reader's language, whether a message says it or an error: of both together the one with the most words of its own that fits.
 * Of several sentences each is looked for by itself.
 */
export function sayMade(text: string): string {
  const catalog = madeCatalogOf(language());
  if (catalog.size === 0 || text === '') return text;
  const whole = found(text, catalog);
  if (whole !== undefined) return whole;
  return sentencesOf(text)
    .map((sentence) => found(sentence, catalog) ?? sentence)
    .join(' ');
}

function found(text: string, catalog: Catalog): string | undefined {
  return find(text, catalog, (value, place) => (place.startsWith('raw') ? value : (found(value, catalog) ?? value)));
}
